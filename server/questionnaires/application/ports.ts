import type { Source } from '../persistence/questionnaires.js';

/** What is asked for a contract: the criteria that apply to it now, and the assessment they serve. */
export interface AskedCriteria {
  readonly assessmentId: string | null;
  /** 'risk-criteria@2026-11-21'. */
  readonly edition: string;
  /** In the order of the library. */
  readonly criteria: readonly string[];
}

/** Which criteria apply to a contract: filled from the room of risk assessments. */
export type CriteriaOf = (source: Source, contractId: string) => Promise<AskedCriteria>;

/** Subject and text of the message that brings a link. */
export type InvitationText = (facts: {
  readonly agencyName: string;
  readonly vendorName: string;
  readonly contract: string;
  readonly recipientName: string;
  readonly link: string;
  readonly expiresAt: Date;
  /** Why the vendor is asked again; undefined when it is asked for the first time. */
  readonly reopenReason: string | undefined;
}) => { readonly subject: string; readonly text: string };

/** Writes the address of the vendor's page for a token, as reached from outside. */
export type LinkAddress = (token: string) => string;
