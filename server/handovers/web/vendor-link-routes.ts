import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { email, line, paragraph, wholeNumber } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, actOnBytes, type Ask, type Route } from '../../platform/http/routes.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { Uploads } from '../application/uploads.js';
import type { LinkedClosing, VendorLink } from '../application/vendor-link.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { handoverPaths, handoverSection } from './paths.js';
import { askedFile, inFacts, pieceAnswer, pieceOf, stateAnswer } from './upload-answers.js';
import { linkPaths } from './vendor-paths.js';
import { isLive, linkRows } from './vendor-presenter.js';

const MOST_DAYS = 90;
const USUAL_DAYS = 30;
const inSection = { section: handoverSection };
const send = { action: 'send-link', subject: CLOSING_SUBJECT };
const receive = { action: 'receive', subject: CLOSING_SUBJECT };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const uploadOf = (ask: Ask): string => ask.params['uploadId'] ?? '';

interface RecipientForm {
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly days: number;
}

const recipientForm = defineForm<RecipientForm>({
  recipientName: line('Họ và tên người được đề nghị bàn giao', 120),
  recipientEmail: email('Thư điện tử'),
  days: wholeNumber('Số ngày dùng được của đường liên kết', 1, MOST_DAYS),
});
const revokeForm = defineForm<{ ground: string }>({ ground: paragraph('Lý do thu hồi', 1000) });

/** What these pages need beside the use cases. */
export interface LinkPorts {
  readonly now: () => Date;
  /** Whether this installation sends mail: the pages say where the link will go. */
  readonly mailConfigured: boolean;
}

/** The agency's pages about the vendor's link, and the addresses to which an officer's large files go. */
export function vendorLinkRoutes(vendor: VendorLink, uploads: Uploads, ports: LinkPorts): Route[] {
  return [
    ...formPage<RecipientForm, LinkedClosing>({
      path: linkPaths.send(':id'),
      may: send,
      records: ['closing.link-sent'],
      form: recipientForm,
      load: async (ask) => {
        const loaded = await vendor.linkedClosing(ask.principal, idOf(ask));
        const last = loaded.links[0];
        return { loaded, values: { recipientName: last?.recipientName, recipientEmail: last?.recipientEmail, days: String(USUAL_DAYS) } };
      },
      view: (_ask, { loaded, values, errors }) => {
        const live = loaded.links.some((link) => isLive(link, ports.now()));
        const model = {
          crumbs: crumbsTo(loaded.contractId),
          facts: `${loaded.vendorName}. ${contractText(loaded)}`,
          links: linkRows(loaded, ports.now()),
          revokeHref: live ? linkPaths.revoke(loaded.id) : undefined,
          fields: {
            name: { name: 'recipientName', label: 'Họ và tên người được đề nghị bàn giao', value: values['recipientName'], error: errors['recipientName'], maxlength: 120 },
            email: { name: 'recipientEmail', label: 'Thư điện tử', type: 'email', value: values['recipientEmail'], error: errors['recipientEmail'], maxlength: 200 },
            days: { name: 'days', label: 'Đường liên kết dùng được trong', suffix: 'ngày', inputmode: 'numeric', width: 'short', value: values['days'], error: errors['days'], maxlength: 3 },
          },
          replaces: live,
          mailConfigured: ports.mailConfigured,
          action: linkPaths.send(loaded.id),
          cancelHref: handoverPaths.ofContract(loaded.contractId),
        };
        return page('handovers/vendor-link', 'Đường liên kết bàn giao của bên cung cấp', model, inSection);
      },
      perform: async (ask, { recipientName, recipientEmail, days }) => {
        const issued = await vendor.send(ask.act, ask.principal, idOf(ask), { name: recipientName, email: recipientEmail, days });
        if (issued.shownLink === undefined) return seeOther(handoverPaths.ofContract(issued.contractId), `Đường liên kết đang được gửi tới ${recipientEmail}.`);
        const rows = [
          { key: 'Người nhận', value: issued.recipient.name },
          { key: 'Thư điện tử', value: issued.recipient.email },
          { key: 'Dùng được đến', value: formatInstant(issued.expiresAt) },
        ];
        return page('handovers/vendor-link-issued', 'Đường liên kết để chuyển cho bên cung cấp', { crumbs: crumbsTo(issued.contractId), link: issued.shownLink, rows, href: handoverPaths.ofContract(issued.contractId) }, inSection);
      },
    }),

    ...formPage<{ ground: string }, LinkedClosing>({
      path: linkPaths.revoke(':id'),
      may: send,
      records: ['closing.link-revoked'],
      form: revokeForm,
      load: async (ask) => {
        const loaded = await vendor.linkedClosing(ask.principal, idOf(ask));
        if (!loaded.links.some(({ revokedAt }) => revokedAt === null)) throw new Refused(refuse('handover-link-gone'));
        return { loaded, values: {} };
      },
      view: (_ask, { loaded, values, errors }) => {
        const revoking = {
          lead: 'Thu hồi đường liên kết: người đang giữ không mở được nữa, kể cả khi đang gửi tệp dở.',
          steps: [{ text: 'Đường liên kết mất hiệu lực ngay.' }, { text: 'Thư chưa gửi được rút lại.' }, { text: 'Những gì bên cung cấp đã bàn giao được giữ nguyên; tệp đang gửi dở không được nhận tiếp.' }],
          action: linkPaths.revoke(loaded.id),
          act: { text: 'Thu hồi' },
          ground: { name: 'ground', label: 'Lý do thu hồi', value: values['ground'], error: errors['ground'], rows: 3, maxlength: 1000 },
          cancelHref: linkPaths.send(loaded.id),
        };
        return page('handovers/vendor-link-revoke', 'Thu hồi đường liên kết', { crumbs: [...crumbsTo(loaded.contractId), { href: linkPaths.send(loaded.id), text: 'Đường liên kết của bên cung cấp' }], facts: `${loaded.vendorName}. ${contractText(loaded)}`, revoking }, inSection);
      },
      perform: async (ask, { ground }) => {
        const { contractId } = await vendor.revoke(ask.act, ask.principal, idOf(ask), ground);
        return seeOther(handoverPaths.ofContract(contractId), 'Đã thu hồi đường liên kết.');
      },
    }),

    act(linkPaths.beginUpload(':id'), receive, ['closing.upload-begun'], (ask) =>
      inFacts(ask, async () => stateAnswer(await uploads.beginAsOfficer(ask.act, ask.principal, idOf(ask), askedFile(ask.body))))),

    actOnBytes(linkPaths.upload(':uploadId'), receive, ['closing.upload-kept', 'closing.upload-given-up'], (ask) =>
      inFacts(ask, async () => pieceAnswer(await uploads.receiveAsOfficer(ask.act, ask.principal, uploadOf(ask), pieceOf(ask))))),
  ];
}

function crumbsTo(contractId: string): { href: string; text: string }[] {
  return [{ href: handoverPaths.ofContract(contractId), text: 'Kết thúc, bàn giao' }];
}

function contractText({ contractNumber, contractName }: LinkedClosing): string {
  return contractNumber === null ? contractName : `${contractNumber}, ${contractName}`;
}
