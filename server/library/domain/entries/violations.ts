import type { LabelledEntry, Length, LibraryEntry } from './entry.js';
import type { Mark } from '../marks.js';

export type ViolationLevelCode = 'V1' | 'V2' | 'V3' | 'V4';

/** A sign of violation (DH) with the level it starts at; the levels are the agency's own scale. */
export interface ViolationSign extends LibraryEntry {
  readonly text: string;
  readonly defaultLevel: ViolationLevelCode;
  readonly alternatives: readonly { readonly level: ViolationLevelCode; readonly when: string }[];
  readonly note: string | null;
}

/** A level of violation with what it brings, or a rule that moves a case from level to level. */
export type ViolationLevelEntry = ViolationLevel | ViolationEscalation;

export interface ViolationLevel extends LabelledEntry {
  readonly kind: 'level';
  readonly order: number;
  readonly criteria: string;
  readonly pause: 'none-with-reason' | 'partial' | 'whole' | 'suspend';
  readonly pauseText: string;
  readonly revoke: 'account-concerned' | 'all' | 'all-at-once' | 'all-and-isolate';
  readonly revokeText: string;
  readonly inspectionText: string;
  readonly decidedBy: string;
  readonly remedyWithin?: Length;
  readonly preliminaryReportWithin?: Length;
  readonly reportWithin: Length;
  readonly confirmWithin?: Length;
}

export interface ViolationEscalation extends LibraryEntry {
  readonly kind: 'escalation';
  readonly text: string;
  readonly change: 'to-V3' | 'plus-one' | 'down-by-report';
  readonly withinMonths?: number;
  readonly fromLevel?: number;
}

/** A level of incident (khoản 4 Điều 14), a scale of its own beside risk and violation. */
export interface IncidentLevel extends LabelledEntry {
  readonly order: number;
  readonly summary: string;
  /** Whether it asks for the urgent report of khoản 6 Điều 14. */
  readonly urgentReport: boolean;
}

export interface IncidentKind extends LabelledEntry {
  readonly forms: readonly string[];
}

/** A deadline (D-01 to D-12): what starts it, how long it runs, who is told. */
export interface ClockRule extends LabelledEntry {
  readonly kind: 'immediate' | 'duration' | 'fixed-date';
  readonly startsAt:
    | 'detection'
    | 'occurrence'
    | 'incident-high'
    | 'vendor-detection'
    | 'decision'
    | 'decision-or-sign'
    | 'sign-recorded'
    | 'end-of-term'
    | 'calendar-year';
  /** For durations; several when the length depends on the level of violation. */
  readonly lengths: readonly (Length & { readonly appliesTo?: readonly ViolationLevelCode[] })[];
  /** For fixed dates: `before` is month-day; the last day is the one before it. */
  readonly fixedDates: readonly { readonly before: string; readonly to: string; readonly mark: Mark; readonly source: string }[];
  readonly addressee: string | null;
  /** Whether the length itself is law; the duty can be law while the hours are the agency's own. */
  readonly lengthMark: Mark;
}

/** A length of time that is no report clock: independent run, pause, transitional review … */
export interface Period extends LabelledEntry {
  readonly length: Length;
}
