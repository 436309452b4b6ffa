import { presentTimeline, type EventTexts, type TimelineModel } from '../../audit-trail/index.js';
import type { FormBody } from '../../platform/http/forms.js';
import type { ContractHistory } from '../application/read-contract-history.js';
import { withoutAmounts } from './event-texts.js';
import { contractPaths } from './paths.js';

/** The history of a contract as partials/timeline shows it, with the ways to older events and back to the newest. */
export interface HistoryModel extends TimelineModel {
  readonly moreHref: string | undefined;
  readonly newestHref: string | undefined;
}

/** An event's identifier in an address: a positive number the database can hold; anything else means nothing. */
const EVENT_ID = /^[1-9]\d{0,17}$/;

/** The event before which the address asks for the history; undefined for the newest. */
export function historyBefore(query: FormBody): bigint | undefined {
  const asked = query['truoc'];
  return typeof asked === 'string' && EVENT_ID.test(asked) ? BigInt(asked) : undefined;
}

/** The history section; amounts of money only for those who may examine the contract. @throws when an event has no sentence */
export function historySection(id: string, history: ContractHistory, before: bigint | undefined, texts: EventTexts, examines: boolean): HistoryModel {
  const { events, olderThan } = history;
  return {
    ...presentTimeline(examines ? events : events.map(withoutAmounts), texts),
    moreHref: olderThan === undefined ? undefined : contractPaths.olderHistory(id, olderThan),
    newestHref: before === undefined ? undefined : `${contractPaths.contract(id)}#lich-su`,
  };
}
