import { addDays, startOfDay, today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectNews, type ContractNewsRow } from '../persistence/read-news.js';
import { changeEvents, newsEvents } from './events.js';

export type { ContractNewsRow } from '../persistence/read-news.js';

const NEWS_LIMIT = 10;
const NEWS_DAYS = 30;

/**
 * What beneficiary agencies are told: what happened in the last 30 days to contracts of others that an agency of the reader benefits from,
 * newest first, ten at most. Who reads every agency (city oversight) is told nothing here: nothing of it is theirs.
 */
export function readContractNews(reader: Reader, clock: Clock, principal: Principal): Promise<readonly ContractNewsRow[]> {
  const agencyIds = [...new Set(principal.held.flatMap((held) => held.agencyIds ?? []))];
  if (agencyIds.length === 0) return Promise.resolve([]);
  const since = startOfDay(addDays(today(clock), -NEWS_DAYS));
  return selectNews(reader, principal.ability, { agencyIds, types: newsEvents, changeTypes: changeEvents, since, limit: NEWS_LIMIT });
}
