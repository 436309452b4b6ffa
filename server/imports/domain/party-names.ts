/** The forms under which names of agencies, vendors and systems are compared. */
import { foldText, normalizeText } from '../../kernel/text.js';

/** What kind of names: agencies are abbreviated and placed otherwise than enterprises; systems are neither. */
export type PartyKind = 'agency' | 'vendor' | 'system';

/** Abbreviations with signs between their letters, which would fall apart into words. */
const COMPOUND: readonly (readonly [RegExp, string])[] = [
  [/\bl?đ\s*-?\s*tb\s*(?:&|và)\s*xh(?![\p{L}\p{M}])/giu, 'lao động thương binh xã hội'],
  [/(?<![\p{L}\p{M}])vh\s*[,-]?\s*tt\s*(?:&|và|-)?\s*dl(?![\p{L}\p{M}])/giu, 'văn hóa thể thao du lịch'],
  [/(?<![\p{L}\p{M}])vh\s*(?:&|và|-)\s*tt(?![\p{L}\p{M}])/giu, 'văn hóa thể thao'],
  [/(?<![\p{L}\p{M}])kh\s*(?:&|và|-)?\s*cn(?![\p{L}\p{M}])/giu, 'khoa học công nghệ'],
  [/(?<![\p{L}\p{M}])kh\s*(?:&|và|-)?\s*đt(?![\p{L}\p{M}])/giu, 'kế hoạch đầu tư'],
  [/(?<![\p{L}\p{M}])cntt\s*(?:&|và|-)\s*tt(?![\p{L}\p{M}])/giu, 'công nghệ thông tin truyền thông'],
  [/(?<![\p{L}\p{M}])tt\s*(?:&|và|-)?\s*tt(?![\p{L}\p{M}])/giu, 'thông tin truyền thông'],
  [/(?<![\p{L}\p{M}])gd\s*(?:&|và|-)?\s*đt(?![\p{L}\p{M}])/giu, 'giáo dục đào tạo'],
  [/(?<![\p{L}\p{M}])nn\s*(?:&|và|-)?\s*ptnt(?![\p{L}\p{M}])/giu, 'nông nghiệp phát triển nông thôn'],
  [/(?<![\p{L}\p{M}])nn\s*(?:&|và|-)?\s*mt(?![\p{L}\p{M}])/giu, 'nông nghiệp môi trường'],
  [/(?<![\p{L}\p{M}])tn\s*(?:&|và|-)?\s*mt(?![\p{L}\p{M}])/giu, 'tài nguyên môi trường'],
  [/(?<![\p{L}\p{M}])ubnd\s*p\s*[. ]/giu, 'ủy ban nhân dân phường '],
  [/(?<![\p{L}\p{M}])ubnd\s*x\s*[. ]/giu, 'ủy ban nhân dân xã '],
];

const AGENCY_WORDS: Readonly<Record<string, string>> = {
  ubnd: 'ủy ban nhân dân',
  hđnd: 'hội đồng nhân dân',
  mttq: 'mặt trận tổ quốc',
  vn: 'việt nam',
  tp: 'thành phố',
  vp: 'văn phòng',
  bql: 'ban quản lý',
  qlda: 'quản lý dự án',
  kkt: 'khu kinh tế',
  cntt: 'công nghệ thông tin',
  gtvt: 'giao thông vận tải',
  đk: 'đặc khu',
};

const VENDOR_WORDS: Readonly<Record<string, string>> = {
  cty: 'công ty',
  ctcp: 'công ty cổ phần',
  ctytnhh: 'công ty trách nhiệm hữu hạn',
  cp: 'cổ phần',
  tnhh: 'trách nhiệm hữu hạn',
  mtv: 'một thành viên',
  dntn: 'doanh nghiệp tư nhân',
  tm: 'thương mại',
  dv: 'dịch vụ',
  tmdv: 'thương mại dịch vụ',
  xnk: 'xuất nhập khẩu',
  cntt: 'công nghệ thông tin',
  vn: 'việt nam',
  tp: 'thành phố',
};

/** Vietnamese tone marks once a text is decomposed. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Names that differ in capitals, punctuation, spaces or the place of a tone mark only (Hoà, Hòa; Uỷ, Ủy) have one basic key. */
export function basicKey(name: string): string {
  return normalizeText(name.toLowerCase())
    .replace(/&/gu, ' và ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map(toneAtEnd)
    .join(' ');
}

function toneAtEnd(word: string): string {
  const decomposed = word.normalize('NFD');
  const tones = decomposed.match(TONES) ?? [];
  return (decomposed.replace(TONES, '') + tones.join('')).normalize('NFC');
}

/**
 * The key of a name written out in full: known abbreviations taken apart, "và" left out, and for agencies the home province behind the name
 * ("Sở Tài chính thành phố Hải Phòng" is "Sở Tài chính"), unless nothing but a common name would be left.
 */
export function fullKey(name: string, kind: PartyKind, home: string | undefined): string {
  const apart = kind === 'agency' ? COMPOUND.reduce((text, [abbreviation, full]) => text.replace(abbreviation, full), normalizeText(name)) : name;
  const words = kind === 'agency' ? AGENCY_WORDS : kind === 'vendor' ? VENDOR_WORDS : {};
  const key = basicKey(apart)
    .split(' ')
    .map((word) => (Object.hasOwn(words, word) ? basicKey(words[word] ?? word) : word))
    .join(' ')
    .split(' ')
    .filter((word) => word !== AND)
    .join(' ');
  return kind === 'agency' ? withoutHome(key, home) : key;
}

const AND = basicKey('và');
const PEOPLES_COMMITTEE = basicKey('ủy ban nhân dân');
const NAMED_AFTER = ['phường', 'xã', 'quận', 'huyện', 'đặc khu'].map(basicKey);

function withoutHome(key: string, home: string | undefined): string {
  const endings = [basicKey('thành phố'), ...(home === undefined ? [] : [basicKey(`thành phố ${home}`), basicKey(home)])].toSorted((a, b) => b.length - a.length);
  const ending = endings.find((one) => key.endsWith(` ${one}`));
  if (ending === undefined) return key;
  const rest = key.slice(0, -ending.length - 1);
  // What a ward, a commune or the committee itself is called is its name, not its place.
  const isName = rest === PEOPLES_COMMITTEE || NAMED_AFTER.some((word) => rest.endsWith(` ${word}`)) || !rest.includes(' ');
  return isName ? key : rest;
}

/** A key without diacritics, for finding what is near. */
export function foldedKey(key: string): string {
  return foldText(key);
}

const PROVINCES = [
  ...['An Giang', 'Bà Rịa', 'Vũng Tàu', 'Bắc Giang', 'Bắc Kạn', 'Bạc Liêu', 'Bắc Ninh', 'Bến Tre', 'Bình Định', 'Bình Dương', 'Bình Phước', 'Bình Thuận'],
  ...['Cà Mau', 'Cần Thơ', 'Cao Bằng', 'Đà Nẵng', 'Đắk Lắk', 'Đắk Nông', 'Điện Biên', 'Đồng Nai', 'Đồng Tháp', 'Gia Lai', 'Hà Giang', 'Hà Nam', 'Hà Nội'],
  ...['Hà Tĩnh', 'Hải Dương', 'Hải Phòng', 'Hậu Giang', 'Hòa Bình', 'Hưng Yên', 'Khánh Hòa', 'Kiên Giang', 'Kon Tum', 'Lai Châu', 'Lâm Đồng', 'Lạng Sơn'],
  ...['Lào Cai', 'Long An', 'Nam Định', 'Nghệ An', 'Ninh Bình', 'Ninh Thuận', 'Phú Thọ', 'Phú Yên', 'Quảng Bình', 'Quảng Nam', 'Quảng Ngãi', 'Quảng Ninh'],
  ...['Quảng Trị', 'Sóc Trăng', 'Sơn La', 'Tây Ninh', 'Thái Bình', 'Thái Nguyên', 'Thanh Hóa', 'Thừa Thiên Huế', 'Huế', 'Tiền Giang', 'Hồ Chí Minh'],
  ...['Trà Vinh', 'Tuyên Quang', 'Vĩnh Long', 'Vĩnh Phúc', 'Yên Bái'],
].map((name) => ({ name, folded: foldText(name) }));

/** The province that a place names and that is none of the home provinces; undefined when it names none, or a home one as well. */
export function otherProvinceIn(place: string, homes: readonly string[]): string | undefined {
  const text = ` ${foldText(normalizeText(place)).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const named = PROVINCES.filter(({ folded }) => text.includes(` ${folded} `));
  return named.some(({ name }) => homes.includes(name)) ? undefined : named[0]?.name;
}

/** The same for the name of an agency, where a province counts behind "tỉnh", "thành phố", or at the end of what is no ward or commune. */
export function otherProvinceOf(name: string, homes: readonly string[]): string | undefined {
  const text = foldText(normalizeText(name)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const isCommune = /\b(?:phuong|xa|dac khu|p|x)\b/u.test(text);
  const found = PROVINCES.find(({ folded }) => text.includes(`tinh ${folded}`) || text.includes(`thanh pho ${folded}`) || text.includes(`tp ${folded}`) || (!isCommune && text.endsWith(` ${folded}`)));
  return found === undefined || homes.includes(found.name) ? undefined : found.name;
}
