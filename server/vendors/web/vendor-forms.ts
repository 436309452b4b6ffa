import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { choice, day, email, line, optional, paragraph, taxCode } from '../../platform/http/field-types.js';
import { defineForm, type FormValues } from '../../platform/http/forms.js';
import type { VendorParticulars } from '../application/register-vendor.js';
import { vendorKinds } from '../domain/vendor.js';

/** What is asked of a vendor; the same form registers and amends. */
export const vendorForm = defineForm<VendorParticulars>({
  taxCode: taxCode('mã số thuế'),
  name: line('tên bên cung cấp'),
  shortName: optional(line('tên viết tắt', 100)),
  kind: choice('loại hình', vendorKinds),
  address: line('địa chỉ', 500),
  phone: optional(line('điện thoại', 40)),
  email: optional(email('thư điện tử')),
  note: optional(paragraph('ghi chú')),
  ceasedOn: optional(day('ngày ngừng hoạt động')),
});

/** A vendor as it stands in the fields. */
export function vendorFormValues(vendor: { readonly [Name in keyof VendorParticulars]-?: VendorParticulars[Name] | null }): FormValues {
  return {
    taxCode: vendor.taxCode ?? '',
    name: vendor.name ?? '',
    shortName: vendor.shortName ?? '',
    kind: vendor.kind ?? '',
    address: vendor.address ?? '',
    phone: vendor.phone ?? '',
    email: vendor.email ?? '',
    note: vendor.note ?? '',
    ceasedOn: dayValue(vendor.ceasedOn),
  };
}

/** A day as it stands in a field; nothing where there is none. */
export function dayValue(value: CalendarDay | null | undefined): string {
  return value === null || value === undefined ? '' : formatDay(value);
}

/** A field that was asked for once, from a body or from stored values. */
export function oneText(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}
