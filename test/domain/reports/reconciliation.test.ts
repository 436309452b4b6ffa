import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparableName, differencesOf, findingOf, packageStatuses, revisionOf, sameName, type ContractSide, type PackageSide } from '../../../server/reports/domain/reconciliation.js';

const published: PackageSide = { code: 'IB2600000001-01', name: 'Thuê hệ thống thư điện tử công vụ', agencyId: 'a', status: 'awarded', value: 1_000n };
const contract: ContractSide = { code: 'IB2600000001-01', name: published.name, agencyIds: ['a'], value: 900n };

const words = fc.array(fc.constantFrom('Thuê', 'hệ thống', 'thư', 'điện tử', 'công vụ', 'Hải Phòng', 'Đường dây', 'năm', '2026', 'ỨNG DỤNG'), { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
const packages = fc.record({
  code: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 })).map(([number, revision]) => `IB260000000${number}-0${revision}`),
  name: words,
  agencyId: fc.constantFrom('a', 'b', null),
  status: fc.constantFrom(...packageStatuses, null),
  value: fc.option(fc.bigInt({ min: 0n, max: 5n })),
});
const contracts = fc.record({
  code: fc.option(fc.constantFrom('IB2600000001', 'IB2600000001-00', 'IB2600000001-02')),
  name: words,
  agencyIds: fc.constantFrom(['a'], ['b'], ['b', 'a']),
  value: fc.option(fc.bigInt({ min: 0n, max: 5n })),
});

describe('a published package against the register', () => {
  test('is matched by a contract that says the same, and may be cheaper', () => {
    expect([findingOf(published, contract, false), differencesOf(published, contract)]).toEqual(['matched', []]);
  });

  test.each([
    [{ name: 'Mua máy chủ cho trung tâm dữ liệu' }, 'name'],
    [{ value: 1_001n }, 'value'],
    [{ agencyIds: ['b', 'c'] }, 'agency'],
    [{ code: 'IB2600000001-00' }, 'revision'],
  ] as const)('differs when the contract says %j', (change, difference) => {
    expect(differencesOf(published, { ...contract, ...change })).toEqual([difference]);
  });

  test.each([
    [{}, false, 'missing'],
    [{ status: null }, false, 'missing'],
    [{ status: 'cancelled' }, false, 'not-due'],
    [{ status: 'evaluating' }, false, 'not-due'],
    [{ agencyId: null }, false, 'unplaced'],
    [{}, true, 'excused'],
  ] as const)('without a contract, as %j, excused %s, is %s', (change, excused, finding) => {
    expect(findingOf({ ...published, ...change }, undefined, excused)).toBe(finding);
  });

  test('a contract counts before a reason, whatever was said', () => {
    fc.assert(fc.property(packages, contracts, fc.boolean(), (one, other, excused) => {
      expect(['matched', 'differs']).toContain(findingOf(one, other, excused));
      expect(findingOf(one, other, excused)).toBe(differencesOf(one, other).length === 0 ? 'matched' : 'differs');
    }));
  });

  test('what one side does not say is no difference', () => {
    fc.assert(fc.property(packages, contracts, (one, other) => {
      const silent = { ...other, code: null, value: null };
      expect(differencesOf({ ...one, agencyId: null }, silent).filter((difference) => difference !== 'name')).toEqual([]);
    }));
  });
});

describe('names of packages', () => {
  test.each([
    ['Gói thầu số 4: Thuê dịch vụ công nghệ thông tin', 'thue dich vu cong nghe thong tin'],
    ['Gói số 03 - THUÊ HỆ THỐNG', 'thue he thong'],
    ['Gói thầu "Gia hạn bản quyền"', 'gia han ban quyen'],
    ['Gói thầu', ''],
    ['Gói cước điện thoại', 'goi cuoc dien thoai'],
  ])('%s is compared as “%s”', (name, comparable) => {
    expect(comparableName(name)).toBe(comparable);
  });

  test('comparing is symmetric, and no spelling of one name makes it another', () => {
    fc.assert(fc.property(words, words, fc.constantFrom('Gói thầu số 7: ', '', '  "'), (one, other, before) => {
      expect(sameName(one, other)).toBe(sameName(other, one));
      expect(sameName(one, before + one.toUpperCase().normalize('NFD').replaceAll(' ', '  - '))).toBe(true);
      expect(comparableName(comparableName(one))).toBe(comparableName(one));
    }));
  });

  test('a short name inside a longer one says nothing', () => {
    expect([sameName('Thuê', 'Thuê máy chủ'), sameName('Thuê hệ thống thư điện tử', 'Hợp đồng thuê hệ thống thư điện tử năm 2026')]).toEqual([false, true]);
  });

  test('revisions', () => {
    expect(['IB2600000001-01', 'IB2600000001', 'IB2600000001-00', ''].map(revisionOf)).toEqual([1, undefined, 0, undefined]);
  });
});
