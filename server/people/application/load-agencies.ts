import { readFile } from 'node:fs/promises';
import Joi from 'joi';
import { parse as parseYaml } from 'yaml';
import { recordEvent } from '../../audit-trail/index.js';
import { calendarDay } from '../../kernel/calendar-day.js';
import type { Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import { insertAgency, insertFormerName } from '../persistence/agencies.js';
import { agencyKinds } from '../domain/agency.js';
import { agenciesLoaded } from './events.js';

interface SeededAgency {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly place: string;
  readonly symbol: string;
  readonly nameSince?: string;
  readonly aliases: readonly string[];
  readonly formerNames: readonly { readonly name: string; readonly relation: 'renamed' | 'taken-over'; readonly since: string | null; readonly until: string | null; readonly mark: string }[];
}

interface AgencyFile {
  readonly version: string;
  readonly source: string;
  readonly agencies: readonly SeededAgency[];
}

const day = Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/);
const fileSchema = Joi.object<AgencyFile>({
  version: Joi.string().required(),
  source: Joi.string().required(),
  agencies: Joi.array()
    .required()
    .items(
      Joi.object({
        code: Joi.string().required(),
        name: Joi.string().normalize('NFC').required(),
        kind: Joi.string().valid(...agencyKinds).required(),
        parent: Joi.string().allow(null).required(),
        place: Joi.string().required(),
        symbol: Joi.string().required(),
        nameSince: day,
        aliases: Joi.array().items(Joi.string()).required(),
        formerNames: Joi.array().default([]).items(
          Joi.object({
            name: Joi.string().required(),
            relation: Joi.string().valid('renamed', 'taken-over').required(),
            since: day.allow(null).required(),
            until: day.allow(null).required(),
            mark: Joi.string().required(),
          }),
        ),
      }).unknown(),
    ),
}).unknown();

/**
 * Brings the agencies of the seed file into the database at start: those whose code is not known yet are added, those that exist are left as people
 * have made them. Safe to run by two processes at once and as often as one likes. Records 'agency.loaded' with the file's version and source.
 * @returns how many were added
 * @throws when the file is not what it should be
 */
export async function loadAgencies(work: UnitOfWork, file: string): Promise<number> {
  const parsed: unknown = parseYaml(await readFile(file, 'utf8'));
  const { version, source, agencies } = Joi.attempt(parsed, fileSchema);
  return work.run({ actorId: null, records: ['agency.loaded'] }, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(662008)');
    const known = await knownAgencies(tx);
    const added: string[] = [];
    const codes: string[] = [];
    for (const agency of agencies) {
      if (known.codes.has(agency.code) || known.names.has(agency.name)) continue;
      const parentId = agency.parent === null ? null : (known.codes.get(agency.parent) ?? known.root);
      if (agency.parent === null ? known.root !== undefined : parentId === undefined) continue;
      const id = await addAgency(tx, agency, parentId ?? null, source);
      known.codes.set(agency.code, id);
      if (agency.parent === null) known.root = id;
      added.push(id);
      codes.push(agency.code);
    }
    if (added.length > 0) await recordEvent(tx, agenciesLoaded(added, { version, source, codes }));
    return added.length;
  });
}

async function knownAgencies(tx: Transaction): Promise<{ codes: Map<string, string>; names: Set<string>; root: string | undefined }> {
  const rows = await tx.query<{ id: string; code: string; name: string; root: boolean }>('SELECT id, code, name, parent_id IS NULL AS root FROM agency');
  return { codes: new Map(rows.map(({ code, id }) => [code, id])), names: new Set(rows.map(({ name }) => name)), root: rows.find(({ root }) => root)?.id };
}

async function addAgency(tx: Transaction, agency: SeededAgency, parentId: string | null, source: string): Promise<string> {
  const id = await insertAgency(tx, {
    code: agency.code,
    name: agency.name,
    kind: agency.kind,
    parentId,
    placeName: agency.place,
    recordSymbol: agency.symbol,
    aliases: [...agency.aliases],
    adoptedOn: null,
    nameSince: agency.nameSince === undefined ? null : calendarDay(agency.nameSince),
  });
  for (const former of agency.formerNames) {
    await insertFormerName(tx, {
      agencyId: id,
      name: former.name,
      relation: former.relation,
      since: former.since === null ? null : calendarDay(former.since),
      until: former.until === null ? null : calendarDay(former.until),
      ground: source,
      verified: former.mark !== 'U',
    });
  }
  return id;
}
