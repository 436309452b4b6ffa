import type { Refusal } from '../../kernel/refusal.js';
import type { MediaType } from '../evidence-store/index.js';
import type { NavigationItem, StandingAlert } from '../views/page-model.js';
import type { Views } from '../views/views.js';
import type { FileAnswer } from './answers.js';
import type { ActContext } from '../database/transactions.js';
import type { ExportPlaces } from './export-places.js';
import type { ExportAnswer, ExportedList } from './exported-list.js';
import type { FlashCarrier } from './flash.js';
import type { KeptForms } from './kept-forms.js';
import type { Principal } from './principal.js';
import type { SessionIdentity, SessionStore } from './session-store.js';
import type { CsrfGuard } from './security.js';
import type { RequestHandler, Response } from 'express';

import type { Logger } from 'pino';

/** What the HTTP plumbing needs from the rest of the product; compose.ts fills it, so that the plumbing knows no room. */
export interface Site {
  readonly views: Views;
  readonly csrf: CsrfGuard;
  readonly flash: FlashCarrier;
  readonly sessions: SessionStore;
  readonly keptForms: KeptForms;
  readonly log: Logger;
  /** Reads the person that the session statement loaded; undefined when the account is closed. */
  principalOf(identity: SessionIdentity, chosenAgency: string | undefined): Principal | undefined;
  /** Vietnamese names of the roles that may do this somewhere. */
  rolesThatMay(action: string, subject: string): readonly string[];
  navigation(principal: Principal, section: string | undefined): readonly NavigationItem[];
  /** Open tasks of this person today. */
  todoCount(principal: Principal): Promise<number>;
  /** What is said on top of every page about the subject that an address names, as long as it stands; none for most addresses. */
  standingAlerts(principal: Principal, path: string): Promise<readonly StandingAlert[]>;
  /** A person has acted: what was remembered about their tasks no longer holds. */
  acted(userId: string): void;
  refusalText(refusal: Refusal): string;
  /** Takes in the files of a multipart form, of these kinds or else of the usual ones, and its fields (into request.body). */
  readonly receiveFiles: (accept: readonly MediaType[] | undefined) => RequestHandler;
  sendFile(response: Response, file: FileAnswer): Promise<void>;
  /** Limits how many lists go out at once. */
  readonly exportPlaces: ExportPlaces;
  /** Leaves the audit event of a list that goes out, and gives its instant. */
  recordExport(act: ActContext, principal: Principal, exported: { readonly list: ExportedList; readonly format: ExportAnswer['format']; readonly total: number }): Promise<Date>;
  /** Invented data: every page says so. */
  readonly demonstration: () => boolean;
  readonly searchAvailable: boolean;
}

/** Where the pages that the plumbing itself sends people to are. */
export const signInPath = '/dang-nhap';
export const changePasswordPath = '/tai-khoan/mat-khau';
export const signOutPath = '/dang-xuat';
