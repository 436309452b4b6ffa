import Joi from 'joi';
import { parseVietnameseDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { readMoney } from '../../kernel/money.js';
import { hasControlCharacters, inSentence, normalizeParagraphs, normalizeText } from '../../kernel/text.js';
import { checkTaxCode } from '../../kernel/tax-code.js';

/**
 * The kinds of field that forms are made of. Each reads the text of the browser into a value of the domain, normalises it
 * (NFC, outer and doubled spaces) and says in Vietnamese, with the field's label, what is wrong and how to put it right.
 */

const requiredMessages = {
  'any.required': 'Nhập {#label}.',
  'string.base': '{#label} phải là văn bản.',
  'string.empty': 'Nhập {#label}.',
  'any.only': 'Chọn {#label} trong danh sách.',
  'array.base': 'Chọn {#label} trong danh sách.',
  'array.min': 'Chọn ít nhất một {#label}.',
  'array.max': '{#label} có quá nhiều lựa chọn (nhiều nhất {#limit}).',
  'array.includes': '{#label} có lựa chọn không hợp lệ.',
  'string.max': '{#label} dài {#length} ký tự; nhiều nhất {#limit} ký tự.',
  'text.control': '{#label} có ký tự điều khiển không hợp lệ; xóa và nhập lại.',
  'text.line': '{#label} chỉ được viết trên một dòng.',
  'day.format': '{#label} “{#value}” không phải là ngày có thật; nhập dạng ngày/tháng/năm, ví dụ 05/01/2026.',
  'money.format': '{#label} “{#value}” không phải là số tiền; nhập số đồng, ví dụ 1.234.567.890.',
  'money.negative': '{#label} không được là số âm.',
  'money.too-large': '{#label} lớn hơn mức cao nhất có thể ghi nhận; kiểm tra lại số chữ số.',
  'time.format': '{#label} “{#value}” không phải là giờ; nhập giờ:phút, ví dụ 08:30.',
  'whole.format': '{#label} “{#value}” phải là số nguyên không âm, ví dụ 1200.',
  'whole.range': '{#label} phải từ {#min} đến {#max}.',
  'tax.length': '{#label} “{#value}” phải có 10 chữ số, 13 chữ số (đơn vị phụ thuộc, dạng 0123456789-001) hoặc 12 chữ số (cá nhân).',
  'tax.characters': '{#label} “{#value}” chỉ gồm chữ số và dấu gạch nối.',
  'tax.check-digit': '{#label} “{#value}” sai chữ số kiểm tra; đối chiếu lại với giấy đăng ký.',
  'tax.branch': '{#label} “{#value}” sai phần mã đơn vị phụ thuộc (ba chữ số sau dấu gạch nối, từ 001).',
  'tax.province': '{#label} “{#value}” không đúng mã tỉnh, thành phố ở ba chữ số đầu của số định danh cá nhân.',
  'email.format': '{#label} “{#value}” không phải là địa chỉ thư điện tử, ví dụ ten@haiphong.gov.vn.',
  'id.format': 'Chọn {#label} trong danh sách.',
};

function textRule(label: string, max: number, lines: boolean): Joi.StringSchema {
  return Joi.string()
    .custom((value: string, helpers) => {
      const clean = lines ? normalizeParagraphs(value) : normalizeText(value);
      const controls = lines ? clean.replaceAll('\n', '') : clean;
      if (hasControlCharacters(controls)) return helpers.error(!lines && /[\r\n]/.test(value) ? 'text.line' : 'text.control');
      if (clean.length > max) return helpers.error('string.max', { limit: max, length: clean.length });
      return clean === '' ? helpers.error('string.empty') : clean;
    })
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** One line of text, required. */
export function line(label: string, max = 300): Joi.StringSchema {
  return textRule(label, max, false).required();
}

/** Several lines of text, required. */
export function paragraph(label: string, max = 4000): Joi.StringSchema {
  return textRule(label, max, true).required();
}

/** A password: kept as typed but for Unicode form (NFC); required. */
export function secret(label: string): Joi.StringSchema {
  return Joi.string().normalize('NFC').max(200).required().label(inSentence(label)).messages(requiredMessages);
}

/** Makes a field optional: an empty one is read as undefined. */
export function optional<Schema extends Joi.AnySchema>(schema: Schema): Schema {
  return schema.optional().empty(Joi.string().trim().valid('', null));
}

/** One of a closed list of codes, required. */
export function choice(label: string, codes: readonly string[]): Joi.StringSchema {
  return Joi.string().valid(...codes).required().label(inSentence(label)).messages({ ...requiredMessages, 'string.empty': 'Chọn {#label}.', 'any.required': 'Chọn {#label}.' });
}

/** Any number of codes of a closed list (checkboxes); one ticked box arrives as a single text. */
export function choices(label: string, codes: readonly string[]): Joi.ArraySchema {
  return Joi.array().single().items(Joi.string().valid(...codes)).unique().max(codes.length).default([]).label(inSentence(label)).messages(requiredMessages);
}

/** The identifier of a thing chosen from a list, required. */
export function identifier(label: string): Joi.StringSchema {
  return Joi.string().pattern(UUID).required().label(inSentence(label))
    .messages({ ...requiredMessages, 'string.empty': 'Chọn {#label}.', 'any.required': 'Chọn {#label}.', 'string.pattern.base': requiredMessages['id.format'] });
}

/** Any number of identifiers (checkboxes or a multiple select). */
export function identifiers(label: string, max = 200): Joi.ArraySchema {
  return Joi.array().single().items(Joi.string().pattern(UUID)).unique().max(max).default([]).label(inSentence(label)).messages({ ...requiredMessages, 'string.pattern.base': requiredMessages['id.format'] });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of the product's identifiers; anything else in an address names nothing. */
export function isIdentifier(text: string): boolean {
  return UUID.test(text);
}

/** A calendar day typed dd/mm/yyyy, required. */
export function day(label: string): Joi.AnySchema<CalendarDay> {
  return Joi.any<CalendarDay>()
    .custom((value: unknown, helpers) => {
      const text = typeof value === 'string' ? value.trim() : '';
      if (text === '') return helpers.error('any.required');
      return parseVietnameseDay(text) ?? helpers.error('day.format', { value: text.slice(0, 40) });
    })
    .required()
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** A time of day typed HH:MM, 00:00 to 24:00 (the end of the day), required; '8h30' and '8:30' are read too. */
export function timeOfDay(label: string): Joi.AnySchema<string> {
  return Joi.any<string>()
    .custom((value: unknown, helpers) => {
      const text = typeof value === 'string' ? value.trim() : '';
      if (text === '') return helpers.error('any.required');
      const read = /^(\d{1,2})[:h.](\d{2})$/i.exec(text);
      const [hours, minutes] = [Number(read?.[1]), Number(read?.[2])];
      const possible = read !== null && minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
      return possible ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : helpers.error('time.format', { value: text.slice(0, 40) });
    })
    .required()
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** An amount in đồng, required, never negative. */
export function money(label: string): Joi.AnySchema<bigint> {
  return Joi.any<bigint>()
    .custom((value: unknown, helpers) => {
      const text = typeof value === 'string' ? value.trim() : '';
      if (text === '') return helpers.error('any.required');
      const parsed = readMoney(text);
      return parsed.ok ? parsed.value : helpers.error(`money.${parsed.reason}`, { value: text.slice(0, 40) });
    })
    .required()
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** A whole number between two bounds, required; "." may group the thousands. */
export function wholeNumber(label: string, min: number, max: number): Joi.AnySchema<number> {
  return Joi.any<number>()
    .custom((value: unknown, helpers) => {
      const text = typeof value === 'string' ? value.trim() : '';
      if (text === '') return helpers.error('any.required');
      const digits = text.replaceAll('.', '');
      if (!/^\d{1,15}$/.test(digits)) return helpers.error('whole.format', { value: text.slice(0, 40) });
      const number = Number(digits);
      return number < min || number > max ? helpers.error('whole.range', { min, max }) : number;
    })
    .required()
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** A tax code (mã số thuế) with its check digit, required. */
export function taxCode(label: string): Joi.AnySchema<string> {
  return Joi.any<string>()
    .custom((value: unknown, helpers) => {
      const text = typeof value === 'string' ? value.trim() : '';
      if (text === '') return helpers.error('any.required');
      const checked = checkTaxCode(text);
      return checked.ok ? checked.value : helpers.error(`tax.${checked.reason}`, { value: text.slice(0, 40) });
    })
    .required()
    .label(inSentence(label))
    .messages(requiredMessages);
}

/** An e-mail address, required. */
export function email(label: string): Joi.StringSchema {
  return textRule(label, 200, false).required().email({ tlds: { allow: false } }).messages({ 'string.email': requiredMessages['email.format'] });
}

/** A single checkbox: true when ticked, false when it is not sent. */
export function ticked(label: string): Joi.BooleanSchema {
  return Joi.boolean().truthy('co', 'on', '1').falsy('').default(false).label(inSentence(label)).messages({ 'boolean.base': '{#label}: đánh dấu hoặc để trống.' });
}
