import Joi from 'joi';
import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import { calendarDay, isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict } from '../../kernel/errors.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Authorize } from './authorize.js';
import { regulationAmended } from './events.js';

/** Whether the Quy chế has been issued, and as which decision; until then it is cited as "dự thảo Quy chế". */
export type Regulation = { readonly issued: false } | { readonly issued: true; readonly number: string; readonly date: CalendarDay };

interface StoredRegulation {
  readonly issued: boolean;
  readonly number: string | null;
  readonly date: string | null;
}

const stored = Joi.object<StoredRegulation, true>({ issued: Joi.boolean().required(), number: Joi.string().allow(null).required(), date: Joi.string().allow(null).required() });

/** The regulation as the setting says it today. @see citeClause, which takes it as it is */
export async function readRegulation(reader: Reader): Promise<Regulation> {
  return (await readRegulationSetting(reader)).regulation;
}

/** The setting with its row: version 0 as long as nobody has set it. */
export async function readRegulationSetting(reader: Reader): Promise<{ readonly regulation: Regulation; readonly version: number; readonly id: string | undefined }> {
  const row = await reader.row<{ id: string; value: unknown; version: number }>(`SELECT id, value, version FROM setting WHERE key = 'regulation'`);
  return { regulation: regulationOf(row?.value), version: row?.version ?? 0, id: row?.id };
}

function regulationOf(value: unknown): Regulation {
  if (value === undefined) return { issued: false };
  const { issued, number, date } = Joi.attempt(value, stored);
  if (!issued || number === null || date === null || !isCalendarDay(date)) return { issued: false };
  return { issued, number, date: calendarDay(date) };
}

function factsOf(regulation: Regulation): StoredRegulation {
  return regulation.issued ? { issued: true, number: regulation.number, date: regulation.date } : { issued: false, number: null, date: null };
}

/**
 * Says that the regulation is issued (number and date) or not yet.
 * @throws Conflict when somebody saved since `version` was read
 */
export function createSetRegulation(work: UnitOfWork, authorize: Authorize) {
  return async function setRegulation(context: ActContext, principal: Principal, regulation: Regulation, version: number): Promise<void> {
    authorize(principal, 'amend', 'Setting', {});
    await work.run(context, async (tx) => {
      const before = (await tx.query<{ value: unknown }>(`SELECT value FROM setting WHERE key = 'regulation' FOR UPDATE`))[0];
      const next = factsOf(regulation);
      const saved = await tx.query<{ id: string }>(
        version === 0
          ? `INSERT INTO setting (key, value) SELECT 'regulation', $1::jsonb WHERE $2::int = 0 ON CONFLICT (key) DO NOTHING RETURNING id`
          : `UPDATE setting SET value = $1::jsonb, version = version + 1 WHERE key = 'regulation' AND version = $2 RETURNING id`,
        [JSON.stringify(next), version],
      );
      const id = saved[0]?.id;
      if (id === undefined) throw new Conflict({ subject: 'setting', id: 'regulation' });
      await recordEvent(tx, regulationAmended(id, { changes: changesBetween({ ...factsOf(regulationOf(before?.value)) }, { ...next }) }));
    });
  };
}

/** The regulation as sentences need it, at once and without a statement: what was read last. */
export interface KnownRegulation {
  current(): Regulation;
  /** Reads the setting again: at start, after it was set, and every few minutes for what another process set. */
  refresh(): Promise<void>;
}

export function createKnownRegulation(reader: Reader): KnownRegulation {
  let known: Regulation = { issued: false };
  return {
    current: () => known,
    async refresh() {
      known = await readRegulation(reader);
    },
  };
}
