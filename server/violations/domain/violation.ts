/** What abilities are asked about; the permission lines stand in web/permissions.ts. */
export const VIOLATION_SUBJECT = 'ViolationCase';

/** What somebody may do about a case, in the words of the permission lines. */
export type ViolationAction =
  | 'read'
  | 'open'
  | 'raise-level'
  | 'contain'
  /** Out of hours, at Mức 3 and Mức 4: the IT officer on duty. */
  | 'contain-at-once'
  | 'confirm-containment'
  | 'confirm-done'
  | 'record-notice'
  | 'record-report'
  | 'record-remedy'
  | 'verify-remedy'
  | 'extend'
  | 'resume'
  | 'close'
  /** Of the agency that manages the system which another agency asks to have suspended. */
  | 'answer-proposal'
  | 'draw-up';

/** From where a case was opened. */
export const caseSources = ['contract', 'system', 'session', 'review', 'incident'] as const;
export type CaseSource = (typeof caseSources)[number];

/** Whether access is taken back under the contract alone, or under every contract of the agency with this vendor. */
export const breadths = ['contract', 'vendor'] as const;
export type Breadth = (typeof breadths)[number];

/** Tạm dừng (with its end) and đình chỉ (with what lifts it): two measures, never both in one decision (domain reference 11.3). */
export const suspensionKinds = ['pause', 'stop'] as const;
export type SuspensionKind = (typeof suspensionKinds)[number];

/** The whole system, or a function, a connection, an environment of it. */
export const suspensionScopes = ['whole', 'part'] as const;
export type SuspensionScope = (typeof suspensionScopes)[number];

/** To whom notices of a case go (domain reference 11.5). */
export const noticeAddressees = ['vendor', 'police', 'owner', 'superior'] as const;
export type NoticeAddressee = (typeof noticeAddressees)[number];

/** How a notice was delivered. */
export const deliveries = ['document-system', 'post', 'mail', 'in-person'] as const;
export type Delivery = (typeof deliveries)[number];

/** How a case ends: the systems run again, the contract ends early, or there was nothing in the signs. */
export const caseOutcomes = ['resumed', 'ended', 'unfounded'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Hours within which the head confirms what the officer on duty did (quy định nội bộ, domain reference 11.3). */
export const CONFIRM_HOURS = 24;

/** What files are attached for when signs are recorded; minutes of the signs list these and no others. */
export const EVIDENCE_PURPOSE = 'Chứng cứ về dấu hiệu vi phạm';
