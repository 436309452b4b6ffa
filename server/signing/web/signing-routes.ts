import { contractPaths, type ContractDetail } from '../../contracts/index.js';
import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Gate } from '../../library/index.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { day, identifier, line } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type FieldErrors, type FormValues } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import type { ActModel, SummaryRow } from '../../platform/views/pattern-models.js';
import type { ConditionRow, OperationPapers, SigningUseCases } from '../application/use-cases.js';
import { reviewGate } from '../domain/gate.js';
import type { SignerNames } from './clause-routes.js';
import { presentGate } from './gate-presenter.js';
import { signingPaths } from './paths.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';

interface SignForm {
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly agencySigner: string;
  readonly vendorSigner: string;
  readonly vendorPost: string;
}

const signForm = defineForm<SignForm>({
  number: line('Số hợp đồng', 100),
  signedOn: day('Ngày ký'),
  agencySigner: identifier('người ký của cơ quan'),
  vendorSigner: line('Người ký của bên cung cấp', 200),
  vendorPost: line('Chức vụ người ký của bên cung cấp', 200),
});

interface Loaded {
  readonly contract: ContractDetail;
  readonly conditions: readonly ConditionRow[];
  readonly papers: OperationPapers | undefined;
  readonly people: readonly ChoiceModel[];
}

export interface GatePorts {
  readonly signers: SignerNames;
  readonly regulation: () => { readonly issued: boolean };
  /** Where the assessments of a contract are. */
  readonly assessmentHref: (contractId: string) => string;
}

/** The page of the gate of signing: all that stands in the way, and once nothing does, the one act. */
export function signingRoutes(signing: SigningUseCases, { signers, regulation, assessmentHref }: GatePorts): readonly Route[] {
  return formPage<SignForm, Loaded>({
    path: signingPaths.signing(':id'),
    may: { action: 'examine', subject: 'Contract' },
    mayPerform: { action: 'sign', subject: 'Contract' },
    records: ['contract.signed', 'signing.refused'],
    files: true,
    form: signForm,
    load: async (ask) => {
      const contract = await signing.contractFor(ask.principal, idOf(ask), 'examine');
      const planned = contract.phase === 'planned';
      const [conditions, papers] = await Promise.all([planned ? signing.conditions(contract.id, 'signing') : [], planned ? undefined : signing.papers(contract.id)]);
      const open = planned && mayDo(ask, contract, 'sign') && reviewGate('signing', conditions, gateEntries(signing)).allowed;
      const people = open ? await signers(contract.agencyId) : [];
      const loaded = { contract, conditions, papers, people: people.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })) };
      return { loaded, values: { number: contract.number ?? '', signedOn: '', agencySigner: '', vendorSigner: '', vendorPost: '' }, version: contract.version };
    },
    view: (ask, { loaded, values, errors, version, kept }) => {
      const { contract, conditions, papers, people } = loaded;
      const planned = contract.phase === 'planned';
      const verdict = reviewGate('signing', conditions, gateEntries(signing));
      const signs = mayDo(ask, contract, 'sign');
      const act: ActModel | undefined = verdict.allowed ? undefined : { text: 'Ghi nhận ký hợp đồng', closed: { reason: `${ask.refusalText(verdict)} Đến lượt: ${whoseTurn(conditions, contract)}.` } };
      const model = {
        ...headOf(contract),
        settled: planned ? '' : settledText(contract, papers),
        gate: planned ? presentGate({ id: 'ky', heading: 'Điều kiện ký hợp đồng', contractId: contract.id, conditions, gates: gateEntries(signing), regulation: regulation(), act, assessmentHref: assessmentHref(contract.id), settles: signs }) : undefined,
        form: planned && verdict.allowed && signs ? signModel(contract, people, conditions, { values, errors, version, kept }) : undefined,
        waiting: planned && verdict.allowed && !signs ? `Đã đủ điều kiện ký. Chờ cán bộ đầu mối hợp đồng của ${contract.agencyName} ghi nhận hợp đồng đã ký.` : '',
        signature: signatureRows(papers),
        operationHref: planned ? '' : signingPaths.operation(contract.id),
      };
      return page('signing/signing', `Ký kết: ${contract.name}`, model, { section: 'contracts' });
    },
    perform: async (ask, { number, signedOn, agencySigner, vendorSigner, vendorPost }, version) => {
      const signedCopy = ask.uploads.files[0];
      if (signedCopy === undefined) throw new InvalidInput({ signedCopy: 'Đính kèm bản hợp đồng đã ký (bản số hoặc bản quét).' });
      await signing.signContract(ask.act, ask.principal, {
        contractId: idOf(ask), version, number, signedOn, agencySignerId: agencySigner, vendorSignerName: vendorSigner, vendorSignerPost: vendorPost, signedCopy,
      });
      return seeOther(signingPaths.operation(idOf(ask)), `Đã ghi nhận hợp đồng ${number} ký ngày ${formatDay(signedOn)}.`);
    },
    walls: {
      contract_number_unique: { field: 'number', text: 'Cơ quan đã có hợp đồng mang số này.' },
      contract_signature_by_authority: { field: 'agencySigner', text: 'Vào ngày ký, người này không có thẩm quyền Thủ trưởng đơn vị và không có ủy quyền ký hợp đồng (quy định nội bộ).' },
    },
  });
}

/** The gates of the library in force today. */
export function gateEntries(signing: SigningUseCases): readonly Gate[] {
  return signing.library().libraryOn('gates', signing.today()).entries;
}

/** Whether the reader may do this to the contract. */
export function mayDo(ask: Ask, contract: ContractDetail, action: string): boolean {
  return may(ask.principal.ability, action, 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds });
}

/** What every page of a contract's gates shows above: where it belongs and what it is about. */
export function headOf(contract: ContractDetail): object {
  return {
    crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(contract.id), text: contract.name }],
    caption: contract.number === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contract.number}`,
    facts: [contract.name, contract.vendorName ?? 'Chưa có bên cung cấp'].join(' · '),
  };
}

function signModel(contract: ContractDetail, people: readonly ChoiceModel[], conditions: readonly ConditionRow[], state: { readonly values: FormValues; readonly errors: FieldErrors; readonly version: number | undefined; readonly kept: boolean }): object {
  const days = conditions.find(({ code }) => code === 'G-01')?.facts ?? {};
  const latest = [days['reportOn'], days['decisionOn']].filter((text): text is string => typeof text === 'string').toSorted().at(-1);
  return {
    ...state,
    action: signingPaths.signing(contract.id),
    people,
    cancelHref: contractPaths.contract(contract.id),
    dayHint: latest === undefined ? '' : `Không trước ngày ${latest.split('-').toReversed().join('/')}, ngày vào sổ của báo cáo và quyết định phê duyệt`,
  };
}

/** Whose turn it is, by the first condition in the way. */
function whoseTurn(conditions: readonly ConditionRow[], contract: ContractDetail): string {
  const first = conditions.find(({ outcome, blocks }) => blocks && outcome === 'unmet');
  const who = first?.reason === 'review-submitted' ? 'Thủ trưởng đơn vị' : first?.reason === 'records-not-issued' ? 'Văn thư cơ quan' : first?.code === 'G-01' || first?.code === 'G-05' ? 'Cán bộ chuyên trách CNTT/ANM' : 'Cán bộ đầu mối hợp đồng';
  return `${who}, ${contract.agencyName}`;
}

function settledText(contract: ContractDetail, papers: OperationPapers | undefined): string {
  if (contract.phase === 'cancelled') return 'Hợp đồng dự kiến đã hủy.';
  if (papers?.signature !== null && papers?.signature !== undefined) return '';
  return contract.entryKind === 'transitional' ? `Hợp đồng chuyển tiếp, đã ký ngày ${contract.signedOn === null ? '' : formatDay(contract.signedOn)} trước ngày cơ quan sử dụng hệ thống; không qua điều kiện ký.` : '';
}

/** Who signed what and when, with the signed copy. */
export function signatureRows(papers: OperationPapers | undefined): SummaryRow[] {
  const signature = papers?.signature;
  if (signature === null || signature === undefined) return [];
  return [
    { key: 'Số, ngày ký', value: `${signature.number}, ngày ${formatDay(signature.signedOn)}` },
    { key: 'Đại diện cơ quan', value: `${signature.agencySigner} (${signature.agencySignerPost})` },
    { key: 'Đại diện bên cung cấp', value: `${signature.vendorSigner} (${signature.vendorSignerPost})` },
    { key: 'Bản đã ký', value: 'Mở tệp', ...(signature.attachmentId === null ? {} : { href: `/tep/${signature.attachmentId}` }), note: `SHA-256 ${signature.sha256}` },
  ];
}
