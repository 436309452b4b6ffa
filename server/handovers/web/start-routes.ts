import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { citeClause } from '../../kernel/citation.js';
import { typedInstant } from '../../access-grants/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { choice, day, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { StartingGround } from '../application/read-models.js';
import { CLOSING_SUBJECT, closingReasons, type ClosingReason } from '../domain/closing.js';
import { contractCaption, contractCrumbs } from './closing-crumbs.js';
import { handoverPaths, handoverSection } from './paths.js';
import type { HandoverPorts } from './ports.js';
import { reasonWords } from './words.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface StartForm {
  readonly reason: ClosingReason;
  readonly ground?: string | undefined;
  readonly requestedOn: CalendarDay;
  readonly dueOn: CalendarDay;
  readonly plan: string;
}

const startForm = defineForm<StartForm>(
  {
    reason: choice('lý do kết thúc', closingReasons),
    ground: optional(paragraph('Căn cứ kết thúc', 2000)),
    requestedOn: day('Ngày yêu cầu chuyển giao'),
    dueOn: day('Hạn bàn giao'),
    plan: paragraph('Kế hoạch bàn giao', 8000),
  },
  ({ requestedOn, dueOn }) => (dueOn < requestedOn ? { dueOn: `Hạn bàn giao không được trước ngày yêu cầu chuyển giao (${formatDay(requestedOn)}).` } : {}),
);

const sentences = {
  'requestedOn.future': 'Ngày yêu cầu chuyển giao không được sau hôm nay.',
  'requestedOn.before-signing': 'Ngày yêu cầu chuyển giao không được trước ngày ký hợp đồng.',
  'dueOn.before-request': 'Hạn bàn giao không được trước ngày yêu cầu chuyển giao.',
  'ground.missing': 'Nêu căn cứ khi kết thúc trước thời hạn hoặc do vi phạm: quyết định, điều khoản hợp đồng hoặc vụ việc.',
  'reason.term-far': 'Hợp đồng chưa đến thời điểm được bắt đầu kết thúc vì hết thời hạn; chọn kết thúc trước thời hạn và nêu căn cứ (quy định nội bộ).',
  'reason.no-case': 'Không có vụ vi phạm nào kết thúc hợp đồng này; chọn lý do khác.',
};

/** Where closing a contract begins (khoản 4 Điều 6). */
export function startRoutes(closings: ClosingUseCases, { regulation }: Pick<HandoverPorts, 'regulation'>): Route[] {
  return [
    ...formPage<StartForm, StartingGround>({
      path: handoverPaths.start(':id'),
      may: { action: 'start', subject: CLOSING_SUBJECT },
      records: ['closing.started', recordEvents.prepared],
      form: startForm,
      load: async (ask) => {
        const ground = await closings.startingGround(ask.principal, idOf(ask));
        const dueOn = closings.proposedDue(ground);
        return { loaded: ground, values: { reason: ground.endedByCase === null ? '' : 'violation', requestedOn: formatDay(typedInstant(ground.now).day), dueOn: dueOn === undefined ? '' : formatDay(dueOn) } };
      },
      view: (ask, { loaded: of, values, errors, kept }) => {
        const verdict = closings.mayStart(of);
        return page('handovers/start', 'Bắt đầu kết thúc hợp đồng', {
          crumbs: contractCrumbs(of), caption: contractCaption(of), facts: [of.vendorName, of.contractName].filter((part) => part !== null).join(' · '), kept, values, errors,
          clause: citeClause({ article: 6, clause: 4, point: 'a' }, regulation()),
          about: [
            { key: 'Hết thời hạn hợp đồng', value: of.endsOn === null ? 'Chưa ghi nhận' : formatDay(of.endsOn) },
            ...(of.endedByCase === null ? [] : [{ key: 'Vụ vi phạm kết thúc hợp đồng', value: of.endedByCase.code }]),
          ],
          reasons: closingReasons.map((value) => ({ value, label: reasonWords[value] })),
          action: handoverPaths.start(of.contractId), cancelHref: handoverPaths.ofContract(of.contractId),
          closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, { section: handoverSection });
      },
      perform: async (ask, { reason, ground, requestedOn, dueOn, plan }) => {
        const contractId = idOf(ask);
        await inSentences(sentences, () => closings.start(ask.act, ask.principal, { contractId, reason, ground, requestedOn, dueOn, plan }));
        return seeOther(handoverPaths.ofContract(contractId), 'Đã bắt đầu kết thúc hợp đồng; danh mục bàn giao được lập từ hệ thống, dữ liệu và tài khoản của hợp đồng; công văn yêu cầu chuyển giao (HS-25) đã được lập để trình ký.');
      },
    }),
  ];
}
