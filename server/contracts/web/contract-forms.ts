import type Joi from 'joi';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Refusal } from '../../kernel/refusal.js';
import { choice, day, identifier, identifiers, line, money, optional, paragraph, ticked } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type Form } from '../../platform/http/forms.js';
import { transitionalPhases } from '../domain/contract.lifecycle.js';
import { checkTerms, type TermsFault } from '../domain/terms.js';

/** What arrives from the forms of a contract, still in the form's own names. */
export interface ContractFormFields {
  readonly agency: string;
  readonly name: string;
  readonly number?: string | undefined;
  readonly packageCode?: string | undefined;
  readonly invitingBody?: string | undefined;
  readonly serviceKind: string;
  readonly scope?: string | undefined;
  readonly hireAnswer: string;
  readonly hireGround?: string | undefined;
  /** Tax code or part of a name, as typed. */
  readonly vendor?: string | undefined;
  readonly systems: readonly string[];
  readonly withoutSystem: boolean;
  readonly operator: string;
  readonly operatorName?: string | undefined;
  readonly value?: bigint | undefined;
  readonly securityValue?: bigint | undefined;
  readonly fundSource?: string | undefined;
  readonly startsOn?: CalendarDay | undefined;
  readonly endsOn?: CalendarDay | undefined;
  readonly responsible: string;
  readonly beneficiaries: readonly string[];
}

export type TransitionalFormFields = ContractFormFields & {
  readonly phase: (typeof transitionalPhases)[number];
  readonly signedOn: CalendarDay;
  readonly ground: string;
};

export type ChangeFormFields = ContractFormFields & {
  readonly signedOn?: CalendarDay | undefined;
  readonly correctionGround?: string | undefined;
};

/** Codes that the library offers, and which of them ask for more. */
export interface FormCodes {
  readonly serviceKinds: readonly string[];
  readonly serviceKindsWithSystem: readonly string[];
  readonly operatorKinds: readonly string[];
  readonly fundSources: readonly string[];
  readonly hireAnswers: readonly string[];
  /** Answers of the legal officer: they rest on a document. */
  readonly legalAnswers: readonly string[];
}

/** A tax code, a dash and the longest name of a vendor. */
const LONGEST_VENDOR = 330;

type Rules<Fields> = { readonly [Name in keyof Fields]-?: Joi.Schema };

function commonRules(codes: FormCodes): Rules<ContractFormFields> {
  return {
    agency: identifier('cơ quan chủ trì thuê dịch vụ'),
    name: line('Tên hợp đồng', 500),
    number: optional(line('Số hợp đồng', 100)),
    packageCode: optional(line('Mã gói thầu', 60)),
    invitingBody: optional(line('Bên mời thầu', 300)),
    serviceKind: choice('loại dịch vụ', codes.serviceKinds),
    scope: optional(paragraph('Phạm vi dịch vụ', 8000)),
    hireAnswer: choice('câu trả lời về việc thuê', codes.hireAnswers),
    hireGround: optional(paragraph('Căn cứ trả lời', 2000)),
    vendor: optional(line('Bên cung cấp', LONGEST_VENDOR)),
    systems: identifiers('hệ thống thông tin'),
    withoutSystem: ticked('Không gắn với hệ thống nào'),
    operator: choice('đơn vị vận hành hệ thống', codes.operatorKinds),
    operatorName: optional(line('Tên tổ chức vận hành', 300)),
    value: optional(money('Giá trị hợp đồng')),
    securityValue: optional(money('Phần chi cho an ninh mạng')),
    fundSource: optional(choice('nguồn kinh phí', codes.fundSources)),
    startsOn: optional(day('Ngày bắt đầu')),
    endsOn: optional(day('Ngày kết thúc')),
    responsible: identifier('cán bộ phụ trách'),
    beneficiaries: identifiers('cơ quan thụ hưởng', 300),
  };
}

/** The form of a planned contract: number, vendor, value and dates may come later. */
export function plannedForm(codes: FormCodes): Form<ContractFormFields> {
  return defineForm<ContractFormFields>(commonRules(codes), (fields) => between(fields, codes));
}

/** The form of a running contract that was signed before the agency worked with the product: everything true and whole. */
export function transitionalForm(codes: FormCodes): Form<TransitionalFormFields> {
  const rules: Rules<TransitionalFormFields> = {
    ...commonRules(codes),
    number: line('Số hợp đồng', 100),
    vendor: line('Bên cung cấp', LONGEST_VENDOR),
    value: money('Giá trị hợp đồng'),
    startsOn: day('Ngày bắt đầu'),
    endsOn: day('Ngày kết thúc'),
    phase: choice('giai đoạn hiện tại', transitionalPhases),
    signedOn: day('Ngày ký'),
    ground: paragraph('Căn cứ nhập hợp đồng chuyển tiếp', 2000),
  };
  return defineForm<TransitionalFormFields>(rules, (fields) => between(fields, codes));
}

/** The form that puts facts right; the day of signing and the ground of a correction concern signed contracts only. */
export function changeForm(codes: FormCodes): Form<ChangeFormFields> {
  const rules: Rules<ChangeFormFields> = {
    ...commonRules(codes),
    signedOn: optional(day('Ngày ký')),
    correctionGround: optional(paragraph('Lý do đính chính', 2000)),
  };
  return defineForm<ChangeFormFields>(rules, (fields) => between(fields, codes));
}

function between(fields: ContractFormFields & { readonly signedOn?: CalendarDay | undefined }, codes: FormCodes): FieldErrors {
  return { ...termsErrors(fields), ...systemErrors(fields, codes), ...namingErrors(fields, codes) };
}

function termsErrors({ signedOn, startsOn, endsOn, value, securityValue }: ContractFormFields & { readonly signedOn?: CalendarDay | undefined }): FieldErrors {
  const verdict = checkTerms({ signedOn: signedOn ?? null, startsOn: startsOn ?? null, endsOn: endsOn ?? null, value: value ?? null, securityValue: securityValue ?? null });
  return verdict.allowed ? {} : termsError(verdict);
}

/** A contradiction between dates or amounts, at the field that is put right. */
export function termsError({ reason, facts = {} }: Refusal<TermsFault>): FieldErrors {
  switch (reason) {
    case 'ends-before-start':
      return { endsOn: `Ngày kết thúc phải từ ngày bắt đầu (${facts['startsOn'] ?? ''}) trở đi.` };
    case 'ends-before-signing':
      return { endsOn: `Ngày kết thúc không được trước ngày ký (${facts['signedOn'] ?? ''}).` };
    case 'security-above-value':
      return { securityValue: `Phần chi cho an ninh mạng không được lớn hơn giá trị hợp đồng (${facts['value'] ?? ''}).` };
    case 'security-without-value':
      return { value: 'Nhập giá trị hợp đồng khi có phần chi cho an ninh mạng.' };
  }
}

function systemErrors({ systems, withoutSystem, serviceKind }: ContractFormFields, codes: FormCodes): FieldErrors {
  if (withoutSystem && systems.length > 0) return { withoutSystem: 'Bỏ chọn hệ thống thông tin, hoặc bỏ đánh dấu “Không gắn với hệ thống nào”.' };
  if (withoutSystem && codes.serviceKindsWithSystem.includes(serviceKind)) return { systems: 'Loại dịch vụ này phải gắn với ít nhất một hệ thống thông tin (quy định nội bộ).' };
  return !withoutSystem && systems.length === 0 ? { systems: 'Chọn hệ thống thông tin trong phạm vi hợp đồng, hoặc đánh dấu “Không gắn với hệ thống nào”.' } : {};
}

function namingErrors({ operator, operatorName, hireAnswer, hireGround }: ContractFormFields, codes: FormCodes): FieldErrors {
  const operatorErrors: FieldErrors = operator === 'other-organization' && operatorName === undefined ? { operatorName: 'Nhập tên tổ chức vận hành hệ thống.' } : {};
  const needsGround = codes.legalAnswers.includes(hireAnswer) && hireGround === undefined;
  return needsGround ? { ...operatorErrors, hireGround: 'Nêu văn bản của cán bộ pháp chế: số, ngày và nội dung kết luận.' } : operatorErrors;
}
