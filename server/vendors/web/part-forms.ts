import Joi from 'joi';
import { compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { choice, day, email, identifier, line, optional, paragraph, taxCode, wholeNumber } from '../../platform/http/field-types.js';
import { defineForm } from '../../platform/http/forms.js';
import type { PersonParticulars } from '../application/add-person.js';
import type { RepresentativeParticulars } from '../application/add-representative.js';

/** The forms of what belongs to a vendor. */

export const representativeForm = defineForm<RepresentativeParticulars>(
  {
    fullName: line('họ và tên', 100),
    post: line('chức vụ', 200),
    authorityGround: line('căn cứ đại diện', 300),
    validFrom: day('ngày bắt đầu'),
    validUntil: optional(day('ngày kết thúc')),
  },
  ({ validFrom, validUntil }) =>
    validUntil === undefined || compareDays(validUntil, validFrom) >= 0 ? {} : { validUntil: `Ngày kết thúc không được trước ngày bắt đầu (${formatDay(validFrom)}).` },
);

/** How a subcontractor is named: by its registration, or by its own name. */
export interface NewSubcontractor {
  readonly source: 'registered' | 'named';
  readonly company?: string | undefined;
  readonly companyName?: string | undefined;
  readonly companyTaxCode?: string | undefined;
  readonly service: string;
}

export const subcontractorForm = defineForm<NewSubcontractor>(
  {
    source: choice('cách ghi công ty', ['registered', 'named']),
    company: optional(line('mã số thuế hoặc tên', 300)),
    companyName: optional(line('tên công ty')),
    companyTaxCode: optional(taxCode('mã số thuế công ty')),
    service: line('phần việc', 500),
  },
  ({ source, company, companyName }) => {
    if (source === 'registered' && company === undefined) return { company: 'Nhập mã số thuế hoặc tên bên cung cấp đã đăng ký.' };
    return source === 'named' && companyName === undefined ? { companyName: 'Nhập tên công ty.' } : {};
  },
);

export interface SubcontractorChange {
  readonly service: string;
  readonly endedOn?: CalendarDay | undefined;
}

export const subcontractorChangeForm = defineForm<SubcontractorChange>({
  service: line('phần việc', 500),
  endedOn: optional(day('ngày thôi làm nhà thầu phụ')),
});

const identityTail = Joi.string()
  .trim()
  .uppercase()
  .pattern(/^[0-9A-Z]{4}$/)
  .required()
  .messages({
    'string.pattern.base': 'Bốn ký tự cuối giấy tờ tùy thân gồm đúng 4 chữ số hoặc chữ cái không dấu, ví dụ 0123.',
    'string.empty': 'Nhập bốn ký tự cuối giấy tờ tùy thân.',
    'any.required': 'Nhập bốn ký tự cuối giấy tờ tùy thân.',
    'string.base': 'Nhập bốn ký tự cuối giấy tờ tùy thân.',
  });

export const personForm = defineForm<PersonParticulars>({
  fullName: line('họ và tên', 100),
  identityTail,
  birthYear: optional(wholeNumber('năm sinh', 1900, 2100)),
  nationality: line('quốc tịch', 100),
  post: line('vị trí công việc', 200),
  phone: optional(line('điện thoại', 40)),
  email: optional(email('thư điện tử')),
  joinedOn: optional(day('ngày vào làm')),
});

export const leavingForm = defineForm<{ leftOn?: CalendarDay | undefined }>({ leftOn: optional(day('ngày thôi làm việc')) });

/** A commitment as it is typed: with a last day or without a term, never both. */
export interface NewCommitmentForm {
  readonly signedOn: CalendarDay;
  readonly term: 'until' | 'unlimited';
  readonly validUntil?: CalendarDay | undefined;
  readonly scope: string;
  readonly contractId?: string | undefined;
}

export const commitmentForm = defineForm<NewCommitmentForm>(
  {
    signedOn: day('ngày ký'),
    term: choice('thời hạn', ['until', 'unlimited']),
    validUntil: optional(day('ngày hết hiệu lực')),
    scope: paragraph('phạm vi cam kết', 2000),
    contractId: optional(identifier('hợp đồng')),
  },
  ({ term, validUntil }) => {
    if (term === 'until' && validUntil === undefined) return { validUntil: 'Nhập ngày hết hiệu lực, hoặc chọn không thời hạn.' };
    return term === 'unlimited' && validUntil !== undefined ? { validUntil: 'Bỏ ngày hết hiệu lực, hoặc chọn có thời hạn.' } : {};
  },
);

export const commitmentEndForm = defineForm<{ endedOn: CalendarDay; ground: string }>({
  endedOn: day('ngày kết thúc'),
  ground: paragraph('lý do', 1000),
});

export const vendorFilesForm = defineForm<{ purpose: string }>({ purpose: line('nội dung tệp', 200) });
