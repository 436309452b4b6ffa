import { Forbidden, InvalidInput } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, identifier, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, type FieldErrors } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ConcludeCommand, ContractCandidate, PackageDetail, Reconciliation } from '../application/published-lists.js';
import { excuses, type Excuse } from '../domain/reconciliation.js';
import { crumbsOf, presentPackage } from './package-presenter.js';
import { reconciliationPaths as paths, reconciliationSection } from './paths.js';
import { conclusionWords, excuseWords } from './words.js';

const inSection = { section: reconciliationSection };
const outcomes = ['matched', 'excused', 'withdrawn'] as const;

interface ConcludeFields {
  readonly outcome: (typeof outcomes)[number];
  readonly contract?: string | undefined;
  readonly reason?: Excuse | undefined;
  readonly note: string;
  /** The conclusion that stood when the page was shown; empty for none. */
  readonly follows?: string | undefined;
}

const concludeForm = defineForm<ConcludeFields>(
  {
    outcome: choice('kết luận', outcomes),
    contract: optional(identifier('hợp đồng')),
    reason: optional(choice('lý do', excuses)),
    note: paragraph('Nội dung, căn cứ', 1000),
    follows: optional(identifier('kết luận trước')),
  },
  ({ outcome, contract, reason }): FieldErrors => ({
    ...(outcome === 'matched' && contract === undefined ? { contract: 'Chọn hợp đồng của gói thầu.' } : {}),
    ...(outcome === 'excused' && reason === undefined ? { reason: 'Chọn lý do không có hợp đồng.' } : {}),
  }),
);
const placeForm = defineForm<{ readonly agency: string }>({ agency: identifier('cơ quan') });

/** A single package: both sides, what its agency concluded, and whose it is. */
export function packageRoutes(reconciliation: Reconciliation): Route[] {
  const idOf = (ask: Ask): string => ask.params['id'] ?? '';
  return [
    screen(paths.package(':id'), { action: 'read', subject: 'PublishedPackage' }, async (ask) => {
      const one = await reconciliation.package(ask.principal, idOf(ask));
      const acts = { mayConclude: reconciliation.mayConclude(ask.principal, one), mayPlace: reconciliation.mayPlace(ask.principal, one) };
      return page('reports/package', `Gói thầu ${one.code}`, presentPackage(one, acts), inSection);
    }),
    ...formPage<ConcludeFields, { readonly one: PackageDetail; readonly candidates: readonly ContractCandidate[] }>({
      path: paths.conclude(':id'),
      may: { action: 'conclude', subject: 'PublishedPackage' },
      records: ['published-package.concluded'],
      form: concludeForm,
      walls: { package_conclusion_one_after_another: { field: '', text: 'Gói thầu vừa được người khác kết luận. Mở lại trang gói thầu để xem trước khi kết luận.' } },
      load: async (ask) => {
        const one = await reconciliation.package(ask.principal, idOf(ask));
        if (!reconciliation.mayConclude(ask.principal, one)) throw new Forbidden({ action: 'conclude', neededRoles: ['Cán bộ đầu mối hợp đồng'] });
        const candidates = await reconciliation.candidates(ask.principal, one.agency_id ?? '', one.name);
        return { loaded: { one, candidates }, values: { follows: one.conclusions[0]?.id ?? '', contract: one.contract_id ?? '' } };
      },
      view: (_ask, { loaded, values, errors, conflict }) => {
        const { one, candidates } = loaded;
        const model = {
          crumbs: [...crumbsOf(one), { href: paths.package(one.id), text: one.code }],
          action: paths.conclude(one.id),
          cancelHref: paths.package(one.id),
          name: one.name,
          outcomes: outcomes.filter((outcome) => outcome !== 'withdrawn' || one.conclusions.length > 0).map((value) => ({ value, label: conclusionWords[value] })),
          contracts: candidates.map((contract) => ({ value: contract.id, label: contractLabel(contract) })),
          reasons: excuses.map((value) => ({ value, label: excuseWords[value] })),
          values: conflict.length > 0 ? { ...values, follows: one.conclusions[0]?.id ?? '' } : values,
          errors,
        };
        return page('reports/conclude', `Kết luận về gói thầu ${one.code}`, model, inSection);
      },
      perform: async (ask, form) => {
        try {
          await reconciliation.conclude(ask.act, ask.principal, idOf(ask), commandOf(form));
        } catch (error) {
          if (error instanceof InvalidInput && error.fieldErrors['contract'] === 'unknown') throw new InvalidInput({ contract: 'Hợp đồng đã chọn không còn trong danh sách; chọn lại.' });
          throw error;
        }
        return seeOther(paths.package(idOf(ask)), 'Đã ghi nhận kết luận.');
      },
    }),
    ...formPage<{ readonly agency: string }, { readonly one: PackageDetail; readonly agencies: readonly { readonly id: string; readonly name: string }[] }>({
      path: paths.place(':id'),
      may: { action: 'place', subject: 'PublishedPackage' },
      records: ['published-package.placed'],
      form: placeForm,
      load: async (ask) => {
        const one = await reconciliation.package(ask.principal, idOf(ask));
        return { loaded: { one, agencies: await reconciliation.agencies() }, values: {} };
      },
      view: (_ask, { loaded: { one, agencies }, values, errors }) => {
        const model = {
          crumbs: [...crumbsOf(one), { href: paths.package(one.id), text: one.code }],
          action: paths.place(one.id),
          cancelHref: paths.package(one.id),
          name: one.name,
          invitingBody: one.inviting_body,
          placed: one.agency_name ?? '',
          choices: agencies.map(({ id, name }) => ({ value: id, label: name })),
          values,
          errors,
        };
        return page('reports/place', `Cơ quan của gói thầu ${one.code}`, model, inSection);
      },
      perform: async (ask, { agency }) => {
        await reconciliation.place(ask.act, ask.principal, idOf(ask), agency);
        return seeOther(paths.lists, 'Đã ghi nhận cơ quan của gói thầu; cơ quan đó thấy gói thầu trong danh sách từ bây giờ.');
      },
      walls: { published_package_agency_id_fkey: { field: 'agency', text: 'Cơ quan đã chọn không có trong danh sách; chọn lại.' } },
    }),
  ];
}

function contractLabel({ number, name, package_code: code }: ContractCandidate): string {
  return [number, name, code === null ? null : `mã gói thầu ${code}`].filter((text) => text !== null).join(' – ');
}

function commandOf({ outcome, contract, reason, note, follows }: ConcludeFields): ConcludeCommand {
  const common = { note, follows: follows ?? null };
  if (outcome === 'matched') return { ...common, outcome, contractId: contract ?? '' };
  if (outcome === 'excused') return { ...common, outcome, reason: reason ?? 'other' };
  return { ...common, outcome };
}
