import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { goesToCity, spokenChannels, stopsByReport, type ReportChannel } from './duty-clock.js';

/** May a report be recorded for this clock? Only where a report stops it; further reports may follow the one that did. */
export function mayReport(clock: string): Verdict<'clock-without-report'> {
  return stopsByReport(clock) ? allow : refuse('clock-without-report', { clause: 'internal' });
}

/** May lateness be explained? Once, for a clock that was overdue when it was recorded. */
export function mayExplain(facts: { readonly lateAtStart: boolean; readonly explained: boolean }): Verdict<'clock-not-late' | 'clock-explained'> {
  if (!facts.lateAtStart) return refuse('clock-not-late', { clause: 'internal' });
  return facts.explained ? refuse('clock-explained', { clause: 'internal' }) : allow;
}

/** May city oversight acknowledge a report? Once, one that goes to Công an thành phố. */
export function mayAcknowledge(facts: { readonly clock: string; readonly received: boolean }): Verdict<'report-not-to-city' | 'report-received'> {
  if (!goesToCity(facts.clock)) return refuse('report-not-to-city', { clause: 'internal' });
  return facts.received ? refuse('report-received', { clause: 'internal' }) : allow;
}

/** May the agency record, with proof, that a body without an account here received a report? Once, one that does not go to Công an thành phố. */
export function mayRecordReceipt(facts: { readonly clock: string; readonly received: boolean }): Verdict<'report-received-by-city' | 'report-received'> {
  if (goesToCity(facts.clock)) return refuse('report-received-by-city', { clause: 'internal' });
  return facts.received ? refuse('report-received', { clause: 'internal' }) : allow;
}

/** What a report says of how it went out. */
export interface SentReport {
  readonly channel: ReportChannel;
  readonly sentAt: Date;
  readonly receiverName: string | undefined;
  readonly number: string | undefined;
  readonly recordId: string | undefined;
  readonly files: number;
}

export type ReportFaults = Readonly<Partial<Record<'sentTime' | 'receiverName' | 'number' | 'files', string>>>;

/**
 * What is missing or impossible about a report, as codes by field: who took it by telephone or in person, the number of a document, the proof of what went out by mail or
 * through another system. The urgent report may be older than the start of its clock, which is the moment at which the level was written down.
 */
export function faultsOfReport(report: SentReport, clock: { readonly startKind: string; readonly startedAt: Date }, now: Date): ReportFaults {
  const tooEarly = clock.startKind !== 'incident-high' && report.sentAt < clock.startedAt;
  return {
    ...(report.sentAt > now ? { sentTime: 'future' } : tooEarly ? { sentTime: 'before-start' } : {}),
    ...(spokenChannels.includes(report.channel) && report.receiverName === undefined ? { receiverName: 'missing' } : {}),
    ...(report.channel === 'document' && report.recordId === undefined && report.number === undefined ? { number: 'missing' } : {}),
    ...((report.channel === 'mail' || report.channel === 'system') && report.files === 0 ? { files: 'missing' } : {}),
  };
}
