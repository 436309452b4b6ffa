import type { ContractDetail } from '../../contracts/index.js';
import { contractPaths } from '../../contracts/index.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { refuse, type Verdict } from '../../kernel/refusal.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, line, optional, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import type { ReviewPage, SigningUseCases } from '../application/use-cases.js';
import { mayConfirm, maySubmit, sourceScopes, type DutifulClause } from '../domain/clauses.js';
import { clauseField, findingsOf, groupForm, groupsOf, sourceOf, valuesOfGroup, type GroupFields } from './clause-forms.js';
import { clausesOnPage, presentAnnexes, presentGroups, reviewRequest, reviewRows } from './clause-presenter.js';
import { dutyWords, reviewStates, sourceScopeWords } from './clause-words.js';
import { signingPaths } from './paths.js';

export type SignerNames = (agencyId: string) => Promise<readonly { readonly id: string; readonly name: string; readonly post: string }[]>;

const inSection = { section: 'contracts' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const examining = { action: 'examine', subject: 'Contract' };
const locating = { action: 'locate-clauses', subject: 'Contract' };
const confirming = { action: 'confirm-clauses', subject: 'Contract' };
const decided = ['signing.review-confirmed', 'signing.review-returned', recordEvents.prepared];

interface Loaded {
  readonly contract: ContractDetail;
  readonly shown: ReviewPage;
  readonly clauses: readonly DutifulClause[];
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
  { value: 'approved', label: 'Xác nhận đủ điều khoản bắt buộc' },
  { value: 'returned', label: 'Trả lại' },
];

/** Locating the mandatory clauses of a contract: its rounds, its groups, the standard annex, and the head's word. */
export function clauseRoutes(signing: SigningUseCases, signers: SignerNames): Route[] {
  const load = async (ask: Ask, action: string): Promise<Loaded> => {
    const contract = await signing.contractFor(ask.principal, idOf(ask), action);
    const shown = await signing.review(contract.id);
    const today = signing.library().libraryOn('mandatory-clauses', signing.today());
    return { contract, shown, clauses: clausesOnPage(signing.library(), shown, today.version) };
  };
  return [
    ...formPage<{ reason: string }, Loaded>({
      path: signingPaths.clauses(':id'),
      may: examining,
      mayPerform: confirming,
      records: decided,
      form: returnForm,
      load: async (ask) => ({ loaded: await load(ask, 'examine'), values: {} }),
      view: (ask, { loaded, values, errors }) => page('signing/clauses', 'Điều khoản bảo đảm an ninh mạng', clausesModel(ask, signing, loaded, values['reason'], errors['reason']), inSection),
      // The form of this page returns the review; confirming is an act of its own.
      perform: async (ask, { reason }) => {
        await signing.decideReview(ask.act, ask.principal, { contractId: idOf(ask), outcome: 'returned', ground: reason });
        return seeOther(signingPaths.clauses(idOf(ask)), 'Đã trả lại kết quả rà soát điều khoản.');
      },
    }),
    act(signingPaths.openReview(':id'), locating, ['signing.review-opened'], async (ask) => {
      await signing.openReview(ask.act, ask.principal, idOf(ask));
      return seeOther(signingPaths.clauses(idOf(ask)), 'Đã mở rà soát điều khoản.');
    }),
    act(signingPaths.makeAnnex(':id'), locating, ['signing.annex-made', recordEvents.prepared], async (ask) => {
      const ordinal = await signing.makeAnnex(ask.act, ask.principal, idOf(ask));
      return seeOther(`${signingPaths.clauses(idOf(ask))}#phu-luc`, `Đã lập Phụ lục bảo đảm an ninh mạng, bản số ${String(ordinal)}.`);
    }),
    act(signingPaths.carryAnnex(':id', ':annexId'), locating, ['signing.annex-carried'], async (ask) => {
      const located = await signing.carryAnnex(ask.act, ask.principal, { contractId: idOf(ask), annexId: ask.params['annexId'] ?? '' });
      return seeOther(signingPaths.clauses(idOf(ask)), `Đã xác định vị trí ${String(located)} điều khoản theo Phụ lục.`);
    }),
    act(signingPaths.submitReview(':id'), locating, ['signing.review-submitted'], async (ask) => {
      await signing.submitReview(ask.act, ask.principal, idOf(ask));
      return seeOther(signingPaths.clauses(idOf(ask)), 'Đã trình thủ trưởng xác nhận.');
    }),
    act(signingPaths.confirmReview(':id'), confirming, decided, async (ask) => {
      await signing.decideReview(ask.act, ask.principal, { contractId: idOf(ask), outcome: 'approved' });
      return seeOther(signingPaths.clauses(idOf(ask)), 'Đã xác nhận các điều khoản bắt buộc; biên bản rà soát chờ ký ở mục Văn bản.');
    }),
    ...formPage<PaperForm, Loaded & { people: { value: string; label: string }[] }>({
      path: signingPaths.reviewPaper(':id'),
      may: { action: 'record-clause-paper', subject: 'Contract' },
      records: decided,
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét văn bản đã ký.' },
      form: paperForm,
      load: async (ask) => {
        const contract = await signing.contractFor(ask.principal, idOf(ask), 'record-clause-paper');
        const people = await signers(contract.agencyId);
        const shown = await signing.review(contract.id);
        return { loaded: { contract, shown, clauses: [], people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) }, values: {} };
      },
      view: (_ask, { loaded: { contract, people }, values, errors }) =>
        page('signing/review-paper', 'Ghi nhận xác nhận trên giấy', { name: contract.name, agencyName: contract.agencyName, people, values, errors, outcomes: paperOutcomes, action: signingPaths.reviewPaper(contract.id), cancelHref: signingPaths.clauses(contract.id) }, inSection),
      perform: async (ask, { outcome, number, date, signer, ground }) => {
        const scan = demandedFile(ask);
        await signing.decideReview(ask.act, ask.principal, { contractId: idOf(ask), outcome, ground, paper: { number, date, signerId: signer, scan } });
        return seeOther(signingPaths.clauses(idOf(ask)), 'Đã ghi nhận quyết định trên giấy.');
      },
    }),
    ...groupPage(signing, load),
  ];
}

/** The form of one group of clauses; saved as one goes, then the next group. */
function groupPage(signing: SigningUseCases, load: (ask: Ask, action: string) => Promise<Loaded>): readonly [Route, Route] {
  const groupOf = (ask: Ask): { readonly id: string; readonly title: string; readonly clauseIds: readonly string[] } => {
    const found = groupsOf(signing.library()).find(({ id }) => id === ask.params['group']);
    if (found === undefined) throw new NotFound('clause group');
    return found;
  };
  return formPage<GroupFields, Loaded>({
    path: signingPaths.clauseGroup(':id', ':group'),
    may: locating,
    records: ['signing.clauses-recorded'],
    form: groupForm(signing.library()),
    load: async (ask) => {
      const group = groupOf(ask);
      const loaded = await load(ask, 'locate-clauses');
      const { review } = loaded.shown;
      if (review === null) throw new Refused(refuse('review-not-opened', { clause: 'internal' }));
      if (review.state !== 'draft') throw new Refused(refuse('review-not-draft', { clause: 'internal' }));
      return { loaded, values: valuesOfGroup(group.id, group.clauseIds, review.findings, { scope: review.sourceScope, statement: review.sourceStatement }), version: review.version };
    },
    view: (ask, state) => page('signing/clause-group', groupOf(ask).title, groupModel(signing, groupOf(ask), state), inSection),
    perform: async (ask, fields, version) => {
      const group = groupOf(ask);
      const source = group.clauseIds.includes(SOURCE_CLAUSE) ? sourceOf(fields) : undefined;
      await signing.recordFindings(ask.act, ask.principal, { contractId: idOf(ask), version, ...findingsOf(fields, group.clauseIds), source });
      const next = groupsOf(signing.library()).at(groupsOf(signing.library()).findIndex(({ id }) => id === group.id) + 1);
      const onward = ask.body['next'] === 'next' && next !== undefined ? signingPaths.clauseGroup(idOf(ask), next.id) : signingPaths.clauses(idOf(ask));
      return seeOther(onward, `Đã lưu nhóm “${group.title}”.`);
    },
  });
}

/** The clause with which the scope of source code is stated. */
const SOURCE_CLAUSE = 'CT-33';

const standingChoices = [
  { value: 'located', label: 'Có trong hợp đồng' },
  { value: 'missing', label: 'Còn thiếu' },
  { value: 'not-applicable', label: 'Không áp dụng' },
];

function groupModel(signing: SigningUseCases, group: { readonly id: string; readonly title: string; readonly clauseIds: readonly string[] }, state: FormState<Loaded> & { readonly version: number | undefined }): object {
  const { contract, shown, clauses } = state.loaded;
  const groups = groupsOf(signing.library());
  return {
    crumbs: [{ href: contractPaths.contract(contract.id), text: contract.name }, { href: signingPaths.clauses(contract.id), text: 'Điều khoản' }],
    title: group.title,
    caption: `Nhóm ${String(groups.findIndex(({ id }) => id === group.id) + 1)}/${String(groups.length)}`,
    facts: shown.review === null ? '' : `Lưu lần cuối lúc ${formatInstant(new Date(shown.review.savedAt))}`,
    kept: state.kept,
    conflict: state.conflict.length === 0 ? undefined : { fields: state.conflict.map(({ field, theirs, yours }) => ({ label: field, theirs, yours })), reloadHref: signingPaths.clauseGroup(contract.id, group.id) },
    group: group.id,
    action: signingPaths.clauseGroup(contract.id, group.id),
    version: state.version,
    standings: standingChoices,
    clauses: group.clauseIds.flatMap((id) => clauses.filter(({ clause }) => clause.id === id)).map(({ clause, duty }) => {
      const field = (name: Parameters<typeof clauseField>[1], label: string): object => ({ name: clauseField(clause.id, name), label, value: state.values[clauseField(clause.id, name)], error: state.errors[clauseField(clause.id, name)] });
      return {
        id: clause.id, text: clause.text, note: clause.note ?? '', duty: dutyWords[duty],
        standing: field('standing', 'Kết quả'), article: field('article', 'Điều, mục'), paragraph: field('paragraph', 'Khoản'), page: field('page', 'Trang'), reason: field('reason', 'Lý do (khi còn thiếu hoặc không áp dụng)'),
      };
    }),
    source: group.clauseIds.includes(SOURCE_CLAUSE)
      ? {
          options: sourceScopes.map((scope) => ({ value: scope, label: sourceScopeWords[scope] })),
          scope: state.values['sourceScope'], scopeError: state.errors['sourceScope'],
          statement: state.values['sourceStatement'], statementError: state.errors['sourceStatement'],
        }
      : undefined,
    last: groups.at(-1)?.id === group.id,
    draft: { text: 'Lưu nháp' },
    cancelHref: signingPaths.clauses(contract.id),
  };
}

function clausesModel(ask: Ask, signing: SigningUseCases, { contract, shown, clauses }: Loaded, reason: string | readonly string[] | undefined, error: string | undefined): object {
  const mayDo = (action: string): boolean => may(ask.principal.ability, action, 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds });
  const { review } = shown;
  const locates = mayDo('locate-clauses');
  const over = ['liquidated', 'archived', 'cancelled'].includes(contract.phase);
  const editable = locates && review?.state === 'draft' && !over;
  const facts = review === null ? undefined : { state: review.state, clauses, findings: review.findings, sourceScope: review.sourceScope, operatorNamed: contract.operatorKind !== null };
  const closedBy = (verdict: Verdict): { reason: string } | undefined => (verdict.allowed ? undefined : { reason: ask.refusalText(verdict) });
  return {
    crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(contract.id), text: contract.name }],
    caption: contract.number === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contract.number}`,
    states: review === null ? [] : [reviewStates[review.state]],
    whose: whoseTurn(shown, contract),
    rows: reviewRows(contract, shown),
    groups: presentGroups(signing.library(), contract.id, clauses, review?.findings ?? [], editable),
    annexes: presentAnnexes(contract.id, shown, editable),
    makeAnnexAction: locates && !over ? signingPaths.makeAnnex(contract.id) : '',
    openAction: locates && !over && (review === null || review.state === 'confirmed') ? signingPaths.openReview(contract.id) : '',
    openText: review === null ? 'Bắt đầu rà soát điều khoản' : 'Rà soát lại (lần mới)',
    submit: editable && facts !== undefined ? { text: 'Trình thủ trưởng xác nhận', action: signingPaths.submitReview(contract.id), closed: closedBy(maySubmit(facts)), id: 'trinh' } : undefined,
    request: mayDo('confirm-clauses') && facts !== undefined ? reviewRequest(contract, shown, clauses, reason, error, closedBy(mayConfirm(facts))) : undefined,
    paperHref: review?.state === 'submitted' && mayDo('record-clause-paper') ? signingPaths.reviewPaper(contract.id) : '',
  };
}

function whoseTurn({ review }: ReviewPage, contract: ContractDetail): { text: string; who: string } | undefined {
  if (review === null) return { text: 'Mở rà soát để xác định vị trí từng điều khoản trong hợp đồng, hoặc kèm Phụ lục chuẩn vào hợp đồng (khoản 1 Điều 6 dự thảo Quy chế).', who: `Cán bộ đầu mối hợp đồng, ${contract.agencyName}` };
  if (review.state === 'draft') return { text: 'Xác định vị trí các điều khoản bắt buộc, nêu phạm vi mã nguồn rồi trình thủ trưởng xác nhận.', who: `Cán bộ đầu mối hợp đồng, ${contract.agencyName}` };
  return review.state === 'submitted' ? { text: 'Xác nhận hoặc trả lại kết quả rà soát điều khoản.', who: `Thủ trưởng đơn vị, ${contract.agencyName}` } : undefined;
}
