import { formatDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import type { CellValue } from './columns.js';

/** Says a value as a person reads it: 1.234.567.890 đ, 05/03/2026, IB2300167606-01, Có. */
export function showValue(value: CellValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'money':
      return formatMoney(value.amount);
    case 'day':
      return formatDay(value.day);
    case 'tax-code':
      return value.code;
    case 'package-code':
      return `${value.number}-${String(value.revision).padStart(2, '0')}`;
    case 'yes-no':
      return value.yes ? 'Có' : 'Không';
    case 'level':
      return `Cấp độ ${String(value.level)}`;
    case 'count':
      return String(value.count);
    case 'email':
      return value.address;
    case 'phone':
      return value.number;
    case 'choice':
      return value.label;
    case 'choices':
      return value.chosen.map((choice) => choice.label).join('; ');
  }
}
