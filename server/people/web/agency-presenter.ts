import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { RegisterCell } from '../../platform/views/register-model.js';
import type { AgencyChoice, AgencyDetail, AgencyRow } from '../application/readings.js';
import { agencyKinds } from '../domain/agency.js';
import { isRole } from '../domain/role.js';
import { agenciesPath, usersPath } from './administration-tabs.js';
import { agencyKindNames, roleNames } from './words.js';

const kindNames: Readonly<Record<string, string>> = agencyKindNames;

export function agencyState(agency: { readonly ended_on: CalendarDay | null; readonly adopted_on: CalendarDay | null }): StateModel {
  if (agency.ended_on !== null) return { tone: 'neutral', icon: 'close', word: 'Đã kết thúc' };
  return agency.adopted_on === null ? { tone: 'neutral', icon: 'dash', word: 'Chưa dùng hệ thống' } : { tone: 'settled', icon: 'check', word: 'Đang dùng hệ thống' };
}

export function agencyRegister(choices: readonly AgencyChoice[]): RegisterScreen<AgencyRow> {
  const parentIds = new Set(choices.flatMap(({ parentId }) => parentId ?? []));
  return {
    path: agenciesPath,
    caption: 'Cơ quan',
    noun: 'cơ quan',
    columns: [
      { key: 'name', label: 'Tên cơ quan', kind: 'text', sortable: true, cell: (row) => row.name },
      { key: 'symbol', label: 'Ký hiệu', kind: 'text', sortable: true, cell: (row) => row.record_symbol, exported: [{ label: 'Ký hiệu', kind: 'code', value: (row) => row.record_symbol }] },
      {
        key: 'kind', label: 'Loại', kind: 'text', sortable: true, cell: (row) => placeOf(row),
        exported: [{ label: 'Loại', kind: 'text', value: (row) => kindNames[row.kind] ?? row.kind }, { label: 'Trực thuộc', kind: 'text', value: (row) => row.parent_name }],
      },
      { key: 'adopted', label: 'Dùng hệ thống từ', kind: 'date', sortable: true, cell: (row) => (row.adopted_on === null ? '' : formatDay(row.adopted_on)) },
      { key: 'people', label: 'Số người', kind: 'money', sortable: false, cell: (row) => (row.people === 0 ? '' : String(row.people)), exported: [{ label: 'Số người', kind: 'number', value: (row) => row.people }] },
      { key: 'state', label: 'Tình trạng', kind: 'state', sortable: false, cell: agencyState },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Tên hiện nay, tên cũ, ký hiệu' },
      { kind: 'select', name: 'loai', label: 'Loại', options: [{ value: '', label: 'Tất cả' }, ...agencyKinds.map((value) => ({ value, label: agencyKindNames[value] }))] },
      {
        kind: 'select', name: 'truc-thuoc', label: 'Trực thuộc',
        options: [{ value: '', label: 'Tất cả' }, ...choices.filter(({ id }) => parentIds.has(id)).map(({ id, name }) => ({ value: id, label: name }))],
      },
      {
        kind: 'select', name: 'tinh-trang', label: 'Tình trạng',
        options: [
          { value: '', label: 'Tất cả' },
          { value: 'dang-hoat-dong', label: 'Đang hoạt động' },
          { value: 'dang-dung', label: 'Đang dùng hệ thống' },
          { value: 'da-ket-thuc', label: 'Đã kết thúc' },
        ],
      },
    ],
    defaultSort: { key: 'kind', descending: false },
    exportable: true,
    href: (row) => `${agenciesPath}/${row.id}`,
    empty: { text: 'Danh mục cơ quan được nạp khi hệ thống khởi động.', actHref: `${agenciesPath}/moi`, actText: 'Thêm cơ quan' },
  };
}

/** The kind, and where an agency does not stand directly under the city, what it stands under. */
function placeOf(row: AgencyRow): RegisterCell {
  const text = kindNames[row.kind] ?? row.kind;
  return row.parent_name === null ? text : { text, note: `trực thuộc ${row.parent_name}` };
}

/** An agency as its page shows it, history aside. */
export function presentAgency(agency: AgencyDetail): object {
  const path = `${agenciesPath}/${agency.id}`;
  const changeable = agency.ended_on === null;
  return {
    crumbs: [{ href: agenciesPath, text: 'Cơ quan' }, ...agency.above.map(({ id, name }) => ({ href: `${agenciesPath}/${id}`, text: name }))],
    name: agency.name,
    kindName: kindNames[agency.kind] ?? agency.kind,
    states: [agencyState(agency)],
    ended: agency.ended_on === null ? undefined : endText(agency, agency.ended_on),
    successorHref: agency.successor_id === null ? undefined : `${agenciesPath}/${agency.successor_id}`,
    facts: [
      { key: 'Tên hiện nay', value: agency.name, note: agency.name_since === null ? undefined : `Từ ngày ${formatDay(agency.name_since)}`, ...(changeable ? { changeHref: `${path}/doi-ten`, changeText: 'Đổi tên' } : {}) },
      { key: 'Tên gọi khác', values: agency.aliases.length === 0 ? undefined : agency.aliases },
      { key: 'Địa danh', value: agency.place_name, note: 'Ghi trước ngày tháng trên văn bản' },
      { key: 'Ký hiệu', value: agency.record_symbol, note: 'Dùng trong số, ký hiệu văn bản' },
      { key: 'Dùng hệ thống từ', value: agency.adopted_on === null ? undefined : formatDay(agency.adopted_on), note: 'Hợp đồng ký trước ngày này là hợp đồng chuyển tiếp' },
    ],
    formerNames: agency.former_names.map((former) => ({
      name: former.name,
      relation: former.relation === 'renamed' ? 'Tên cũ' : 'Cơ quan được kế thừa',
      term: termText(former.since, former.until),
      ground: former.ground,
      unverified: !former.verified,
    })),
    succeeded: agency.succeeded.map(({ id, name, ended_on, ground }) => ({ href: `${agenciesPath}/${id}`, name, until: formatDay(ended_on), ground })),
    below: agency.below.map(({ id, name, ended_on }) => ({ href: `${agenciesPath}/${id}`, name, ended: ended_on === null ? undefined : formatDay(ended_on) })),
    people: agency.people.map((person) => ({
      href: `${usersPath}/${person.id}`,
      name: person.name,
      post: person.post,
      role: isRole(person.role) ? roleNames[person.role] : person.role,
      reach: person.with_subtree ? 'gồm cơ quan trực thuộc' : undefined,
      term: roleTermText(person.from, person.until),
    })),
    editHref: changeable ? `${path}/sua` : undefined,
    endHref: changeable && agency.parent_id !== null ? `${path}/ket-thuc` : undefined,
  };
}

function endText(agency: AgencyDetail, endedOn: CalendarDay): string {
  const follows = agency.successor_name === null ? 'không có cơ quan kế thừa' : `cơ quan kế thừa: ${agency.successor_name}`;
  return `Kết thúc hoạt động từ ${formatDay(endedOn)}, ${follows}. Căn cứ: ${agency.end_ground ?? ''}`;
}

/** "01/01/2026 – 31/12/2026", or what of it is known. */
export function termText(since: CalendarDay | null, until: CalendarDay | null): string {
  if (since === null && until === null) return 'Chưa rõ thời gian';
  if (since === null) return until === null ? '' : `đến ${formatDay(until)}`;
  return until === null ? `từ ${formatDay(since)}` : `${formatDay(since)} – ${formatDay(until)}`;
}

export function roleTermText(from: CalendarDay, until: CalendarDay | null): string {
  return until === null ? `từ ${formatDay(from)}, không thời hạn` : `${formatDay(from)} – ${formatDay(until)}`;
}
