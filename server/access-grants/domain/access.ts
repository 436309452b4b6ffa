/** The closed lists of a vendor's access; the walls of the database hold the same codes. */

/** The kind of subject that permissions about access look at: everything granted belongs to the agency of its contract. */
export const ACCESS_SUBJECT = 'AccessGrant';

/** 'grant' for a term; 'standing' is approved beforehand and opened use by use; 'emergency' (break glass) is opened at once and reviewed afterwards. */
export const accessForms = ['grant', 'standing', 'emergency'] as const;
export type AccessForm = (typeof accessForms)[number];

/** The phases of a contract in which its vendor may reach a system (domain reference 3.3). */
export const accessPhases = ['trial', 'operation', 'remediation', 'handover'] as const;
export type AccessPhase = (typeof accessPhases)[number];

/** The only purposes of access (điểm c khoản 2 Điều 6); the codes are those of the library access-terms. */
export const purposes = ['incident-handling', 'upgrade-support', 'administration-support', 'operation-support'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * The planes of permission (domain reference 1.2, X2): infrastructure and application may be granted; administering data never for data that the state
 * manages (điểm b khoản 2 Điều 6).
 */
export const planes = ['infrastructure', 'application', 'data'] as const;
export type Plane = (typeof planes)[number];

export const environments = ['production', 'staging', 'development'] as const;
export type Environment = (typeof environments)[number];

export const methods = ['ssh', 'vpn', 'bastion', 'remote-desktop', 'web-console', 'remote-support', 'api', 'on-site'] as const;
export type Method = (typeof methods)[number];

export const supervisions = ['attended', 'recorded', 'sampled'] as const;
export type Supervision = (typeof supervisions)[number];

/** How an account was taken out of the hands of whoever held it (điểm b khoản 4 Điều 6). */
export const closureActions = ['disabled', 'password-changed', 'removed'] as const;
export type ClosureAction = (typeof closureActions)[number];

/** What is out of order about a session. */
export const sessionMarks = ['without-grant', 'outside-term', 'outside-window', 'person-not-named', 'account-not-named', 'address-not-allowed', 'not-opened', 'unsupervised'] as const;
export type SessionMark = (typeof sessionMarks)[number];
