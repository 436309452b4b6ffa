import { contractPaths, phaseStates, type ContractDetail } from '../../contracts/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, identifier, line, paragraph } from '../../platform/http/field-types.js';
import { demandedFile, formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { ActModel } from '../../platform/views/pattern-models.js';
import type { ConditionRow, OperationPapers, SigningUseCases } from '../application/use-cases.js';
import { reviewGate } from '../domain/gate.js';
import { presentGate } from './gate-presenter.js';
import { signingPaths } from './paths.js';
import { gateEntries, headOf, mayDo, signatureRows, type GatePorts } from './signing-routes.js';

const inSection = { section: 'contracts' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const wentLive = ['contract.went-live', 'signing.go-live-refused'];
const trialling = { action: 'record-trial', subject: 'Contract' };

interface PaperForm {
  readonly documentNumber: string;
  readonly documentOn: CalendarDay;
  readonly summary: string;
}

const paperRules = {
  documentNumber: line('Số văn bản', 100),
  documentOn: day('Ngày văn bản'),
  summary: paragraph('Nội dung chính', 2000),
};
const resultForm = defineForm<PaperForm & { readonly outcome: 'passed' | 'failed' }>({ outcome: choice('kết quả', ['passed', 'failed']), ...paperRules });
const planForm = defineForm<PaperForm>(paperRules);
const trialForm = defineForm<{ day: CalendarDay }>({ day: day('Ngày bắt đầu vận hành thử') });

interface DecisionForm {
  readonly number: string;
  readonly date: CalendarDay;
  readonly signer: string;
}

const decisionForm = defineForm<DecisionForm>({ number: line('Số quyết định', 100), date: day('Ngày ký'), signer: identifier('người ký') });

const outcomes = [
  { value: 'passed', label: 'Đạt yêu cầu' },
  { value: 'failed', label: 'Chưa đạt; khắc phục và thử lại' },
];

/** The page of the gate of going live, the papers it asks for, and the head's act. */
export function operationRoutes(signing: SigningUseCases, { regulation, assessmentHref, signers }: Pick<GatePorts, 'regulation' | 'assessmentHref' | 'signers'>): Route[] {
  const loadIn = (phase: 'signed' | 'trial', action: string) => async (ask: Ask): Promise<{ loaded: ContractDetail; values: Record<string, string> }> => {
    const contract = await signing.contractFor(ask.principal, idOf(ask), action);
    if (contract.phase !== phase) throw new Refused(phase === 'trial' ? refuse('not-in-trial') : refuse('no-such-move', { facts: { act: action, phase: contract.phase } }));
    return { loaded: contract, values: {} };
  };
  return [
    screen(signingPaths.operation(':id'), { action: 'examine', subject: 'Contract' }, async (ask) => {
      const contract = await signing.contractFor(ask.principal, idOf(ask), 'examine');
      const before = contract.phase === 'signed' || contract.phase === 'trial';
      const [conditions, papers] = await Promise.all([before ? signing.conditions(contract.id, 'operation') : [], signing.papers(contract.id)]);
      const model = {
        ...headOf(contract),
        states: [phaseStates[contract.phase]],
        settled: settledText(contract, papers),
        gate: before ? presentGate({
          id: 'van-hanh', heading: 'Điều kiện đưa vào vận hành', contractId: contract.id, conditions, gates: gateEntries(signing), regulation: regulation(),
          act: goLiveAct(ask, signing, contract, conditions), assessmentHref: assessmentHref(contract.id), settles: mayDo(ask, contract, 'change'),
        }) : undefined,
        beginHref: contract.phase === 'signed' && mayDo(ask, contract, 'begin-trial') ? signingPaths.beginTrial(contract.id) : '',
        resultHref: contract.phase === 'trial' && mayDo(ask, contract, 'record-trial') ? signingPaths.trialResult(contract.id) : '',
        decisionHref: contract.phase === 'trial' && mayDo(ask, contract, 'record-go-live-paper') && reviewGate('operation', conditions, gateEntries(signing)).allowed ? signingPaths.goLivePaper(contract.id) : '',
        planHref: contract.phase === 'trial' && mayDo(ask, contract, 'record-trial') ? signingPaths.planDeployment(contract.id) : '',
        signature: signatureRows(papers),
        milestones: milestoneRows(papers),
        trials: papers.trials.map((trial) => ({ ...trial, day: formatDay(trial.day), state: trial.outcome === 'passed' ? { tone: 'settled', icon: 'check', word: 'Đạt' } : { tone: 'attention', icon: 'warning', word: 'Chưa đạt' }, href: trial.attachmentId === null ? '' : `/tep/${trial.attachmentId}` })),
        deployments: papers.deployments.map((paper) => ({ ...paper, day: formatDay(paper.day), href: paper.attachmentId === null ? '' : `/tep/${paper.attachmentId}` })),
      };
      return page('signing/operation', `Vận hành: ${contract.name}`, model, inSection);
    }),
    ...formPage<{ day: CalendarDay }, ContractDetail>({
      path: signingPaths.beginTrial(':id'),
      may: { action: 'begin-trial', subject: 'Contract' },
      records: ['contract.trial-began'],
      form: trialForm,
      load: loadIn('signed', 'begin-trial'),
      view: (_ask, { loaded, values, errors }) =>
        page('signing/begin-trial', 'Bắt đầu vận hành thử', { ...headOf(loaded), values, errors, action: signingPaths.beginTrial(loaded.id), cancelHref: signingPaths.operation(loaded.id) }, inSection),
      perform: async (ask, fields) => {
        await signing.beginTrial(ask.act, ask.principal, { contractId: idOf(ask), day: fields.day });
        return seeOther(signingPaths.operation(idOf(ask)), 'Đã ghi nhận bắt đầu vận hành thử.');
      },
    }),
    ...formPage<PaperForm & { readonly outcome: 'passed' | 'failed' }, ContractDetail>({
      path: signingPaths.trialResult(':id'),
      may: trialling,
      records: ['signing.trial-result-recorded'],
      files: true,
      demands: signedPaper,
      form: resultForm,
      load: loadIn('trial', 'record-trial'),
      view: (_ask, { loaded, values, errors, kept }) =>
        page('signing/operation-paper', 'Ghi nhận kết quả vận hành thử', { ...headOf(loaded), title: 'Ghi nhận kết quả vận hành thử', outcomes, values, errors, kept, action: signingPaths.trialResult(loaded.id), cancelHref: signingPaths.operation(loaded.id) }, inSection),
      perform: async (ask, { outcome, ...paper }) => {
        await signing.recordTrialResult(ask.act, ask.principal, { ...paperOf(ask, paper), outcome });
        return seeOther(`${signingPaths.operation(idOf(ask))}#ket-qua`, 'Đã ghi nhận kết quả vận hành thử.');
      },
    }),
    ...formPage<PaperForm, ContractDetail>({
      path: signingPaths.planDeployment(':id'),
      may: trialling,
      records: ['signing.plan-deployment-recorded'],
      files: true,
      demands: signedPaper,
      form: planForm,
      load: loadIn('trial', 'record-trial'),
      view: (_ask, { loaded, values, errors, kept }) =>
        page('signing/operation-paper', 'Ghi nhận triển khai phương án', { ...headOf(loaded), title: 'Ghi nhận triển khai phương án bảo đảm an ninh mạng', values, errors, kept, action: signingPaths.planDeployment(loaded.id), cancelHref: signingPaths.operation(loaded.id) }, inSection),
      perform: async (ask, paper) => {
        await signing.recordPlanDeployment(ask.act, ask.principal, paperOf(ask, paper));
        return seeOther(`${signingPaths.operation(idOf(ask))}#ket-qua`, 'Đã ghi nhận việc triển khai phương án.');
      },
    }),
    act(signingPaths.goLive(':id'), { action: 'go-live', subject: 'Contract' }, wentLive, async (ask) => {
      await signing.goLive(ask.act, ask.principal, { contractId: idOf(ask) });
      return seeOther(contractPaths.contract(idOf(ask)), 'Đã quyết định đưa dịch vụ vào vận hành.');
    }),
    ...formPage<DecisionForm, { contract: ContractDetail; people: { value: string; label: string }[] }>({
      path: signingPaths.goLivePaper(':id'),
      may: { action: 'record-go-live-paper', subject: 'Contract' },
      records: wentLive,
      files: true,
      demands: { field: 'scan', text: 'Đính kèm bản quét quyết định đã ký.' },
      form: decisionForm,
      load: async (ask) => {
        const { loaded: contract } = await loadIn('trial', 'record-go-live-paper')(ask);
        const people = await signers(contract.agencyId);
        return { loaded: { contract, people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) }, values: {} };
      },
      view: (_ask, { loaded: { contract, people }, values, errors, kept }) =>
        page('signing/operation-decision', 'Ghi nhận quyết định đưa vào vận hành', {
          ...headOf(contract), agencyName: contract.agencyName, people, values, errors, kept, action: signingPaths.goLivePaper(contract.id), cancelHref: signingPaths.operation(contract.id),
        }, inSection),
      perform: async (ask, { number, date, signer }) => {
        const scan = demandedFile(ask);
        await signing.goLive(ask.act, ask.principal, { contractId: idOf(ask), paper: { number, date, signerId: signer, scan } });
        return seeOther(contractPaths.contract(idOf(ask)), 'Đã ghi nhận quyết định đưa dịch vụ vào vận hành.');
      },
    }),
  ];
}

const signedPaper = { field: 'file', text: 'Đính kèm văn bản đã ký.' };

function paperOf(ask: Ask, paper: PaperForm): { contractId: string; number: string; day: CalendarDay; summary: string; file: StoredFile } {
  return { contractId: idOf(ask), number: paper.documentNumber, day: paper.documentOn, summary: paper.summary, file: demandedFile(ask) };
}

/** The head's act; closed for everybody with the first condition in the way, and in sight for the head alone once it is open. */
function goLiveAct(ask: Ask, signing: SigningUseCases, contract: ContractDetail, conditions: readonly ConditionRow[]): ActModel {
  const text = 'Đưa vào vận hành';
  if (contract.phase === 'signed') return { text, closed: { reason: 'Chưa vận hành thử. Đến lượt: Cán bộ đầu mối hợp đồng ghi nhận bắt đầu vận hành thử.' } };
  const verdict = reviewGate('operation', conditions, gateEntries(signing));
  if (!verdict.allowed) return { text, closed: { reason: ask.refusalText(verdict) } };
  if (!mayDo(ask, contract, 'go-live')) return { text, closed: { reason: `Đã đủ điều kiện. Đến lượt: Thủ trưởng đơn vị, ${contract.agencyName}.` } };
  return { text, action: signingPaths.goLive(contract.id) };
}

function settledText(contract: ContractDetail, papers: OperationPapers): string {
  if (contract.phase === 'planned') return 'Hợp đồng chưa ký; điều kiện ký ở trang Ký kết.';
  if (contract.phase === 'cancelled') return 'Hợp đồng dự kiến đã hủy.';
  if (papers.wentLiveOn !== null) return `Dịch vụ được đưa vào vận hành từ ngày ${formatDay(papers.wentLiveOn)}.`;
  return contract.phase === 'active' && contract.entryKind === 'transitional' ? 'Hợp đồng chuyển tiếp, đã vận hành trước ngày cơ quan sử dụng hệ thống.' : '';
}

function milestoneRows(papers: OperationPapers): { key: string; value: string }[] {
  return [
    ...(papers.trialBeganOn === null ? [] : [{ key: 'Bắt đầu vận hành thử', value: formatDay(papers.trialBeganOn) }]),
    ...(papers.wentLiveOn === null ? [] : [{ key: 'Đưa vào vận hành', value: formatDay(papers.wentLiveOn) }]),
  ];
}
