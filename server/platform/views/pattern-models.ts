import type { StateModel, Tone } from './page-model.js';

/** Shapes of the patterns of a subject page, one for each partial of the same name. Every text comes ready from a presenter. */

/** Why an act would be refused now, and on what ground ("khoản 1 Điều 6", "quy định nội bộ"). */
export interface ClosedAct {
  readonly reason: string;
  readonly clause?: string | undefined;
}

/** `partials/act`: a link to the page that does it (`href`) or a form that does it (`action`), or closed. */
export interface ActModel {
  readonly text: string;
  readonly id?: string | undefined;
  readonly href?: string | undefined;
  readonly action?: string | undefined;
  readonly version?: number | undefined;
  readonly danger?: boolean | undefined;
  readonly secondary?: boolean | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly closed?: ClosedAct | undefined;
}

/** `partials/clock`. */
export interface ClockModel {
  readonly tone: Exclude<Tone, 'active'>;
  /** "còn 5 giờ 12 phút" or "quá hạn 2 ngày". */
  readonly left: string;
  /** "17:30 ngày 21/11/2026", and the same moment for machines. */
  readonly due: string;
  readonly dueIso: string;
  readonly label?: string | undefined;
  /** What stops the clock. */
  readonly stops?: string | undefined;
}

/** `partials/next-step`. */
export interface NextStepModel {
  readonly text: string;
  readonly who?: string | undefined;
  readonly clock?: ClockModel | undefined;
  readonly href?: string | undefined;
  readonly hrefText?: string | undefined;
  readonly mine?: boolean | undefined;
}

/** One of the four in `partials/rail`. */
export interface RailDuty extends StateModel {
  readonly number: number;
  readonly name: string;
  readonly href: string;
  readonly settled?: number | undefined;
  readonly total?: number | undefined;
  readonly worst?: string | undefined;
  readonly current?: boolean | undefined;
}

/** One row of `partials/gate`. */
export interface GateCondition {
  readonly standing: 'met' | 'unmet' | 'not-applicable';
  readonly sentence: string;
  readonly clause: string;
  readonly note?: string | undefined;
  readonly evidence?: { readonly text: string; readonly href: string } | undefined;
  readonly settle?: { readonly text: string; readonly href: string } | undefined;
  /** What is still missing one by one, folded under its count; a link where the reader can go on. */
  readonly open?: { readonly summary: string; readonly items: readonly { readonly text: string; readonly href?: string | undefined }[] } | undefined;
}

/** `partials/gate`. */
export interface GateModel {
  readonly id?: string | undefined;
  readonly heading: string;
  readonly count: string;
  readonly conditions: readonly GateCondition[];
  readonly act?: ActModel | undefined;
}

/** `partials/request-sentence`. */
export interface RequestSentenceModel {
  readonly id?: string | undefined;
  readonly heading: string;
  /** The sentence in pieces, each with its own spaces and commas; `mark` where a piece is unusual. */
  readonly parts: readonly { readonly text: string; readonly mark?: string | undefined }[];
  readonly unusual?: readonly { readonly mark: string; readonly text: string; readonly why: string }[] | undefined;
  readonly facts?: readonly SummaryRow[] | undefined;
  readonly version?: number | undefined;
  readonly approve: { readonly action: string; readonly text: string; readonly closed?: ClosedAct | undefined };
  readonly return: {
    readonly action: string;
    readonly text: string;
    readonly name: string;
    readonly label?: string | undefined;
    readonly value?: string | undefined;
    readonly error?: string | undefined;
  };
}

/** `partials/irreversible`. */
export interface IrreversibleModel {
  readonly lead: string;
  readonly clause?: string | undefined;
  readonly steps: readonly { readonly text: string; readonly names?: readonly string[] | undefined }[];
  readonly action: string;
  readonly version?: number | undefined;
  readonly act: { readonly text: string; readonly closed?: ClosedAct | undefined };
  readonly ground?: { readonly name: string; readonly label: string; readonly hint?: string; readonly value?: string; readonly error?: string } | undefined;
  readonly confirm?: { readonly name: string; readonly label: string; readonly hint?: string; readonly error?: string; readonly checked?: boolean } | undefined;
  readonly cancelHref: string;
  readonly cancelText?: string | undefined;
}

/** One row of `partials/summary-list`. */
export interface SummaryRow {
  readonly key: string;
  readonly value?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly href?: string | undefined;
  readonly state?: StateModel | undefined;
  readonly note?: string | undefined;
  readonly changeHref?: string | undefined;
  readonly changeText?: string | undefined;
}

/** One day of `partials/timeline`, newest first. */
export interface TimelineDay {
  readonly day: string;
  readonly entries: readonly {
    readonly time: string;
    readonly who: string;
    readonly text: string;
    readonly href?: string | undefined;
    readonly hrefText?: string | undefined;
  }[];
}

/** One group of `partials/task-list`, most urgent first. */
export interface TaskGroup {
  readonly heading: string;
  readonly tasks: readonly {
    readonly text: string;
    readonly href: string;
    readonly subject: string;
    readonly state?: StateModel | undefined;
    readonly clock?: ClockModel | undefined;
  }[];
}

/** `partials/evidence`. */
export interface EvidenceModel {
  readonly proves: { readonly sentence: string; readonly clause?: string; readonly note?: string };
  readonly state: StateModel;
  readonly document?:
    | {
        readonly name: string;
        readonly href: string;
        readonly kind: string;
        readonly size: string;
        readonly hash: string;
        readonly hashState: StateModel;
        readonly uploaded: string;
        readonly effective?: string | undefined;
      }
    | undefined;
  readonly attachHref?: string | undefined;
  readonly acts?: readonly { readonly href: string; readonly text: string }[] | undefined;
}

/** `partials/conflict`. */
export interface ConflictModel {
  readonly fields: readonly { readonly label: string; readonly theirs: string; readonly yours: string }[];
  readonly who?: string | undefined;
  readonly when?: string | undefined;
  readonly reloadHref?: string | undefined;
}
