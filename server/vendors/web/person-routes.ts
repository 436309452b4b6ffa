import { formatDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { PersonParticulars } from '../application/add-person.js';
import type { PersonDetailRow } from '../application/read-people.js';
import type { VendorDetailRow } from '../application/read-vendors.js';
import type { VendorUseCases } from '../application/use-cases.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { formAnswer } from './form-answer.js';
import { leavingForm, personForm } from './part-forms.js';
import { vendorPaths, vendorSection } from './paths.js';
import { presentPerson } from './person-presenter.js';
import { dayValue } from './vendor-forms.js';

const mayAmend = { action: 'amend', subject: 'Vendor' } as const;
const personWall = {
  vendor_person_once: { field: 'fullName', text: 'Bên cung cấp đã có người cùng họ tên, năm sinh và bốn ký tự cuối giấy tờ tùy thân đang làm việc. Mở người đó trong danh sách nhân sự.' },
};

/** The people of a vendor: adding, their page, amending, leaving. */
export function vendorPersonRoutes(vendors: VendorUseCases): Route[] {
  return [
    ...formPage<PersonParticulars, VendorDetailRow>({
      path: vendorPaths.addPerson(':id'),
      may: mayAmend,
      records: ['vendor-person.added'],
      form: personForm,
      load: async (ask) => ({ loaded: await vendors.readVendor(ask.principal, idOf(ask)), values: { nationality: 'Việt Nam' } }),
      view: (_ask, state) =>
        formAnswer('vendors/person-particulars', state, {
          title: 'Thêm nhân sự của bên cung cấp',
          caption: state.loaded.name,
          action: vendorPaths.addPerson(state.loaded.id),
          submit: 'Thêm',
          cancelHref: vendorPaths.vendor(state.loaded.id),
        }),
      perform: async (ask, particulars) => {
        const id = await vendors.addPerson(ask.act, ask.principal, idOf(ask), particulars);
        return seeOther(vendorPaths.person(id), `Đã thêm ${particulars.fullName}.`);
      },
      walls: personWall,
    }),
    screen(vendorPaths.person(':id'), { action: 'read', subject: 'Vendor' }, async (ask) => {
      const file = await vendors.readPersonFile(ask.principal, idOf(ask));
      return page('vendors/person', file.person.fullName, presentPerson(file, ask.principal), { section: vendorSection });
    }),
    ...formPage<PersonParticulars, PersonDetailRow>({
      path: vendorPaths.amendPerson(':id'),
      may: mayAmend,
      records: ['vendor-person.amended'],
      form: personForm,
      load: async (ask) => {
        const person = await vendors.readPerson(ask.principal, idOf(ask));
        return { loaded: person, values: personFormValues(person), version: person.version };
      },
      view: (_ask, state) =>
        formAnswer('vendors/person-particulars', state, {
          title: 'Sửa thông tin nhân sự',
          caption: state.loaded.vendorName,
          action: vendorPaths.amendPerson(state.loaded.id),
          submit: 'Lưu',
          cancelHref: vendorPaths.person(state.loaded.id),
          version: state.version,
        }),
      perform: async (ask, particulars, version) => {
        const sentences = { 'joinedOn.after-leaving': 'Ngày vào làm không được sau ngày thôi làm việc đã ghi nhận.' };
        await inSentences(sentences, () => vendors.amendPerson(ask.act, ask.principal, { id: idOf(ask), version, particulars }));
        return seeOther(vendorPaths.person(idOf(ask)), 'Đã lưu thông tin nhân sự.');
      },
      walls: personWall,
    }),
    ...formPage<{ leftOn?: CalendarDay | undefined }, PersonDetailRow>({
      path: vendorPaths.leavingOf(':id'),
      may: mayAmend,
      records: ['vendor-person.left', 'vendor-person.returned'],
      form: leavingForm,
      load: async (ask) => {
        const person = await vendors.readPerson(ask.principal, idOf(ask));
        return { loaded: person, values: { leftOn: dayValue(person.leftOn) }, version: person.version };
      },
      view: (_ask, state) =>
        formAnswer(
          'vendors/leaving',
          state,
          {
            title: `Ghi nhận thôi làm việc: ${state.loaded.fullName}`,
            caption: state.loaded.vendorName,
            action: vendorPaths.leavingOf(state.loaded.id),
            submit: 'Ghi nhận',
            cancelHref: vendorPaths.person(state.loaded.id),
            version: state.version,
          },
          { left: state.loaded.leftOn !== null },
        ),
      perform: async (ask, { leftOn }, version) => {
        const person = await vendors.readPerson(ask.principal, idOf(ask));
        const sentences = { 'leftOn.before-joining': `Ngày thôi làm việc không được trước ngày vào làm (${dayValue(person.joinedOn)}).` };
        await inSentences(sentences, () => vendors.recordLeaving(ask.act, ask.principal, { id: idOf(ask), version, leftOn }));
        const text = leftOn === undefined ? `${person.fullName} vẫn đang làm việc cho bên cung cấp.` : `Đã ghi nhận ${person.fullName} thôi làm việc từ ${formatDay(leftOn)}.`;
        return seeOther(vendorPaths.person(idOf(ask)), text);
      },
      walls: personWall,
    }),
  ];
}

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}

function personFormValues(person: PersonDetailRow): Record<string, string> {
  return {
    fullName: person.fullName,
    identityTail: person.identityTail,
    birthYear: person.birthYear === null ? '' : String(person.birthYear),
    nationality: person.nationality,
    post: person.post,
    phone: person.phone ?? '',
    email: person.email ?? '',
    joinedOn: dayValue(person.joinedOn),
  };
}
