import { presentTimeline } from '../../audit-trail/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { wholeNumber } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Route } from '../../platform/http/routes.js';
import type { PastEvent } from '../../audit-trail/index.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import { noticesSet } from '../application/events.js';
import { noticeLimits, type ClosingNotices } from '../domain/notices.js';
import { handoverEventTexts } from './event-texts.js';

/** Where an administrator says how long before the end of a term people are reminded of it. */
export const noticesPath = '/quan-tri/thiet-lap/nhac-ket-thuc';

const labels: Readonly<Record<keyof ClosingNotices, string>> = { first: 'Nhắc cán bộ đầu mối', second: 'Nhắc cán bộ công nghệ thông tin', last: 'Nhắc thủ trưởng đơn vị' };
const days = (name: keyof ClosingNotices) => wholeNumber(labels[name], noticeLimits.from, noticeLimits.to);
const form = defineForm<ClosingNotices>({ first: days('first'), second: days('second'), last: days('last') });

const sentences = {
  'second.not-later': 'Phải ít ngày hơn lần nhắc cán bộ đầu mối.',
  'last.not-later': 'Phải ít ngày hơn lần nhắc cán bộ công nghệ thông tin.',
};

/** The one setting of this room. */
export function noticeRoutes(closings: ClosingUseCases): readonly Route[] {
  return formPage<ClosingNotices, readonly PastEvent[]>({
    path: noticesPath,
    may: { action: 'amend', subject: 'Setting' },
    records: [noticesSet],
    form,
    load: async () => {
      const { id, notices, version } = await closings.notices();
      return { loaded: id === undefined ? [] : await closings.noticesHistory(id), values: { first: String(notices.first), second: String(notices.second), last: String(notices.last) }, version };
    },
    view: (ask, { loaded, values, errors, version, kept, conflict }) =>
      page('handovers/notices', 'Nhắc trước khi hợp đồng hết thời hạn', {
        crumbs: [{ text: 'Thiết lập', href: '/quan-tri/thiet-lap' }], action: ask.path, labels, values, errors, version, kept,
        conflict: conflict.map(({ field, theirs, yours }) => ({ label: Object.entries(labels).find(([name]) => name === field)?.[1] ?? field, theirs, yours })),
        timeline: presentTimeline(loaded, handoverEventTexts),
      }, { section: 'administration' }),
    perform: async (ask, notices, version) => {
      await inSentences(sentences, () => closings.setNotices(ask.act, ask.principal, notices, version ?? 0));
      return seeOther(noticesPath, 'Đã lưu thiết lập.');
    },
  });
}
