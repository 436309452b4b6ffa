import Joi from 'joi';
import { sha256 } from '../../kernel/canonical.js';
import type { FrozenRecord } from '../domain/record-model.js';

/** The frozen bytes of a record no longer have the hash they were frozen with: never printed, never believed. */
export class RecordCorrupt extends Error {
  constructor(readonly recordId: string) {
    super(`the frozen model of record ${recordId} does not match its hash`);
    this.name = 'RecordCorrupt';
  }
}

const instant = Joi.date().iso().allow(null).required();

/** Instants come back as instants; the rest was typed when it was frozen, and the hash says it is still that. */
const schema = Joi.object<FrozenRecord>({
  schema: Joi.valid(1).required(),
  kind: Joi.string().required(),
  frame: Joi.object({
    parentName: Joi.string().allow(null).required(),
    agencyName: Joi.string().required(),
    place: Joi.string().required(),
    symbol: Joi.string().allow(null).required(),
    productCode: Joi.string().required(),
    preparedOn: Joi.string().required(),
  }).required(),
  basisLines: Joi.array().items(Joi.string()).required(),
  model: Joi.object({
    form: Joi.string().required(),
    title: Joi.string().required(),
    subject: Joi.string().required(),
    blocks: Joi.array().required(),
    signatures: Joi.array().required(),
    minutes: Joi.object({ startedAt: instant, endedAt: instant }).unknown(true),
  }).unknown(true).required(),
});

/** Reads a record back from its frozen bytes. @throws RecordCorrupt */
export function readFrozenRecord(row: { readonly id: string; readonly model: Buffer; readonly modelSha256: string }): FrozenRecord {
  if (sha256(row.model) !== row.modelSha256) throw new RecordCorrupt(row.id);
  const parsed: unknown = JSON.parse(row.model.toString('utf8'));
  return Joi.attempt(parsed, schema);
}
