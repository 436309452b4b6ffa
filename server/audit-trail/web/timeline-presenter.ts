import { dayOf, formatDay } from '../../kernel/calendar-day.js';
import type { PastEvent } from '../application/read-history.js';

/** The sentence of each event type, written by the room that records it. */
export type EventTexts = Readonly<Record<string, (event: PastEvent) => string>>;

/** A history as partials/timeline shows it: newest first, by day. */
export interface TimelineModel {
  readonly days: readonly { readonly day: string; readonly entries: readonly { readonly time: string; readonly who: string; readonly text: string }[] }[];
}

/**
 * Turns events into a time line, in Vietnam's time.
 * @throws when an event has no sentence: a history with silent gaps would lie
 */
export function presentTimeline(events: readonly PastEvent[], texts: EventTexts): TimelineModel {
  const days = new Map<string, { time: string; who: string; text: string }[]>();
  for (const event of events) {
    const sentence = texts[event.type];
    if (sentence === undefined) throw new Error(`no sentence for audit event ${event.type}`);
    const day = formatDay(dayOf(event.at));
    const entries = days.get(day) ?? [];
    entries.push({ time: timeOfDay(event.at), who: whoOf(event), text: withOneStop(sentence(event)) });
    days.set(day, entries);
  }
  return { days: [...days].map(([day, entries]) => ({ day, entries })) };
}

/** A text that somebody typed with a stop at its end keeps that one: a sentence ends once. */
function withOneStop(sentence: string): string {
  return sentence.replaceAll(/([.…!?])\.(?=\s|$)/gu, '$1');
}

function whoOf(event: PastEvent): string {
  if (event.actorName === null) return 'Hệ thống';
  return event.actorPost === null ? event.actorName : `${event.actorName} (${event.actorPost})`;
}

const clockFace = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });

function timeOfDay(instant: Date): string {
  return clockFace.format(instant);
}
