/** What every page gives its layout; a room's presenter adds its own values beside it. */
export interface PageModel {
  /** Title of the page without product name; "Lỗi: " is put before it when there is an error summary. */
  readonly title: string;
  readonly user?: SignedInUser | undefined;
  /** The agency the user acts in now. */
  readonly agency?: { readonly name: string } | undefined;
  /** Every agency the user may act in; the switch shows from two on. */
  readonly agencies?: readonly AgencyChoice[] | undefined;
  readonly navigation?: readonly NavigationItem[] | undefined;
  /** Open tasks of the user; shown beside "Việc cần làm". */
  readonly todoCount?: number | undefined;
  readonly flash?: Flash | undefined;
  readonly errorSummary?: readonly ErrorSummaryItem[] | undefined;
  readonly csrfToken: string;
  /** Without scripts the page asks for itself again after so many seconds. */
  readonly refreshSeconds?: number | undefined;
  /** True where all data is invented; shows the banner "DỮ LIỆU MINH HỌA". */
  readonly demonstration?: boolean | undefined;
  readonly searchAvailable?: boolean | undefined;
  /** What has to be said on every page of a subject until somebody settles it. */
  readonly standingAlerts?: readonly StandingAlert[] | undefined;
}

export interface StandingAlert {
  readonly heading: string;
  readonly text: string;
  readonly href: string;
  readonly hrefText: string;
}

export interface SignedInUser {
  readonly displayName: string;
  /** Chức vụ and, where it helps, unit: "Phó Giám đốc Sở". */
  readonly post: string;
}

export interface AgencyChoice {
  readonly id: string;
  readonly name: string;
  readonly current: boolean;
}

export interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly icon: IconName;
  readonly current: boolean;
}

/** What the last act did, shown once after the redirect. */
export interface Flash {
  readonly kind: 'settled' | 'info' | 'attention' | 'stop';
  readonly text: string;
}

/** One line of the error summary; `href` is `#` and the id of the field (its name, unless the field was given an id). */
export interface ErrorSummaryItem {
  readonly href: string;
  readonly text: string;
}

/** Colour of a state. Red (`stop`) only for violation, overdue, irreversible; amber for attention; green for settled. */
export type Tone = 'settled' | 'attention' | 'stop' | 'active' | 'neutral';

/** The icons of client/icons.svg. */
export const iconNames = [
  'arrow',
  'back',
  'building',
  'calendar',
  'chart',
  'check',
  'clock',
  'close',
  'contract',
  'dash',
  'document',
  'download',
  'external',
  'file',
  'flag',
  'handover',
  'info',
  'inspect',
  'key',
  'lock',
  'menu',
  'pause',
  'pending',
  'plus',
  'search',
  'server',
  'settings',
  'shield',
  'sort',
  'stop',
  'tasks',
  'user',
  'vendor',
  'warning',
] as const;

export type IconName = (typeof iconNames)[number];

/** A state as `partials/state` shows it: always icon and word. */
export interface StateModel {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: string;
}
