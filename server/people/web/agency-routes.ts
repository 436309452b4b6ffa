import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import type { PeopleReadings } from '../application/readings.js';
import type { PeopleUseCases } from '../application/use-cases.js';
import { administrationTabs, agenciesPath } from './administration-tabs.js';
import { agencyErrorTexts, agencyWalls, aliasesOf, amendAgencyForm, endAgencyForm, nameField, particularFields, registerAgencyForm, renameAgencyForm } from './agency-forms.js';
import { agencyRegister, presentAgency } from './agency-presenter.js';
import { peopleEventTexts } from './event-texts.js';
import { formView, inWords } from './form-page.js';

const home = { href: agenciesPath, text: 'Cơ quan' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const pathOf = (ask: Ask): string => `${agenciesPath}/${idOf(ask)}`;

/** Agencies: register, page, entering, amending, renaming, ending. */
export function agencyRoutes(people: PeopleUseCases, readings: PeopleReadings): Route[] {
  const livingChoices = async (): Promise<ChoiceModel[]> => (await readings.agencyChoices()).map(({ id, name }) => ({ value: id, label: name }));
  return [
    screen('/quan-tri', { action: 'read', subject: 'Agency' }, async () => seeOther(agenciesPath)),
    screen(agenciesPath, { action: 'read', subject: 'Agency' }, async (ask) => {
      const register = agencyRegister(await readings.agencyChoices());
      const view = registerView(register, ask.query);
      const result = await readings.agencies(ask.principal.ability, view);
      const model = { tabs: administrationTabs(agenciesPath), title: 'Cơ quan', actHref: `${agenciesPath}/moi`, actText: 'Thêm cơ quan', register: registerModel(register, view, result) };
      return page('people/register', 'Cơ quan', model, { section: 'administration' });
    }),
    exportRoute({ path: agenciesPath, may: { action: 'read', subject: 'Agency' }, screen: async () => agencyRegister(await readings.agencyChoices()), rows: (ask, view) => readings.agencyRows(ask.principal.ability, view) }),
    ...formPage({
      path: `${agenciesPath}/moi`,
      may: { action: 'register', subject: 'Agency' },
      records: ['agency.registered'],
      form: registerAgencyForm,
      load: async () => {
        const loaded = await livingChoices();
        return { loaded, values: { parentId: loaded[0]?.value, placeName: 'Hải Phòng' } };
      },
      view: (ask, state) =>
        formView(
          { section: 'administration', title: 'Thêm cơ quan', crumbs: [home], action: ask.path, submit: 'Thêm cơ quan', cancelHref: agenciesPath, fields: [nameField, ...particularFields(state.loaded)] },
          state,
        ),
      perform: (ask, command) =>
        inWords(agencyErrorTexts, async () => {
          const { nameSince, adoptedOn } = command;
          const id = await people.registerAgency(ask.act, ask.principal, { ...command, nameSince, adoptedOn, aliases: aliasesOf(command.aliases) });
          return seeOther(`${agenciesPath}/${id}`, `Đã thêm cơ quan ${command.name}.`);
        }),
      walls: agencyWalls,
    }),
    screen(`${agenciesPath}/:id`, { action: 'read', subject: 'Agency' }, async (ask) => {
      const [agency, history] = await Promise.all([readings.agency(ask.principal, idOf(ask)), readings.history('agency', idOf(ask))]);
      return page('people/agency', agency.name, { ...presentAgency(agency), timeline: presentTimeline(history, peopleEventTexts) }, { section: 'administration' });
    }),
    amendRoutes(people, readings, livingChoices),
    renameRoutes(people, readings),
    endRoutes(people, readings, livingChoices),
  ].flat();
}

function amendRoutes(people: PeopleUseCases, readings: PeopleReadings, livingChoices: () => Promise<ChoiceModel[]>): readonly Route[] {
  return formPage({
    path: `${agenciesPath}/:id/sua`,
    may: { action: 'amend', subject: 'Agency' },
    records: ['agency.amended'],
    form: amendAgencyForm,
    load: async (ask) => {
      const agency = await readings.agency(ask.principal, idOf(ask));
      const parents = agency.parent_id === null ? [] : (await livingChoices()).filter(({ value }) => value !== agency.id);
      const values = {
        kind: agency.kind,
        parentId: agency.parent_id ?? undefined,
        placeName: agency.place_name,
        recordSymbol: agency.record_symbol,
        aliases: agency.aliases.join('\n'),
        nameSince: agency.name_since === null ? undefined : formatDay(agency.name_since),
        adoptedOn: agency.adopted_on === null ? undefined : formatDay(agency.adopted_on),
      };
      return { loaded: { name: agency.name, parents }, values, version: agency.version };
    },
    view: (ask, state) =>
      formView(
        {
          section: 'administration', title: `Sửa thông tin ${state.loaded.name}`, crumbs: [home, { href: pathOf(ask), text: state.loaded.name }], action: ask.path,
          submit: 'Lưu thông tin', cancelHref: pathOf(ask), fields: particularFields(state.loaded.parents),
        },
        state,
      ),
    perform: (ask, command, version) =>
      inWords(agencyErrorTexts, async () => {
        const { parentId, nameSince, adoptedOn } = command;
        await people.amendAgency(ask.act, ask.principal, { ...command, parentId, nameSince, adoptedOn, id: idOf(ask), version: version ?? 0, aliases: aliasesOf(command.aliases) });
        return seeOther(pathOf(ask), 'Đã lưu thông tin cơ quan.');
      }),
    walls: agencyWalls,
  });
}

function renameRoutes(people: PeopleUseCases, readings: PeopleReadings): readonly Route[] {
  return formPage({
    path: `${agenciesPath}/:id/doi-ten`,
    may: { action: 'rename', subject: 'Agency' },
    records: ['agency.renamed'],
    form: renameAgencyForm,
    load: async (ask) => {
      const agency = await readings.agency(ask.principal, idOf(ask));
      return { loaded: agency, values: { name: agency.name }, version: agency.version };
    },
    view: (ask, state) =>
      formView(
        {
          section: 'administration', title: `Đổi tên ${state.loaded.name}`, crumbs: [home, { href: pathOf(ask), text: state.loaded.name }], action: ask.path,
          lead: 'Tên hiện nay được giữ lại làm tên cũ, kèm thời gian và căn cứ. Văn bản đã ban hành giữ nguyên tên cơ quan lúc ban hành.',
          submit: 'Đổi tên cơ quan', cancelHref: pathOf(ask),
          fields: [
            { kind: 'text', name: 'name', label: 'Tên mới', maxlength: 200 },
            { kind: 'date', name: 'since', label: 'Ngày mang tên mới' },
            { kind: 'textarea', name: 'ground', label: 'Căn cứ', hint: 'Nghị quyết, quyết định đổi tên: số, ngày, cơ quan ban hành', rows: 3 },
          ],
        },
        state,
      ),
    perform: (ask, command, version) =>
      inWords(agencyErrorTexts, async () => {
        await people.renameAgency(ask.act, ask.principal, { ...command, id: idOf(ask), version: version ?? 0 });
        return seeOther(pathOf(ask), `Đã đổi tên cơ quan thành ${command.name}.`);
      }),
    walls: agencyWalls,
  });
}

function endRoutes(people: PeopleUseCases, readings: PeopleReadings, livingChoices: () => Promise<ChoiceModel[]>): readonly Route[] {
  return formPage({
    path: `${agenciesPath}/:id/ket-thuc`,
    may: { action: 'end', subject: 'Agency' },
    records: ['agency.ended'],
    form: endAgencyForm,
    load: async (ask) => {
      const agency = await readings.agency(ask.principal, idOf(ask));
      const successors = (await livingChoices()).filter(({ value }) => value !== agency.id);
      return { loaded: { agency, successors }, values: {}, version: agency.version };
    },
    view: (ask, state) => {
      const { agency, successors } = state.loaded;
      return formView(
        {
          section: 'administration', title: `Ghi nhận ${agency.name} kết thúc hoạt động`, crumbs: [home, { href: pathOf(ask), text: agency.name }], action: ask.path,
          lead: 'Việc này không thể hoàn tác. Những việc sẽ xảy ra, theo thứ tự:',
          steps: [
            `${agency.name} không còn trong các danh sách chọn cơ quan; hồ sơ, văn bản và lịch sử giữ nguyên.`,
            'Cơ quan kế thừa được ghi kèm căn cứ; hợp đồng được chuyển sang cơ quan kế thừa bằng việc chuyển giao có ghi nhận ở từng hợp đồng.',
            agency.people.length === 0 ? 'Không còn ai giữ vai trò tại cơ quan này.' : `${agency.people.length} vai trò tại cơ quan này vẫn còn hiệu lực, để hoàn tất chuyển giao; kết thúc từng vai trò ở trang người dùng.`,
          ],
          danger: true, submit: 'Ghi nhận kết thúc', cancelHref: pathOf(ask),
          fields: [
            { kind: 'date', name: 'endedOn', label: 'Ngày kết thúc hoạt động' },
            { kind: 'select', name: 'successorId', label: 'Cơ quan kế thừa', placeholder: 'Không có cơ quan kế thừa', optional: true, options: successors },
            { kind: 'textarea', name: 'ground', label: 'Căn cứ', hint: 'Nghị quyết, quyết định sáp nhập hoặc giải thể: số, ngày, cơ quan ban hành', rows: 3 },
          ],
        },
        state,
      );
    },
    perform: (ask, command, version) =>
      inWords(agencyErrorTexts, async () => {
        const { successorId } = command;
        await people.endAgency(ask.act, ask.principal, { ...command, successorId, id: idOf(ask), version: version ?? 0 });
        return seeOther(pathOf(ask), 'Đã ghi nhận cơ quan kết thúc hoạt động.');
      }),
    walls: { agency_successor_is_alive: { field: 'successorId', text: 'Cơ quan này vừa được ghi nhận kết thúc; chọn cơ quan kế thừa khác.' } },
  });
}
