/** What abilities are asked about; the permission lines stand in web/permissions.ts. */
export const CLOSING_SUBJECT = 'Closing';

/** What somebody may do about a closing, in the words of the permission lines. */
export type ClosingAction =
  | 'read'
  | 'start'
  | 'add-item'
  /** Recording what the vendor handed over, and taking over what came by its link. */
  | 'receive'
  | 'confirm'
  | 'test'
  /** The head names somebody from outside who tests, where the unit is too small. */
  | 'name-guest'
  | 'ask-absence'
  | 'decide-absence'
  | 'add-account'
  | 'settle-account'
  | 'survey'
  | 'begin-run'
  | 'finish-run'
  | 'record-copies'
  | 'close'
  | 'draw-up'
  | 'send-link'
  | 'review'
  | 'answer-review';

/** Why a contract is closed. */
export const closingReasons = ['end-of-term', 'early', 'violation'] as const;
export type ClosingReason = (typeof closingReasons)[number];

/** The order of handing over (domain reference 10); added items stand in one of those that the vendor delivers. */
export const handoverSteps = ['export-and-restore', 'software-and-documents', 'rights-and-rotation', 'accompanying', 'account-revocation', 'deletion'] as const;
export type HandoverStep = (typeof handoverSteps)[number];

/** Steps whose items the vendor delivers; the items of the other two are settled by accounts and copies. */
export const deliveredSteps = ['export-and-restore', 'software-and-documents', 'rights-and-rotation', 'accompanying'] as const;
export type DeliveredStep = (typeof deliveredSteps)[number];

/** Steps whose items are all settled before the independent run begins. */
export const stepsBeforeRun: readonly HandoverStep[] = ['export-and-restore', 'software-and-documents', 'rights-and-rotation'];

/** Whether every hire needs the item, only one that has the thing, or somebody added it to this closing. */
export const requirements = ['every-hire', 'if-exists', 'added'] as const;
export type Requirement = (typeof requirements)[number];

/** How an item stands: derived from deliveries, tests and absences, stored nowhere. */
export const itemStandings = ['missing', 'delivered', 'failed', 'passed', 'absent'] as const;
export type ItemStanding = (typeof itemStandings)[number];

/** "Không có" (there is no such thing), or not asked for though it may exist. */
export const absenceKinds = ['none', 'waived'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** Through the vendor's one-time link, or written down by an officer. */
export const deliveryWays = ['link', 'officer'] as const;
export type DeliveryWay = (typeof deliveryWays)[number];

/** From where an account came on the list. */
export const accountOrigins = ['grant', 'session', 'survey', 'added'] as const;
export type AccountOrigin = (typeof accountOrigins)[number];

/** What is done with an account (điểm b khoản 4 Điều 6: thu hồi và thay đổi mật khẩu, hoặc hủy bỏ). */
export const settlementActions = ['password-changed', 'cancelled', 'rotated', 'transferred'] as const;
export type SettlementAction = (typeof settlementActions)[number];

/** From where a list of the real accounts of a system was taken. */
export const surveySources = ['passwd', 'directory', 'pg_roles', 'other'] as const;
export type SurveySource = (typeof surveySources)[number];

/** Whose an account on such a list is. */
export const accountSides = ['vendor', 'agency', 'unclear'] as const;
export type AccountSide = (typeof accountSides)[number];

/** How an independent run ended. */
export const runOutcomes = ['passed', 'failed'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** What stands in the way of closing; the database finds them (function closing_obstacles). */
export const obstacleCodes = [
  'item-missing', 'item-unproven', 'item-failed', 'absence-waiting', 'run-not-begun', 'run-not-finished', 'run-failed', 'live-access', 'account-open', 'emergency-unreviewed',
  'account-unsettled', 'survey-missing', 'account-alive', 'account-unclear', 'copies-unsettled', 'case-open', 'system-suspended',
] as const;
export type ObstacleCode = (typeof obstacleCodes)[number];

/** Kinds of what files and records of this room belong to. */
export const CLOSING_KIND = 'closing';
export const DELIVERY_KIND = 'handover-delivery';
export const TEST_KIND = 'handover-test';
export const SETTLEMENT_KIND = 'closing-account';
