/** Whom a name in a list means: exactly one, some to choose from, or nobody; a near match is never taken silently. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { partyMatcher, type PartyMatch } from '../../../server/imports/domain/match-party.js';
import { editDistance, isSlipApart, similarity, trigramsOf } from '../../../server/imports/domain/near-text.js';
import { basicKey } from '../../../server/imports/domain/party-names.js';

const names = [
  ...['Văn phòng Uỷ ban nhân dân thành phố', 'Sở Tài chính', 'Sở Nội vụ', 'Sở Giáo dục và Đào tạo', 'Sở Nông nghiệp và Môi trường', 'Sở Văn hoá, Thể thao và Du lịch', 'Thanh tra thành phố', 'Ban Quản lý khu Kinh tế'],
  ...['UBND phường An Biên', 'UBND phường Hòa Bình', 'UBND phường Hải An', 'UBND phường An Hải', 'UBND phường Trần Phú', 'UBND xã Trần Phú', 'UBND xã Cẩm Giàng', 'UBND xã Cẩm Giang', 'UBND phường Thuỷ Nguyên', 'UBND Đặc khu Bạch Long Vĩ', 'UBND xã Hà Nam'],
];
const agencies = [
  ...names.map((name, index) => ({ id: `a${String(index)}`, name })),
  { id: 'khcn', name: 'Sở Khoa học và Công nghệ', codes: ['H24.10'], shortNames: ['SKHCN'], formerNames: ['Sở Thông tin và Truyền thông'] },
];
const agency = partyMatcher('agency', agencies);
const vendor = partyMatcher('vendor', [
  { id: 'v1', name: 'Công ty Cổ phần Công nghệ Sao Mai', codes: ['0100109106'], shortNames: ['Sao Mai Tech'] },
  { id: 'v2', name: 'Công ty TNHH Một thành viên Giải pháp Biển Đông', codes: ['0200109106'] },
  { id: 'v3', name: 'Công ty TNHH Thương mại và Dịch vụ Phương Đông' },
  { id: 'v4', name: 'Công ty Cổ phần Phương Đông' },
  { id: 'v5', name: 'Công ty Cổ phần Trùng Tên' },
  { id: 'v6', name: 'CÔNG TY CỔ PHẦN TRÙNG TÊN' },
]);

function said(match: PartyMatch): string {
  if (match.kind === 'exact') return `= ${match.name} (${match.by})`;
  if (match.kind === 'proposed') return `? ${match.proposals.map(({ name, why }) => `${name} (${why})`).join(' | ')}`;
  return match.elsewhere === undefined ? '-' : `- ${match.elsewhere}`;
}

describe('an agency', () => {
  test.each([
    ['Sở Tài chính', '= Sở Tài chính (name)'],
    ['SỞ TÀI CHÍNH', '= Sở Tài chính (name)'],
    ['  sở  tài chính. ', '= Sở Tài chính (name)'],
    ['Sở Tài chính thành phố Hải Phòng', '= Sở Tài chính (written-out)'],
    ['Sở Tài chính Hải Phòng', '= Sở Tài chính (written-out)'],
    ['Sở Văn hóa, Thể thao và Du lịch', '= Sở Văn hoá, Thể thao và Du lịch (name)'],
    ['Sở VHTT&DL', '= Sở Văn hoá, Thể thao và Du lịch (written-out)'],
    ['Sở Văn hoá - Thể thao - Du lịch', '= Sở Văn hoá, Thể thao và Du lịch (written-out)'],
    ['Sở GD&ĐT', '= Sở Giáo dục và Đào tạo (written-out)'],
    ['Sở NN&MT', '= Sở Nông nghiệp và Môi trường (written-out)'],
    ['Sở KH&CN', '= Sở Khoa học và Công nghệ (written-out)'],
    ['SKHCN', '= Sở Khoa học và Công nghệ (short-name)'],
    ['h24.10', '= Sở Khoa học và Công nghệ (code)'],
    ['Sở Thông tin và Truyền thông', '= Sở Khoa học và Công nghệ (former-name)'],
    ['Sở TT&TT Hải Phòng', '= Sở Khoa học và Công nghệ (former-name)'],
    ['Ủy ban nhân dân phường An Biên', '= UBND phường An Biên (written-out)'],
    ['UBND P. An Biên', '= UBND phường An Biên (written-out)'],
    ['UBND p.An Biên, thành phố Hải Phòng', '= UBND phường An Biên (written-out)'],
    ['UBND X. Trần Phú', '= UBND xã Trần Phú (written-out)'],
    ['UBND phường Hòa Bình', '= UBND phường Hòa Bình (name)'],
    ['UBND phường Hoà Bình', '= UBND phường Hòa Bình (name)'],
    ['UBND xã Hà Nam', '= UBND xã Hà Nam (name)'],
    ['UBND phường Thủy Nguyên', '= UBND phường Thuỷ Nguyên (name)'],
    ['Văn phòng UBND thành phố Hải Phòng', '= Văn phòng Uỷ ban nhân dân thành phố (written-out)'],
    ['VP UBND TP', '= Văn phòng Uỷ ban nhân dân thành phố (written-out)'],
    ['BQL KKT', '= Ban Quản lý khu Kinh tế (written-out)'],
    ['UBND xã Cẩm Giàng', '= UBND xã Cẩm Giàng (name)'],
    ['UBND xã Cam Giang', '? UBND xã Cẩm Giang (without-diacritics) | UBND xã Cẩm Giàng (without-diacritics)'],
    ['so tai chinh', '? Sở Tài chính (without-diacritics)'],
    ['Sở Tài chánh', '? Sở Tài chính (spelling)'],
    ['UBND phường An Bien', '? UBND phường An Biên (without-diacritics)'],
    ['Sở Tài chính tỉnh Cà Mau', '- Cà Mau'],
    ['SỞ THÔNG TIN VÀ TRUYỀN THÔNG VĨNH PHÚC', '- Vĩnh Phúc'],
    ['Văn phòng Ủy ban nhân dân tỉnh Kon tum', '- Kon Tum'],
    ['Cảng vụ hàng không miền Bắc', '-'],
    ['CÔNG TY CỔ PHẦN CHỨNG KHOÁN BẢO VIỆT', '-'],
    ['', '-'],
  ])('%j is %s', (text, expected) => {
    expect(said(agency.match(text))).toBe(expected);
  });

  test('of the same name elsewhere is proposed at most', () => {
    const name = 'Sở Thông tin và Truyền thông';
    expect(said(agency.match(name, { place: 'Tỉnh Quảng Ngãi' }))).toBe('? Sở Khoa học và Công nghệ (elsewhere)');
    expect(said(agency.match(name, { place: 'Thành phố Hải Phòng' }))).toBe('= Sở Khoa học và Công nghệ (former-name)');
    expect(said(agency.match('Sở Tài chính tỉnh Hải Dương'))).toMatch(/^\? Sở Tài chính /u);
  });

  test('of the city is found by its own name, every one, and by nothing but it', () => {
    const list = [...readFileSync('seeds/agencies/hai-phong.yaml', 'utf8').matchAll(/^    name: (.+)$/gmu)].map(([, name = '']) => name.replace(/^['"]|['"]$/gu, ''));
    const unique = list.map((name, index) => ({ id: String(index), name }));
    const matcher = partyMatcher('agency', unique);
    expect(unique.length).toBeGreaterThan(100);
    for (const { id, name } of unique) {
      expect(matcher.match(name)).toMatchObject({ kind: 'exact', id });
      expect(matcher.match(name.toUpperCase())).toMatchObject({ kind: 'exact', id });
      expect(matcher.match(name.replace('UBND', 'Ủy ban nhân dân').normalize('NFD'))).toMatchObject({ kind: 'exact', id });
    }
  });
});

describe('a vendor', () => {
  test.each([
    ['0100109106', '= Công ty Cổ phần Công nghệ Sao Mai (code)'],
    ['MST: 0100109106', '= Công ty Cổ phần Công nghệ Sao Mai (code)'],
    ['CTCP Công nghệ Sao Mai', '= Công ty Cổ phần Công nghệ Sao Mai (written-out)'],
    ['Cty CP công nghệ Sao Mai', '= Công ty Cổ phần Công nghệ Sao Mai (written-out)'],
    ['Sao Mai Tech', '= Công ty Cổ phần Công nghệ Sao Mai (short-name)'],
    ['Công ty TNHH MTV Giải pháp Biển Đông', '= Công ty TNHH Một thành viên Giải pháp Biển Đông (written-out)'],
    ['Công ty TNHH TM & DV Phương Đông', '= Công ty TNHH Thương mại và Dịch vụ Phương Đông (written-out)'],
    ['Công nghệ Sao Mai', '? Công ty Cổ phần Công nghệ Sao Mai (part-of-name)'],
    ['Công ty Cổ phần Công nghệ Sao May', '? Công ty Cổ phần Công nghệ Sao Mai (spelling)'],
    ['Công ty Cổ phần Trùng Tên', '? Công ty Cổ phần Trùng Tên (several) | CÔNG TY CỔ PHẦN TRÙNG TÊN (several)'],
    ['Công ty Cổ phần Hoàn Toàn Khác', '-'],
  ])('%j is %s', (text, expected) => {
    expect(said(vendor.match(text))).toBe(expected);
  });

  test('is never taken exactly for a name that differs in any letter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...agencies), fc.nat(60), fc.constantFrom(...Array.from('abcdghiklmnđêôư')), ({ name }, at, letter) => {
        const place = at % name.length;
        const changed = name.slice(0, place) + letter + name.slice(place + 1);
        const match = agency.match(changed);
        if (match.kind === 'exact' && match.by === 'name') expect(basicKey(match.name)).toBe(basicKey(changed));
      }),
    );
  });

  test('is found among thousands in good time', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ id: String(index), name: `Công ty Cổ phần ${['Tin học', 'Viễn thông', 'Giải pháp'][index % 3] ?? ''} Số ${String(index * 7_919)}`, codes: [String(1_000_000_000 + index)] }));
    const matcher = partyMatcher('vendor', many);
    const started = performance.now();
    for (let index = 0; index < 500; index += 1) matcher.match(`Công ty CP Tin hoc So ${String(index * 7_919)}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('nearness', () => {
  test('counts edits and shared trigrams', () => {
    expect(editDistance('hop dong', 'hop dogn')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abcdef', 'xyz', 2)).toBe(3);
    expect(isSlipApart('ngay ky', 'ngay ki')).toBe(true);
    expect(isSlipApart('so', 'ho')).toBe(false);
    expect(similarity(trigramsOf('hop dong'), trigramsOf('dong hop'))).toBe(1);
    expect(similarity(trigramsOf(''), trigramsOf(''))).toBe(0);
  });

  test('does not depend on the order, and is nothing for the same', () => {
    const word = fc.stringMatching(/^[a-e]{0,8}$/u);
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a + c, b + c)).toBeLessThanOrEqual(editDistance(a, b));
      }),
    );
  });
});
