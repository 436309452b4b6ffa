import type { Transaction } from '../../platform/database/transactions.js';
import type { Outbox } from '../../platform/mail/index.js';
import type { AskedContract } from '../persistence/questionnaires.js';
import { insertLink, revokeLink } from '../persistence/links.js';
import type { InvitationText, LinkAddress } from './ports.js';
import { newToken, tokenHash } from './token.js';

/** Who gets a link, and for how many days of 24 hours it is good. */
export interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly days: number;
}

/** How links reach people. */
export interface Delivery {
  readonly outbox: Outbox;
  readonly invitation: InvitationText;
  readonly linkAddress: LinkAddress;
}

/** What the officer is told: with a mail server the link goes to its mailbox alone; without one it is shown, this once, to be passed on. */
export interface Issued {
  readonly questionnaireId: string;
  readonly linkId: string;
  readonly expiresAt: Date;
  readonly recipient: Recipient;
  readonly shownLink: string | undefined;
}

interface Occasion {
  readonly questionnaireId: string;
  readonly contract: AskedContract;
  readonly recipient: Recipient;
  readonly issuedBy: string;
  /** The link that this one replaces. */
  readonly replaces: string | null;
  readonly reopenReason: string | undefined;
}

export const QUESTIONNAIRE_LINK = 'questionnaire-link';

/** Issues a one-time link and puts its message into the outbox; what it replaces ends in the same moment, its unsent message with it. */
export async function issueLink(tx: Transaction, { outbox, invitation, linkAddress }: Delivery, occasion: Occasion): Promise<Issued> {
  const { questionnaireId, contract, recipient, replaces } = occasion;
  if (replaces !== null) await endLink(tx, outbox, replaces, occasion.issuedBy, 'Thay bằng đường liên kết mới');
  const token = newToken();
  const { id, expiresAt } = await insertLink(tx, {
    questionnaireId,
    tokenHash: tokenHash(token),
    recipientName: recipient.name,
    recipientEmail: recipient.email,
    issuedBy: occasion.issuedBy,
    days: recipient.days,
  });
  const link = linkAddress(token);
  const { subject, text } = invitation({
    agencyName: contract.agencyName,
    vendorName: contract.vendorName ?? '',
    contract: contract.number === null ? contract.name : `${contract.number}, ${contract.name}`,
    recipientName: recipient.name,
    link,
    expiresAt,
    reopenReason: occasion.reopenReason,
  });
  await outbox.post(tx, { to: recipient.email, subject, text, about: { kind: QUESTIONNAIRE_LINK, id }, agencyId: contract.agencyId });
  return { questionnaireId, linkId: id, expiresAt, recipient, shownLink: outbox.configured ? undefined : link };
}

/** Revokes a link and takes back its message if it has not gone out. */
export async function endLink(tx: Transaction, outbox: Outbox, linkId: string, by: string, ground: string): Promise<void> {
  await revokeLink(tx, linkId, by, ground);
  await outbox.withdraw(tx, { kind: QUESTIONNAIRE_LINK, id: linkId });
}

/** What events say of a recipient, as personal labels. */
export function recipientLabels({ name, email }: Recipient): Record<string, string> {
  return { recipientName: name, recipientEmail: email };
}
