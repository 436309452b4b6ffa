import { presentTimeline } from '../../audit-trail/index.js';
import { contractPaths } from '../../contracts/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import type { PastEvent } from '../../audit-trail/index.js';
import { reviewApproval } from '../application/approval.js';
import type { AccessGround, AccessUseCases, RequestDetail } from '../application/use-cases.js';
import { accessPaths, accessSection } from './paths.js';
import type { AccessPorts } from './ports.js';
import { requestFacts, requestSentence, standingOf, unusualLines } from './request-presenter.js';
import { purposeWords, requestStates } from './words.js';

const read = { action: 'read', subject: 'AccessGrant' };
const deciding = { action: 'decide', subject: 'AccessGrant' };
const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const decided = ['access.approved', 'access.returned', recordEvents.prepared];

interface Loaded {
  readonly request: RequestDetail;
  readonly ground: AccessGround;
  readonly history: readonly PastEvent[];
}

interface PaperForm {
  readonly outcome: 'approved' | 'returned';
  readonly number: string;
  readonly date: CalendarDay;
  readonly signer: string;
  readonly ground?: string | undefined;
}

const returnForm = defineForm<{ reason: string }>({ reason: paragraph('lý do trả lại', 2000) });
const paperForm = defineForm<PaperForm>(
  {
    outcome: choice('quyết định', ['approved', 'returned']),
    number: line('Số văn bản', 100),
    date: day('Ngày ký'),
    signer: identifier('người ký'),
    ground: optional(paragraph('Lý do trả lại', 2000)),
  },
  ({ outcome, ground }) => (outcome === 'returned' && ground === undefined ? { ground: 'Nêu lý do trả lại.' } : {}),
);
const paperOutcomes = [
  { value: 'approved', label: 'Đồng ý cấp quyền truy cập' },
  { value: 'returned', label: 'Trả lại' },
];

/** One request: its sentence, how it was decided, and the acts of whoever's turn it is. */
export function requestRoutes(access: AccessUseCases, ports: AccessPorts): Route[] {
  return [
    ...formPage<{ reason: string }, Loaded>({
      path: accessPaths.request(':id'),
      may: read,
      mayPerform: deciding,
      records: decided,
      form: returnForm,
      load: async (ask) => {
        const request = await access.request(ask.principal, idOf(ask));
        const [ground, history] = await Promise.all([access.groundOf(request), access.requestHistory(request.id)]);
        return { loaded: { request, ground, history }, values: {} };
      },
      view: (ask, state) => page('access-grants/request', 'Đề nghị cấp quyền truy cập', requestModel(ask, access, ports, state), inSection),
      // The form of this page returns the request; approving is an act of its own.
      perform: async (ask, { reason }) => {
        await access.decideRequest(ask.act, ask.principal, { requestId: idOf(ask), outcome: 'returned', ground: reason });
        return seeOther(accessPaths.request(idOf(ask)), 'Đã trả lại đề nghị cấp quyền truy cập.');
      },
    }),
    act(accessPaths.approve(':id'), deciding, decided, async (ask) => {
      const grantId = await access.decideRequest(ask.act, ask.principal, { requestId: idOf(ask), outcome: 'approved' });
      return seeOther(grantId === undefined ? accessPaths.request(idOf(ask)) : accessPaths.grant(grantId), 'Đã cấp quyền truy cập.');
    }),
    act(accessPaths.withdraw(':id'), { action: 'request', subject: 'AccessGrant' }, ['access.withdrawn'], async (ask) => {
      await access.withdrawRequest(ask.act, ask.principal, idOf(ask));
      return seeOther(accessPaths.request(idOf(ask)), 'Đã rút đề nghị cấp quyền truy cập.');
    }),
    ...formPage<PaperForm, { request: RequestDetail; people: { value: string; label: string }[] }>({
      path: accessPaths.paper(':id'),
      may: { action: 'record-paper', subject: 'AccessGrant' },
      records: decided,
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét văn bản đã ký.' },
      form: paperForm,
      load: async (ask) => {
        const request = await access.request(ask.principal, idOf(ask));
        const people = await ports.signers(request.agencyId);
        return { loaded: { request, people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) }, values: {} };
      },
      view: (_ask, { loaded: { request, people }, values, errors }) =>
        page('access-grants/request-paper', 'Ghi nhận quyết định trên giấy', {
          about: `${purposeWords[request.purpose]}: ${request.systemName}`, agencyName: request.agencyName, people, values, errors, outcomes: paperOutcomes,
          action: accessPaths.paper(request.id), cancelHref: accessPaths.request(request.id),
        }, inSection),
      perform: async (ask, { outcome, number, date, signer, ground }) => {
        const scan = demandedFile(ask);
        await access.decideRequest(ask.act, ask.principal, { requestId: idOf(ask), outcome, ground, paper: { number, date, signerId: signer, scan } });
        return seeOther(accessPaths.request(idOf(ask)), 'Đã ghi nhận quyết định trên giấy.');
      },
    }),
  ];
}

function requestModel(ask: Ask, access: AccessUseCases, ports: AccessPorts, { loaded, values, errors }: FormState<Loaded>): object {
  const { request, ground, history } = loaded;
  const now = access.now();
  const mayDo = (action: string): boolean => may(ask.principal.ability, action, 'AccessGrant', { agencyId: request.agencyId });
  const standing = standingOf(request, now);
  const waiting = standing === 'submitted';
  const decides = waiting && mayDo('decide');
  const verdict = reviewApproval(access.library(), request, ground, now);
  const own = request.requestedBy === ask.principal.userId;
  const closed = own
    ? { reason: 'Người đề nghị không tự phê duyệt; đến lượt người khác có thẩm quyền.' }
    : verdict.allowed ? undefined : { reason: ask.refusalText(verdict) };
  const { parts, unusual } = requestSentence(request, now);
  return {
    crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(request.contractId), text: request.contractName }, { href: accessPaths.ofContract(request.contractId), text: 'Quyền truy cập' }],
    heading: `${purposeWords[request.purpose]}: ${request.systemName}`,
    caption: request.form === 'standing' ? 'Đề nghị cấp quyền trực xử lý sự cố' : 'Đề nghị cấp quyền truy cập',
    states: [requestStates[standing]],
    next: nextStep(request, standing, verdict.allowed ? undefined : ask.refusalText(verdict)),
    decide: decides
      ? {
          heading: 'Đề nghị', parts, unusual, facts: requestFacts(request),
          approve: { action: accessPaths.approve(request.id), text: 'Cấp quyền', closed },
          return: { action: accessPaths.request(request.id), text: 'Trả lại', name: 'reason', value: values['reason'], error: errors['reason'] },
        }
      : undefined,
    sentence: decides ? undefined : { parts: parts.map(({ text }) => ({ text })), facts: requestFacts(request), unusual: waiting ? unusualLines(request, now) : [] },
    decision: request.decision === null ? undefined : decisionText(request),
    withdrawAction: waiting && mayDo('request') ? accessPaths.withdraw(request.id) : '',
    paperHref: waiting && mayDo('record-paper') && !own ? accessPaths.paper(request.id) : '',
    drawUpAction: mayDo('draw-up') ? accessPaths.drawUpRequest(request.id) : '',
    grantHref: request.grantId === null ? '' : accessPaths.grant(request.grantId),
    againHref: ['returned', 'lapsed', 'withdrawn'].includes(standing) && mayDo('request')
      ? `${accessPaths.newRequest(request.contractId)}?${new URLSearchParams({ systemId: request.systemId, form: request.form, purpose: request.purpose, phase: request.phase, 'tiep-noi': request.id }).toString()}`
      : '',
    timeline: presentTimeline(history, ports.eventTexts()),
  };
}

function decisionText({ decision, state }: RequestDetail): string {
  if (decision === null) return '';
  const paper = decision.paperNumber === null ? '' : ` theo văn bản số ${decision.paperNumber}`;
  const ground = decision.ground === null ? '' : ` Lý do: ${decision.ground}`;
  return `${decision.by} (${decision.post}) đã ${state === 'approved' ? 'đồng ý cấp quyền' : 'trả lại'}${paper}.${ground}`;
}

function nextStep(request: RequestDetail, standing: string, why: string | undefined): { text: string; who?: string } {
  switch (standing) {
    case 'submitted': return { text: why === undefined ? 'Phê duyệt hoặc trả lại đề nghị.' : `Chưa thể cấp quyền: ${why}`, who: `Thủ trưởng đơn vị, ${request.agencyName}` };
    case 'returned': return { text: 'Bổ sung theo lý do trả lại rồi lập đề nghị mới.', who: 'Cán bộ đề nghị' };
    case 'lapsed': return { text: 'Đề nghị đã quá thời gian chờ quyết định; lập đề nghị mới nếu vẫn cần.', who: 'Cán bộ đề nghị' };
    case 'withdrawn': return { text: 'Đề nghị đã rút; không còn việc phải làm.' };
    default: return { text: 'Theo dõi và giám sát việc sử dụng quyền đã cấp.', who: 'Cán bộ chuyên trách CNTT/ANM' };
  }
}
