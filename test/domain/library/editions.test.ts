import { describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { editionOn } from '../../../server/library/domain/edition.js';
import { createLibrary } from '../../../server/library/domain/library.js';
import { MissingEdition } from '../../../server/library/index.js';
import { parseEditionFile } from '../../../server/library/persistence/library-files.js';
import { hashOf, parseEditions, type StoredEdition } from '../../../server/library/persistence/stored-edition.js';
import { shippedLibrary } from './seeds.js';

const version = (name: string, validFrom: string, validTo: string | null = null) => ({
  version: name,
  validFrom: calendarDay(validFrom),
  validTo: validTo === null ? null : calendarDay(validTo),
});

describe('the version that holds on a day', () => {
  const versions = [version('2026-1', '2026-01-01'), version('2026-7', '2026-07-01'), version('2026-8', '2026-08-19', '2026-12-31')];
  const on = (day: string) => editionOn(versions, calendarDay(day))?.version;

  test('is the one that began last', () => {
    expect([on('2026-01-01'), on('2026-06-30'), on('2026-07-01'), on('2026-08-19')]).toEqual(['2026-1', '2026-1', '2026-7', '2026-8']);
  });

  test('falls back to an open version after one that ended, and is none before the first', () => {
    expect([on('2026-12-31'), on('2027-01-01'), on('2025-12-31')]).toEqual(['2026-8', '2026-7', undefined]);
  });

  test('counts versions of the same day as numbers', () => {
    const same = [version('2026-9', '2026-01-01'), version('2026-10', '2026-01-01')];
    expect(editionOn(same, calendarDay('2026-05-01'))?.version).toBe('2026-10');
  });
});

describe('reading by day and by version', () => {
  test('answers the version, its entries and what a record keeps of it', () => {
    const edition = shippedLibrary.libraryOn('gates', calendarDay('2026-11-21'));
    expect(edition.id).toBe('gates@2026-11-21');
    expect(edition.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(shippedLibrary.edition('gates', '2026-11-21')).toBe(edition);
    expect(shippedLibrary.entryOn('operator-kinds', 'vendor', calendarDay('2026-11-21'))?.label).toBe('Bên cung cấp dịch vụ');
  });

  test('needs at least one version of every library', () => {
    expect(() => createLibrary(parseEditions([parseEditionFile(soundText, file)]))).toThrow('No version of library legal-bases for any day');
  });

  test('says which library lacks which day or version', () => {
    expect(() => shippedLibrary.libraryOn('gates', calendarDay('2025-12-31'))).toThrow(new MissingEdition('gates', '2025-12-31'));
    expect(() => shippedLibrary.edition('gates', '2019-1')).toThrow(new MissingEdition('gates', 'gates@2019-1'));
  });
});

const file = 'fund-sources/2026-1.yaml';
const soundText = `
library: fund-sources
version: '2026-1'
validFrom: '2026-01-01'
title: Nguồn kinh phí
source: Ví dụ
entries:
  - {id: city, label: Ngân sách thành phố, mark: P, source: Ví dụ}
`;

describe('a library file', () => {
  test('is taken with its text in NFC, and its hash does not depend on layout', () => {
    const edition = parseEditionFile(soundText.normalize('NFD'), file);
    expect(edition.title).toBe('Nguồn kinh phí');
    expect(hashOf(edition)).toBe(hashOf(parseEditionFile(`# remark\n${soundText}`, file)));
    expect(hashOf(edition)).not.toBe(hashOf(parseEditionFile(soundText.replace('thành phố', 'tỉnh'), file)));
  });

  test.each([
    ['is no YAML', soundText.replace('title: ', 'title: "'), /2026-1\.yaml/u],
    ['lies under another name', soundText.replace('2026-1', '2026-2'), /holds fund-sources\/2026-2/u],
    ['begins on a day that does not exist', soundText.replace("'2026-01-01'", "'2026-02-30'"), /validFrom/u],
    ['ends before it begins', soundText.replace("title:", "validTo: '2025-12-31'\ntitle:"), /validTo/u],
    ['names an entry twice', `${soundText}  - {id: city, label: Khác, mark: P, source: Ví dụ}\n`, /duplicate/u],
    ['has no source', soundText.replace('source: Ví dụ\nentries', 'entries'), /"source" is required/u],
  ])('that %s is refused by name', (_, content, message) => {
    expect(() => parseEditionFile(content, file)).toThrow(message);
  });

  test.each([
    ['an unknown mark', 'mark: P', 'mark: X', /fund-sources@2026-1#city: "mark" must be one of/u],
    ['an unknown field', 'mark: P', 'mark: P, colour: red', /"colour" is not allowed/u],
    ['no label', 'label: Ngân sách thành phố, ', '', /"label" is required/u],
  ])('with %s in an entry is refused by the entry', (_, from, to, message) => {
    expect(() => parseEditions([parseEditionFile(soundText.replace(from, to), file)])).toThrow(message);
  });

  test('of a library that nobody knows is refused', () => {
    const stray: StoredEdition = { ...parseEditionFile(soundText, file), library: 'weather' };
    expect(() => parseEditions([stray])).toThrow('weather@2026-1: no library of this name');
  });
});
