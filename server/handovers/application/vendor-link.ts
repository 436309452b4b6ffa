import { attachBroughtFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { Forbidden, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { Outbox } from '../../platform/mail/index.js';
import { newToken, tokenHash } from '../../questionnaires/index.js';
import { CLOSING_SUBJECT, DELIVERY_KIND } from '../domain/closing.js';
import {
  countOpening, holdLinkedItem, insertLink, insertLinkedDelivery, lockLinkedClosing, revokeLink, selectLinkedClosing, selectVendorHandover, type LinkedClosing, type VendorHandover,
} from '../persistence/vendor-links.js';
import { fileEvent } from './file-events.js';
import { takeUploads, type PieceOutcome, type SentFile, type SentPiece, type Uploads, type UploadState } from './uploads.js';

export type { LinkedClosing, LinkRow, VendorHandover, VendorItem } from '../persistence/vendor-links.js';

/** What messages about a link are kept under in the outbox. */
export const HANDOVER_LINK = 'handover-link';

/** Who gets a link, and for how many days of 24 hours it is good. */
export interface LinkRecipient {
  readonly name: string;
  readonly email: string;
  readonly days: number;
}

/** Subject and text of the message that brings a link. */
export type HandoverInvitation = (facts: {
  readonly agencyName: string;
  readonly vendorName: string;
  readonly contract: string;
  readonly recipientName: string;
  readonly link: string;
  readonly expiresAt: Date;
}) => { readonly subject: string; readonly text: string };

/** What the officer is told: with a mail server the link goes to its mailbox alone; without one it is shown, this once. */
export interface IssuedLink {
  readonly linkId: string;
  readonly closingId: string;
  readonly contractId: string;
  readonly expiresAt: Date;
  readonly recipient: LinkRecipient;
  readonly shownLink: string | undefined;
}

/** What the vendor hands over for an item. */
export interface VendorDelivery {
  readonly giverName: string;
  readonly contents: string;
  readonly versionText: string | undefined;
  /** Where it lies: in this delivery, on media that were brought, at an address. */
  readonly place: string;
  readonly note: string | undefined;
  /** The day on which it was handed over in fact; the time of sending is the database's. */
  readonly effectiveOn: CalendarDay;
  /** Small files that came with the form. */
  readonly files: readonly StoredFile[];
  /** Large ones that were sent in pieces before. */
  readonly uploads: readonly string[];
}

/** What links need; `invitation` words the message, `today` is the day in Việt Nam. */
export interface VendorLinkNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly uploads: Uploads;
  readonly outbox: Outbox;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly today: () => CalendarDay;
  readonly invitation: HandoverInvitation;
  /** The address of the vendor's page for a token, as reached from outside. */
  readonly linkAddress: (token: string) => string;
}

/**
 * The vendor's one-time link at the end of a contract: no account, only the hash of its token is kept, it ends by itself, can be revoked, and gives
 * nothing but the items of one closing (điểm a khoản 4 Điều 6).
 */
export function createVendorLink(needs: VendorLinkNeeds) {
  const { reader, work, uploads, outbox, rolesThatMay, today, invitation, linkAddress } = needs;

  /** @throws NotFound, Forbidden ('send-link'), Refused ('closing-closed') */
  function requireMaySend(principal: Principal, closing: LinkedClosing | undefined): LinkedClosing {
    if (closing === undefined || !may(principal.ability, 'read', CLOSING_SUBJECT, { agencyId: closing.agencyId })) throw new NotFound('closing');
    if (!may(principal.ability, 'send-link', CLOSING_SUBJECT, { agencyId: closing.agencyId })) {
      throw new Forbidden({ action: 'send-link', neededRoles: rolesThatMay('send-link', CLOSING_SUBJECT) });
    }
    if (closing.closed) throw new Refused(refuse('closing-closed'));
    return closing;
  }

  /** Ends a link and takes back its message if it has not gone out. */
  async function endLink(tx: Transaction, linkId: string, by: string, ground: string): Promise<void> {
    await revokeLink(tx, linkId, by, ground);
    await outbox.withdraw(tx, { kind: HANDOVER_LINK, id: linkId });
  }

  /** The link in force that a token opens. @throws NotFound, the same for unknown, ended and revoked ones */
  async function handover(token: string): Promise<VendorHandover> {
    const found = await selectVendorHandover(reader, tokenHash(token));
    if (found === undefined) throw new NotFound('handover link');
    return found;
  }

  return {
    handover,

    countOpening: (linkId: string): Promise<void> => countOpening(reader, linkId),

    /** A closing with its links, for who may send one. @throws NotFound, Forbidden, Refused */
    async linkedClosing(principal: Principal, closingId: string): Promise<LinkedClosing> {
      return requireMaySend(principal, await selectLinkedClosing(reader, closingId));
    },

    /** Sends a new link; the one before ends at the same moment. Records: closing.link-sent. @throws NotFound, Forbidden, Refused */
    send(context: ActContext, principal: Principal, closingId: string, recipient: LinkRecipient): Promise<IssuedLink> {
      return work.run(context, async (tx) => {
        const closing = requireMaySend(principal, await lockLinkedClosing(tx, closingId));
        const before = closing.links.find(({ revokedAt }) => revokedAt === null);
        if (before !== undefined) await endLink(tx, before.id, principal.userId, 'Thay bằng đường liên kết mới');
        const token = newToken();
        const { id, expiresAt } = await insertLink(tx, {
          closingId, tokenHash: tokenHash(token), recipientName: recipient.name, recipientEmail: recipient.email, issuedBy: principal.userId, days: recipient.days,
        });
        const link = linkAddress(token);
        const contract = closing.contractNumber === null ? closing.contractName : `${closing.contractNumber}, ${closing.contractName}`;
        const { subject, text } = invitation({ agencyName: closing.agencyName, vendorName: closing.vendorName, contract, recipientName: recipient.name, link, expiresAt });
        await outbox.post(tx, { to: recipient.email, subject, text, about: { kind: HANDOVER_LINK, id }, agencyId: closing.agencyId });
        const facts = { linkId: id, replaces: before?.id ?? null, expiresAt: expiresAt.toISOString() };
        await recordEvent(tx, fileEvent('closing.link-sent', { closingId, agencyId: closing.agencyId }, facts, { recipientName: recipient.name, recipientEmail: recipient.email }));
        return { linkId: id, closingId, contractId: closing.contractId, expiresAt, recipient, shownLink: outbox.configured ? undefined : link };
      });
    },

    /** Ends the link at once. Records: closing.link-revoked. @throws NotFound, Forbidden, Refused ('handover-link-gone') @returns the contract */
    revoke(context: ActContext, principal: Principal, closingId: string, ground: string): Promise<{ readonly contractId: string }> {
      return work.run(context, async (tx) => {
        const closing = requireMaySend(principal, await lockLinkedClosing(tx, closingId));
        const link = closing.links.find(({ revokedAt }) => revokedAt === null);
        if (link === undefined) throw new Refused(refuse('handover-link-gone'));
        await endLink(tx, link.id, principal.userId, ground);
        await recordEvent(tx, fileEvent('closing.link-revoked', { closingId, agencyId: closing.agencyId }, { linkId: link.id, ground }));
        return { contractId: closing.contractId };
      });
    },

    /** The vendor begins a large file, or goes on with one. Records: closing.upload-begun. @throws NotFound, Refused, InvalidInput */
    beginUpload(context: ActContext, token: string, itemId: string, file: SentFile): Promise<UploadState> {
      return work.run(context, async (tx) => {
        const held = await holdLinkedItem(tx, tokenHash(token), itemId);
        return uploads.begin(tx, held, { kind: 'link', linkId: held.linkId }, file);
      });
    },

    /** Takes a piece of a large file. Records: closing.upload-kept, closing.upload-given-up. @throws NotFound */
    async receivePiece(context: ActContext, token: string, uploadId: string, piece: SentPiece): Promise<PieceOutcome> {
      return uploads.receive(context, uploadId, { kind: 'link', linkId: (await handover(token)).linkId }, piece);
    },

    /**
     * Hands an item over: what it is, where it lies, its files; the vendor confirms its side with it. Records: closing.item-received.
     * @throws NotFound, Refused ('handover-item-absent'), InvalidInput {effectiveOn: 'future', uploads: 'unfinished' | 'unknown'}
     */
    deliver(context: ActContext, token: string, itemId: string, delivery: VendorDelivery, address: string): Promise<void> {
      return work.run(context, async (tx) => {
        const held = await holdLinkedItem(tx, tokenHash(token), itemId);
        if (held.absent) throw new Refused(refuse('handover-item-absent'));
        if (compareDays(delivery.effectiveOn, today()) > 0) throw new InvalidInput({ effectiveOn: 'future' });
        const files = [...delivery.files, ...(await takeUploads(tx, itemId, { kind: 'link', linkId: held.linkId }, delivery.uploads))];
        const { giverName, contents, versionText = null, place, note = null, effectiveOn } = delivery;
        const id = await insertLinkedDelivery(tx, { itemId, linkId: held.linkId, giverName, contents, versionText, place, note, effectiveOn });
        const purpose = `Bàn giao ${held.itemCode ?? 'hạng mục'}`;
        await attachBroughtFiles(tx, { subjectKind: DELIVERY_KIND, subjectId: id, agencyId: held.agencyId, purpose }, files, `${held.vendorName}, qua đường liên kết`);
        const facts = {
          itemId, item: held.itemCode, deliveryId: id, via: 'link', linkId: held.linkId, effectiveOn, versionText, place,
          files: files.map(({ sha256, size, mediaType }) => ({ sha256, size, mediaType })),
        };
        await recordEvent(tx, fileEvent('closing.item-received', held, facts, { giverName, address }));
      });
    },
  };
}

export type VendorLink = ReturnType<typeof createVendorLink>;
