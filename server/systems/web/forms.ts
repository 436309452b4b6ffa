import type { CalendarDay } from '../../kernel/calendar-day.js';
import { choice, day, identifier, identifiers, line, optional, paragraph, ticked, wholeNumber } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors } from '../../platform/http/forms.js';
import { systemLifecycle, type SystemState } from '../domain/system.lifecycle.js';
import { countryNames, hostingNames } from './words.js';

export const operatorKinds = ['hiring-agency', 'vendor', 'other-organization'] as const;
export const levels = ['1', '2', '3', '4', '5'] as const;

/** What a system's form holds, as typed into fields; levels are still their digit. */
export interface SystemForm {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly ownerAgencyId: string | undefined;
  readonly ownerText: string | undefined;
  readonly beneficiaryIds: readonly string[];
  readonly operatorKind: string;
  readonly operatorName: string | undefined;
  readonly servesProcedures: boolean;
  readonly publicService: boolean;
  readonly nationalSecurity: boolean;
  readonly proposedLevel: string | undefined;
  readonly planNumber: string | undefined;
  readonly planApprovedOn: CalendarDay | undefined;
  readonly hostingKind: string;
  readonly hostingPlace: string | undefined;
}

export interface NewSystemForm extends SystemForm {
  readonly managingAgencyId: string;
  readonly serviceState: SystemState;
}

const systemFields = {
  code: line('mã hoặc tên viết tắt', 40),
  name: line('tên hệ thống', 300),
  description: paragraph('chức năng của hệ thống', 2000),
  ownerAgencyId: optional(identifier('chủ quản hệ thống thông tin')),
  ownerText: optional(line('tên chủ quản khác', 300)),
  beneficiaryIds: identifiers('đơn vị thụ hưởng', 300),
  operatorKind: choice('đơn vị vận hành', operatorKinds),
  operatorName: optional(line('tên đơn vị vận hành', 300)),
  servesProcedures: ticked('giải quyết thủ tục hành chính'),
  publicService: ticked('phục vụ người dân, doanh nghiệp'),
  nationalSecurity: ticked('hệ thống thông tin quan trọng về an ninh quốc gia'),
  proposedLevel: optional(choice('cấp độ đề xuất', levels)),
  planNumber: optional(line('số văn bản phê duyệt phương án', 100)),
  planApprovedOn: optional(day('ngày phê duyệt phương án')),
  hostingKind: choice('nơi đặt hệ thống', Object.keys(hostingNames)),
  hostingPlace: optional(line('tên, địa chỉ nơi đặt', 300)),
};

/** What must hold between the fields of a system. */
function betweenSystemFields(form: SystemForm): FieldErrors {
  return {
    ...(form.ownerAgencyId === undefined && form.ownerText === undefined ? { ownerAgencyId: 'Chọn chủ quản trong danh sách, hoặc nhập tên ở ô “Chủ quản khác”.' } : {}),
    ...(form.ownerAgencyId !== undefined && form.ownerText !== undefined
      ? { ownerText: 'Chỉ ghi một chủ quản: để trống ô này, hoặc chọn “Chủ quản khác” trong danh sách.' }
      : {}),
    ...(form.operatorKind !== 'hiring-agency' && form.operatorName === undefined ? { operatorName: 'Nhập tên đơn vị đang vận hành hệ thống.' } : {}),
    ...(form.planNumber !== undefined && form.planApprovedOn === undefined ? { planApprovedOn: 'Nhập ngày của văn bản phê duyệt phương án.' } : {}),
    ...(form.planNumber === undefined && form.planApprovedOn !== undefined ? { planNumber: 'Nhập số của văn bản phê duyệt phương án.' } : {}),
  };
}

export const amendSystemForm = defineForm<SystemForm>(systemFields, betweenSystemFields);

export const newSystemForm = defineForm<NewSystemForm>(
  { managingAgencyId: identifier('cơ quan quản lý'), ...systemFields, serviceState: choice('tình trạng hiện nay', systemLifecycle.states) },
  betweenSystemFields,
);

export interface LevelDecisionForm {
  readonly level: string;
  readonly number: string;
  readonly decidedOn: CalendarDay;
  readonly issuingBody: string;
  readonly correctsId: string | undefined;
}

export const levelDecisionForm = defineForm<LevelDecisionForm>({
  level: choice('cấp độ được phê duyệt', levels),
  number: line('số, ký hiệu quyết định', 100),
  decidedOn: day('ngày quyết định'),
  issuingBody: line('cơ quan ban hành', 300),
  correctsId: optional(identifier('quyết định được đính chính')),
});

export interface StateForm {
  readonly to: SystemState;
  readonly ground: string;
}

export const stateForm = defineForm<StateForm>({
  to: choice('tình trạng mới', systemLifecycle.states),
  ground: paragraph('căn cứ', 2000),
});

export interface DataAssetForm {
  readonly name: string;
  readonly kind: string;
  readonly stateManaged: 'co' | 'khong';
  readonly subjectCount: number | undefined;
  readonly storagePlace: string;
  readonly storageCountry: string;
  readonly backup: string | undefined;
  readonly note: string | undefined;
}

/** Nobody has data of more people than this; a larger number is a slip of the keyboard. */
const MOST_SUBJECTS = 200_000_000;

export const dataAssetForm = defineForm<DataAssetForm>({
  name: line('tên tài sản dữ liệu', 300),
  kind: line('loại thông tin, dữ liệu', 60),
  stateManaged: choice('phạm vi quản lý', ['co', 'khong']),
  subjectCount: optional(wholeNumber('số người', 0, MOST_SUBJECTS)),
  storagePlace: line('nơi lưu trữ', 300),
  storageCountry: choice('lưu trữ trong hay ngoài nước', Object.keys(countryNames)),
  backup: optional(paragraph('sao lưu', 1000)),
  note: optional(paragraph('ghi chú', 2000)),
});

export const fileForm = defineForm<{ readonly purpose: string }>({ purpose: line('nội dung của tệp', 200) });

/** Forms that only confirm what their page lists. */
export const confirmForm = defineForm<Readonly<Record<string, string>>>({});
