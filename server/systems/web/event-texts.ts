import type { EventFact, EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { systemLifecycle } from '../domain/system.lifecycle.js';
import { stateNames } from './words.js';

/** What each event of this room says in a history. */
export const systemEventTexts: EventTexts = {
  'system.registered': ({ facts }) => `ghi nhận hệ thống ${textOf(facts['name'])}, tình trạng: ${stateName(facts['serviceState'])}${listed(', đơn vị thụ hưởng: ', facts['beneficiaries'])}.`,
  'system.amended': ({ facts }) => `sửa thông tin hệ thống${changed(facts['changes'])}.`,
  'system.beneficiaries-changed': ({ facts }) => `thay đổi đơn vị thụ hưởng${listed(', thêm: ', facts['added'])}${listed(', bỏ: ', facts['removed'])}.`,
  'system.level-decided': levelDecided,
  'system.state-changed': ({ facts }) =>
    `chuyển tình trạng từ “${stateName(facts['from'])}” sang “${stateName(facts['to'])}”. Căn cứ: ${textOf(facts['ground'])}`,
  'system.file-attached': ({ facts }) => `đính kèm tệp: ${textOf(facts['purpose'])}.`,
  'system.deleted': ({ facts }) => `xóa hệ thống ${textOf(facts['name'])}.`,
  'data-asset.registered': ({ facts }) => `thêm tài sản dữ liệu ${textOf(facts['name'])}.`,
  'data-asset.amended': ({ facts }) => `sửa tài sản dữ liệu ${textOf(facts['name'])}${changed(facts['changes'])}.`,
  'data-asset.removed': ({ facts }) => `bỏ tài sản dữ liệu ${textOf(facts['name'])}.`,
};

function levelDecided({ facts }: Pick<PastEvent, 'facts'>): string {
  const correction = facts['correctsId'] === null || facts['correctsId'] === undefined ? '' : ', đính chính bản ghi trước';
  return `ghi nhận quyết định số ${textOf(facts['number'])} ngày ${textOf(facts['decidedOn'])} của ${textOf(facts['issuingBody'])} phê duyệt cấp độ ${textOf(facts['level'])}${correction}.`;
}

const fieldNames: Readonly<Record<string, string>> = {
  code: 'mã',
  name: 'tên',
  description: 'chức năng',
  ownerAgencyId: 'chủ quản',
  ownerText: 'chủ quản',
  operatorKind: 'đơn vị vận hành',
  operatorName: 'tên đơn vị vận hành',
  servesProcedures: 'giải quyết thủ tục hành chính',
  publicService: 'phục vụ người dân, doanh nghiệp',
  nationalSecurity: 'quan trọng về an ninh quốc gia',
  proposedLevel: 'cấp độ đề xuất',
  planNumber: 'số văn bản phê duyệt phương án',
  planApprovedOn: 'ngày phê duyệt phương án',
  hostingKind: 'nơi đặt',
  hostingPlace: 'địa điểm đặt',
  kind: 'loại dữ liệu',
  stateManaged: 'thuộc phạm vi nhà nước quản lý',
  personalData: 'dữ liệu cá nhân',
  subjectCount: 'số người',
  storagePlace: 'nơi lưu trữ',
  storageCountry: 'trong hay ngoài nước',
  backup: 'sao lưu',
  note: 'ghi chú',
};

/** Vietnamese names of the fields of this room, for conflict tables and histories. */
export function fieldName(field: string): string {
  return fieldNames[field] ?? field;
}

function changed(changes: EventFact | undefined): string {
  const names = Object.keys(recordOf(changes)).map(fieldName);
  return names.length === 0 ? ', không thay đổi nội dung nào' : `: ${[...new Set(names)].join(', ')}`;
}

function listed(before: string, fact: EventFact | undefined): string {
  const items = Array.isArray(fact) ? fact.map(textOf) : [];
  return items.length === 0 ? '' : `${before}${items.join(', ')}`;
}

function stateName(fact: EventFact | undefined): string {
  const code = textOf(fact);
  return systemLifecycle.isState(code) ? stateNames[code] : code;
}

function textOf(fact: EventFact | undefined): string {
  if (typeof fact === 'string') return isCalendarDay(fact) ? formatDay(fact) : fact;
  if (typeof fact === 'number' || typeof fact === 'bigint') return fact.toString();
  return '';
}

function recordOf(fact: EventFact | undefined): object {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? fact : {};
}
