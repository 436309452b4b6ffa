import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Joi from 'joi';
import { parse as parseYaml } from 'yaml';
import { foldText } from '../../../server/kernel/text.js';

interface SeededAgency {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly place: string;
  readonly symbol: string;
  readonly symbolMark: string;
  readonly nameSince?: string;
  readonly aliases: readonly string[];
  readonly formerNames?: readonly { readonly name: string; readonly mark: string }[];
  readonly note?: string;
  readonly listNumber: number | null;
}

const day = Joi.string().pattern(/^\d{4}-\d\d-\d\d$/u);
const agencySchema = Joi.object<SeededAgency>({
  code: Joi.string().pattern(/^[a-z0-9]+(-[a-z0-9]+)*$/u).required(),
  name: Joi.string().required(),
  kind: Joi.string().valid('city', 'police', 'front', 'department', 'ward', 'commune', 'special_zone').required(),
  parent: Joi.string().allow(null).required(),
  place: Joi.string().required(),
  symbol: Joi.string().max(20).required(),
  symbolMark: Joi.string().valid('S', 'P').required(),
  nameSince: day,
  aliases: Joi.array().items(Joi.string()).unique().required(),
  formerNames: Joi.array().items(
    Joi.object({
      name: Joi.string().required(),
      relation: Joi.string().valid('renamed', 'taken-over').required(),
      since: day.allow(null).required(),
      until: day.allow(null).required(),
      mark: Joi.string().valid('S', 'V', '2nd', 'U').required(),
    }),
  ),
  note: Joi.string(),
  listNumber: Joi.number().integer().min(1).max(128).allow(null).required(),
});

const file = path.resolve(import.meta.dirname, '../../../seeds/agencies/hai-phong.yaml');
const document: unknown = parseYaml(await readFile(file, 'utf8'));
const { agencies } = Joi.attempt(
  document,
  Joi.object<{ agencies: SeededAgency[] }>({ agencies: Joi.array().items(agencySchema).required() }).unknown(),
);

const ofKind = (kind: string) => agencies.filter((agency) => agency.kind === kind);

describe('the agencies of Hải Phòng', () => {
  test('are the 128 of the list, the city, its police and Sở Khoa học và Công nghệ', () => {
    expect(agencies).toHaveLength(131);
    const numbers = agencies.flatMap((agency) => agency.listNumber ?? []);
    expect(numbers).toEqual(Array.from({ length: 128 }, (_, index) => index + 1));
    expect(agencies.filter((agency) => agency.listNumber === null).map((agency) => agency.code)).toEqual([
      'ubnd-thanh-pho',
      'cong-an-thanh-pho',
      'so-khoa-hoc-va-cong-nghe',
    ]);
    expect([ofKind('department').length, ofKind('ward').length, ofKind('commune').length, ofKind('special_zone').length]).toEqual([14, 45, 67, 2]);
  });

  test('have codes of their own and stand under the city', () => {
    expect(new Set(agencies.map((agency) => agency.code)).size).toBe(agencies.length);
    expect(ofKind('city').map((agency) => [agency.code, agency.parent])).toEqual([['ubnd-thanh-pho', null]]);
    expect(agencies.filter((agency) => agency.parent !== 'ubnd-thanh-pho').map((agency) => agency.code)).toEqual(['ubnd-thanh-pho']);
  });

  test('write records at Hải Phòng when they are bodies of the city, else at their own place', () => {
    for (const agency of agencies) {
      const local = ['ward', 'commune', 'special_zone'].includes(agency.kind);
      expect(agency.place === 'Hải Phòng').toBe(!local);
      expect(!local || foldText(agency.name).endsWith(foldText(agency.place))).toBe(true);
    }
  });

  test('keep their names as given; no spelling means two agencies', () => {
    expect(agencies.find((agency) => agency.listNumber === 48)).toMatchObject({ name: 'UBND xã Đại sơn', place: 'Đại Sơn' });
    const owners = new Map<string, string>();
    for (const agency of agencies) {
      for (const spelling of [agency.name, ...agency.aliases]) {
        const known = spelling.toLowerCase().normalize('NFC');
        expect([spelling, owners.get(known) ?? agency.code]).toEqual([spelling, agency.code]);
        owners.set(known, agency.code);
      }
      expect(agency.aliases).not.toContain(agency.name);
    }
  });

  test('former names that nobody verified are marked so', () => {
    const former = agencies.flatMap((agency) => agency.formerNames ?? []);
    expect(former.length).toBeGreaterThan(0);
    expect(former.every((name) => name.mark === 'U')).toBe(true);
  });
});
