import type { CalendarDay } from '../../kernel/calendar-day.js';

/** Days below 10 and the months 1 and 2 bear a 0 (NĐ 30/2020, Phụ lục I, mục II.4): "05 tháng 01 năm 2026", "05 tháng 6 năm 2026". */
export function longDay(day: CalendarDay): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date} tháng ${Number(month) > 2 ? String(Number(month)) : month} năm ${year}`;
}

/** Numbers below 10 bear a 0 (NĐ 30/2020, Phụ lục I, mục II.3): "05/BC-STC". */
export function numberText(number: number, symbol: string): string {
  return `${String(number).padStart(2, '0')}/${symbol}`;
}

/** The letters of points (NĐ 30/2020, Phụ lục I, mục II.6): the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư as usage has it; after the last they go on as aa, ab. */
const POINT_LETTERS = ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'] as const;

/** The letter of the n-th point, from 0. */
export function pointLetter(index: number): string {
  const letters = POINT_LETTERS.length;
  const last = POINT_LETTERS[index % letters] ?? '';
  return index < letters ? last : pointLetter(Math.floor(index / letters) - 1) + last;
}

/** Roman numerals of headings and annexes, from 1. */
export function romanNumeral(value: number): string {
  const steps: readonly (readonly [number, string])[] = [[50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];
  const step = steps.find(([size]) => size <= value);
  return step === undefined ? '' : step[1] + romanNumeral(value - step[0]);
}

/** Capitals as Vietnamese writes them. */
export function inCapitals(text: string): string {
  return text.normalize('NFC').toLocaleUpperCase('vi');
}

const HEADED = /^(?:Quyền )?(?:Phó )?(?:Giám đốc|Chủ tịch|Trưởng phòng|Trưởng ban|Chánh Văn phòng|Chánh Thanh tra|Cục trưởng|Chi cục trưởng|Viện trưởng|Hiệu trưởng|Thủ trưởng)/iu;

/** The post as it stands over a signature: the office alone, without the name of the agency that the record bears already (NĐ 30/2020, Phụ lục I, mục II.7). */
export function postOverSignature(post: string): string {
  return HEADED.exec(post.trim())?.[0] ?? post.trim();
}

const COUNCILS: readonly string[] = ['city', 'ward', 'commune', 'special_zone'];
const COMMITTEE = /^(?:UBND|(?:Uỷ|Ủy) ban nhân dân)\s+/iu;

/** How an agency stands at the head of its records: a People's Committee in full, on two lines, and without anybody above it. */
export function agencyHeading(agency: { readonly name: string; readonly kind: string; readonly parentName: string | null }): { readonly parentName: string | null; readonly agencyName: string } {
  if (COUNCILS.includes(agency.kind) && COMMITTEE.test(agency.name)) {
    return { parentName: null, agencyName: `Ủy ban nhân dân\n${agency.name.replace(COMMITTEE, '')}` };
  }
  return { parentName: agency.parentName?.replace(COMMITTEE, 'UBND ') ?? null, agencyName: agency.name };
}

/** Whose power a decision is (mẫu 1.2): the head's office with the agency's name in full. */
export function authorityOf(headPost: string, agencyName: string): string {
  return `${postOverSignature(headPost)} ${agencyName.replace(COMMITTEE, 'Ủy ban nhân dân ')}`;
}
