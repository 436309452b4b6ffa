import { formatDay } from '../../kernel/calendar-day.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { FormState, Route } from '../../platform/http/routes.js';
import type { SystemDetail } from '../application/read-systems.js';
import type { SystemUseCases } from '../application/use-cases.js';
import { mayMoveTo } from '../domain/state-policy.js';
import { systemLifecycle, type SystemState } from '../domain/system.lifecycle.js';
import { conflictRows, idOf, saying, sayingAt } from './form-answers.js';
import { fileForm, levelDecisionForm, stateForm } from './forms.js';
import { levelChoices, type Choice } from './system-fields.js';
import { systemActPath, systemPath, systemsPath } from './system-paths.js';

/** Approvals of the level, changes of the state of service, files. */
export function levelAndStateRoutes(systems: SystemUseCases): Route[] {
  return [
    ...formPage({
      path: `${systemsPath}/:id/cap-do`,
      may: { action: 'decide-level', subject: 'System' },
      records: ['system.level-decided'],
      files: true,
      form: levelDecisionForm,
      walls: { system_level_decision_once: { field: 'number', text: 'Quyết định có số và ngày này đã được ghi nhận cho hệ thống.' } },
      load: async (ask) => ({ loaded: await systems.read(ask.principal, idOf(ask), 'decide-level'), values: {} }),
      view: (_ask, state) => levelPage(systems, state),
      perform: async (ask, form) => {
        const command = { ...form, level: Number(form.level) };
        await saying(() => systems.recordLevelDecision(ask.act, ask.principal, idOf(ask), command, ask.uploads.files));
        return seeOther(`${systemPath(idOf(ask))}#cap-do`, `Đã ghi nhận quyết định phê duyệt cấp độ ${form.level}.`);
      },
    }),
    ...formPage({
      path: `${systemsPath}/:id/tinh-trang`,
      may: { action: 'change-state', subject: 'System' },
      records: ['system.state-changed'],
      form: stateForm,
      load: async (ask) => {
        const system = await systems.read(ask.principal, idOf(ask), 'change-state');
        const closed = systemLifecycle.movesFrom(system.service_state).flatMap(({ to }) => {
          const verdict = mayMoveTo({ serviceState: system.service_state, levelApproved: system.level_approved }, to);
          return verdict.allowed ? [] : [{ to, reason: ask.refusalText(verdict) }];
        });
        return { loaded: { system, closed }, values: {}, version: system.version };
      },
      view: (_ask, state) => statePage(systems, state),
      perform: async (ask, form, version) => {
        const fields = { 'system-level-not-approved': 'to', 'system-state-not-reachable': 'to' };
        await sayingAt(ask, fields, () => systems.changeServiceState(ask.act, ask.principal, idOf(ask), version, form));
        const label = systems.words.labelOf(systems.words.serviceStates(), form.to);
        return seeOther(systemPath(idOf(ask)), `Đã chuyển tình trạng sang “${label}”. Các đơn vị thụ hưởng được thông báo.`);
      },
    }),
    ...formPage({
      path: `${systemsPath}/:id/tep`,
      may: { action: 'attach', subject: 'System' },
      records: ['system.file-attached'],
      files: true,
      form: fileForm,
      load: async (ask) => ({ loaded: await systems.read(ask.principal, idOf(ask), 'attach'), values: {} }),
      view: (_ask, { loaded, values, errors }) =>
        page('systems/attach', `Đính kèm tệp: ${loaded.name}`, { ...placeOf(loaded), action: systemActPath(loaded.id, 'tep'), values, errors }, { section: 'systems' }),
      perform: async (ask, form) => {
        await saying(() => systems.attachFile(ask.act, ask.principal, idOf(ask), form.purpose, ask.uploads.files));
        return seeOther(`${systemPath(idOf(ask))}#tep`, 'Đã đính kèm tệp.');
      },
    }),
  ];
}

/** What every page below a system says of where it is. */
export function placeOf(system: SystemDetail) {
  return {
    crumbs: [{ href: systemsPath, text: 'Hệ thống thông tin' }, { href: systemPath(system.id), text: system.name }],
    cancelHref: systemPath(system.id),
  };
}

function levelPage(systems: SystemUseCases, { loaded, values, errors }: FormState<SystemDetail>): PageAnswer {
  const correctable = loaded.decisions.filter(({ corrected }) => !corrected);
  const model = {
    ...placeOf(loaded),
    action: systemActPath(loaded.id, 'cap-do'),
    levels: levelChoices(systems.words),
    corrections: correctable.map(({ id, number, decidedOn, level }) => ({ value: id, label: `Số ${number} ngày ${formatDay(decidedOn)}, cấp độ ${String(level)}` })),
    values,
    errors,
  };
  return page('systems/level-decision', `Ghi nhận quyết định cấp độ: ${loaded.name}`, model, { section: 'systems' });
}

function statePage(systems: SystemUseCases, state: FormState<{ readonly system: SystemDetail; readonly closed: readonly { readonly to: SystemState; readonly reason: string }[] }> & { readonly version: number | undefined }): PageAnswer {
  const { system, closed } = state.loaded;
  const labels = systems.words.serviceStates();
  const targets: Choice[] = systemLifecycle.movesFrom(system.service_state).map(({ to }) => {
    const hint = closed.find((move) => move.to === to)?.reason ?? moveHints[to];
    return { value: to, label: systems.words.labelOf(labels, to), ...(hint === undefined ? {} : { hint }) };
  });
  const model = {
    ...placeOf(system),
    action: systemActPath(system.id, 'tinh-trang'),
    current: systems.words.labelOf(labels, system.service_state),
    targets,
    beneficiaries: system.beneficiaries.map(({ name }) => name),
    levelFirst: `Cấp độ phải được phê duyệt trước khi đưa hệ thống vào vận hành (${systems.cite({ article: 5, clause: 3 })}).`,
    decideHref: closed.some(({ to }) => to === 'in-service') ? systemActPath(system.id, 'cap-do') : undefined,
    values: state.values,
    errors: state.errors,
    version: state.version,
    conflict: conflictRows(state, [targets]),
    reloadHref: systemActPath(system.id, 'tinh-trang'),
  };
  return page('systems/state', `Chuyển tình trạng: ${system.name}`, model, { section: 'systems' });
}

const moveHints: Readonly<Partial<Record<SystemState, string>>> = {
  retired: 'Không chuyển ngược lại được: hệ thống thay thế được ghi nhận là hệ thống mới.',
};
