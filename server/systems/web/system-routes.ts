import { maySome } from '../../platform/authorization/ability.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { formPage } from '../../platform/http/form-pages.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import { mayAt } from '../application/access.js';
import type { SystemDetail } from '../application/read-systems.js';
import type { SystemUseCases } from '../application/use-cases.js';
import { dataAssetRoutes } from './data-asset-routes.js';
import { detailPage } from './detail-page.js';
import { conflictRows, idOf, saying } from './form-answers.js';
import { amendSystemForm, newSystemForm } from './forms.js';
import { levelAndStateRoutes } from './level-and-state-routes.js';
import { systemScreen } from './register-screen.js';
import { removalRoutes } from './removal-routes.js';
import { entryOf, systemChoices, valuesOf, type Choice } from './system-fields.js';
import { systemActPath, systemPath, systemsPath } from './system-paths.js';

/** What two people at once, or a list that changed meanwhile, can run into. */
const walls = {
  information_system_code_unique: { field: 'code', text: 'Mã này đã dùng cho hệ thống khác của cơ quan; nhập mã khác.' },
  information_system_beneficiary_exists: { field: 'beneficiaryIds', text: 'Đơn vị thụ hưởng có lựa chọn không còn trong danh sách; chọn lại.' },
  information_system_owner_agency_id_fkey: { field: 'ownerAgencyId', text: 'Chủ quản đã chọn không có trong danh sách; chọn lại.' },
  information_system_managing_agency_id_fkey: { field: 'managingAgencyId', text: 'Cơ quan quản lý đã chọn không có trong danh sách; chọn lại.' },
};

/** Acts of later rooms that begin at a system, for whoever may. */
export type LaterActs = (principal: Principal, system: SystemDetail) => readonly { readonly href: string; readonly text: string }[];

/** Everything about systems and their data assets; `itOfficer` is the Vietnamese name of the role that looks after them. */
export function systemRoutes(systems: SystemUseCases, itOfficer: string, laterActs: LaterActs = () => []): Route[] {
  return [
    screen(systemsPath, { action: 'read', subject: 'System' }, (ask) => showRegister(systems, ask)),
    exportRoute({ path: systemsPath, may: { action: 'read', subject: 'System' }, screen: (ask) => shownTo(systems, ask.principal), rows: (ask, view) => systems.registerRows(ask.principal, view) }),
    ...formPage({
      path: `${systemsPath}/moi`,
      may: { action: 'register', subject: 'System' },
      records: ['system.registered'],
      form: newSystemForm,
      walls,
      load: (ask) => loadNew(systems, ask),
      view: (_ask, state) => systemFormPage('Ghi nhận hệ thống thông tin', `${systemsPath}/moi`, systemsPath, state),
      perform: async (ask, form) => {
        const { managingAgencyId, serviceState } = form;
        const id = await saying(() => systems.register(ask.act, ask.principal, { ...entryOf(form), managingAgencyId, serviceState }));
        return seeOther(systemPath(id), 'Đã ghi nhận hệ thống. Thêm tài sản dữ liệu và quyết định phê duyệt cấp độ nếu có.');
      },
    }),
    screen(`${systemsPath}/:id`, { action: 'read', subject: 'System' }, (ask) => showSystem(systems, ask, itOfficer, laterActs)),
    ...formPage({
      path: `${systemsPath}/:id/sua`,
      may: { action: 'amend', subject: 'System' },
      records: ['system.amended', 'system.beneficiaries-changed'],
      form: amendSystemForm,
      walls,
      load: async (ask) => {
        const system = await systems.read(ask.principal, idOf(ask), 'amend');
        const agencies = await systems.readAgencies();
        const choices = systemChoices(systems.words, agencies, system.managing_agency_id);
        return { loaded: { system, choices, managers: [], states: [] }, values: valuesOf(system), version: system.version };
      },
      view: (ask, state) => systemFormPage(`Sửa: ${state.loaded.system.name}`, systemActPath(idOf(ask), 'sua'), systemPath(idOf(ask)), state),
      perform: async (ask, form, version) => {
        await saying(() => systems.amend(ask.act, ask.principal, idOf(ask), version, entryOf(form)));
        return seeOther(systemPath(idOf(ask)), 'Đã lưu thông tin hệ thống.');
      },
    }),
    ...levelAndStateRoutes(systems),
    ...dataAssetRoutes(systems),
    ...removalRoutes(systems),
  ];
}

async function showRegister(systems: SystemUseCases, ask: Ask): Promise<PageAnswer> {
  const { principal } = ask;
  const definition = shownTo(systems, principal);
  const view = registerView(definition, ask.query);
  const result = await systems.readRegister(principal, view);
  const model = { register: registerModel(definition, view, result), newHref: maySome(principal.ability, 'register', 'System') ? `${systemsPath}/moi` : undefined };
  return page('systems/register', 'Hệ thống thông tin', model, { section: 'systems' });
}

/** The register as this person is shown it. */
function shownTo(systems: SystemUseCases, principal: Principal) {
  const seesSeveralAgencies = principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1) || principal.agencies.length > 1;
  return systemScreen(systems.words, { seesSeveralAgencies, mayRegister: maySome(principal.ability, 'register', 'System') });
}

async function showSystem(systems: SystemUseCases, ask: Ask, itOfficer: string, laterActs: LaterActs): Promise<PageAnswer> {
  const system = await systems.read(ask.principal, idOf(ask), 'read');
  const [inside, contracts] = await Promise.all([systems.readInside(ask.principal, system), systems.contractsOf(ask.principal, system.id)]);
  return detailPage(systems.words, ask.principal, { system, inside, contracts, laterActs: laterActs(ask.principal, system) }, itOfficer);
}

interface SystemFormMaterial {
  readonly system: SystemDetail | undefined;
  /** Agencies the person may register for; with one there is nothing to choose. */
  readonly managers: readonly Choice[];
  readonly choices: ReturnType<typeof systemChoices>;
  readonly states: readonly Choice[];
}

async function loadNew(systems: SystemUseCases, ask: Ask) {
  const all = await systems.readAgencies();
  const own = all.filter(({ id }) => mayAt(ask.principal.ability, 'register', id));
  const first = own.find(({ id }) => id === ask.principal.agency?.id) ?? own[0];
  const loaded: SystemFormMaterial = {
    system: undefined,
    managers: own.map(({ id, name }) => ({ value: id, label: name })),
    choices: systemChoices(systems.words, all, own.length === 1 ? first?.id : undefined),
    states: systems.words.serviceStates().map(({ id, label }) => ({ value: id, label })),
  };
  const city = all.find(({ parentId }) => parentId === null);
  return { loaded, values: { managingAgencyId: first?.id, ownerAgencyId: city?.id, operatorKind: 'hiring-agency', serviceState: 'in-service' } };
}

function systemFormPage(
  title: string, action: string, cancelHref: string, state: FormState<SystemFormMaterial> & { readonly version: number | undefined },
): PageAnswer {
  const { choices, managers, states } = state.loaded;
  const only = managers.length === 1 ? managers[0] : undefined;
  const ticked = state.values['beneficiaryIds'];
  const chosen = typeof ticked === 'string' ? 1 : (ticked?.length ?? 0);
  const lists = [choices.owners, choices.beneficiaries, choices.operators, choices.hostings, states];
  const model = {
    title, action, cancelHref, choices, managers, only, states,
    values: state.values,
    errors: state.errors,
    version: state.version,
    crumbs: [{ href: systemsPath, text: 'Hệ thống thông tin' }, ...(state.loaded.system === undefined ? [] : [{ href: cancelHref, text: state.loaded.system.name }])],
    beneficiariesOpen: chosen > 0 || state.errors['beneficiaryIds'] !== undefined,
    beneficiariesChosen: chosen,
    conflict: conflictRows(state, lists),
    reloadHref: action,
  };
  return page('systems/form', title, model, { section: 'systems' });
}
