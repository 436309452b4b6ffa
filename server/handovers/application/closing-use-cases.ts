import type { PastEvent } from '../../audit-trail/index.js';
import type { SubjectReaders } from '../../attachments/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Verdict } from '../../kernel/refusal.js';
import type { Library } from '../../library/index.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { ClosingAction } from '../domain/closing.js';
import type { ClosingNotices } from '../domain/notices.js';
import type { StoredNotices } from '../persistence/notices.js';
import type {
  AddAccount, AddItem, AskAbsence, BeginRun, CloseContract, ConfirmDelivery, DecideAbsence, FinishRun, NameGuest, ReceiveItem, RecordDestruction, RecordRetainedCopy, RecordSurvey, RecordTest, SettleAccount,
  StartClosing,
} from './commands.js';
import type { PaperKind } from './draw-up-records.js';
import type { AccountDetail, ClosingDetail, ClosingRow, DeliveryRow, ItemDetail, StartingGround, SurveyDetail } from './read-models.js';

/**
 * The acts of this room. Each is one transaction: refusals are Refused with a code of the domain policies, wrong input InvalidInput with codes by field, what
 * others changed meanwhile Conflict; NotFound where the person may not know of it, Forbidden with the roles that may.
 */
export interface ClosingActs {
  /** Records: closing.started, and record.prepared for the request and plan (HS-25). InvalidInput {requestedOn: 'future' | 'before-signing', dueOn: 'before-request', ground: 'missing', reason: 'no-case' | 'term-far'}. @returns the closing */
  start(context: ActContext, principal: Principal, command: StartClosing): Promise<{ readonly id: string }>;
  /** Records: closing.item-added. InvalidInput {systemId: 'unknown'} */
  addItem(context: ActContext, principal: Principal, command: AddItem): Promise<{ readonly id: string }>;
  /** Records: closing.item-received. InvalidInput {effectiveOn: 'future' | 'before-signing', giverPersonId: 'unknown', files: 'unsigned'} */
  receive(context: ActContext, principal: Principal, command: ReceiveItem): Promise<{ readonly id: string; readonly closingId: string }>;
  /** Records: closing.delivery-confirmed. InvalidInput {name: 'missing'}. @returns the item */
  confirmDelivery(context: ActContext, principal: Principal, command: ConfirmDelivery): Promise<{ readonly itemId: string }>;
  /** Records: closing.guest-named. InvalidInput {organisation: 'vendor'} */
  nameGuest(context: ActContext, principal: Principal, command: NameGuest): Promise<{ readonly id: string }>;
  /** Records: closing.item-tested. InvalidInput {ranAt: 'future' | 'before-delivery', tester: 'one' | 'unknown' | 'receiver' | 'giver', files: 'none'}. @returns the item */
  recordTest(context: ActContext, principal: Principal, command: RecordTest): Promise<{ readonly itemId: string }>;
  /** Records: closing.absence-asked. */
  askAbsence(context: ActContext, principal: Principal, command: AskAbsence): Promise<{ readonly id: string }>;
  /** Records: closing.absence-decided. InvalidInput {note: 'missing'}. @returns the item */
  decideAbsence(context: ActContext, principal: Principal, command: DecideAbsence): Promise<{ readonly itemId: string }>;
  /** Records: closing.account-added. InvalidInput {systemId: 'unknown', kind: 'unknown', name: 'known'} */
  addAccount(context: ActContext, principal: Principal, command: AddAccount): Promise<{ readonly id: string }>;
  /** Records: closing.account-settled. InvalidInput {doneTime: 'future' | 'before-start', files: 'none'}. @returns the closing and the next account that is not settled */
  settleAccount(context: ActContext, principal: Principal, command: SettleAccount): Promise<{ readonly closingId: string; readonly nextAccountId: string | undefined }>;
  /** Records: closing.surveyed. InvalidInput {systemId: 'unknown', takenAt: 'future' | 'before-start', rows: 'none'} */
  recordSurvey(context: ActContext, principal: Principal, command: RecordSurvey): Promise<{ readonly id: string; readonly alive: number; readonly unclear: number }>;
  /** Records: closing.run-began, access.revoked. @returns the run and how many grants ended */
  beginRun(context: ActContext, principal: Principal, command: BeginRun): Promise<{ readonly id: string; readonly grants: number }>;
  /** Records: closing.run-finished. @returns the closing */
  finishRun(context: ActContext, principal: Principal, command: FinishRun): Promise<{ readonly closingId: string }>;
  /** Records: closing.copies-destroyed. InvalidInput {doneTime: 'future' | 'before-run'} */
  recordDestruction(context: ActContext, principal: Principal, command: RecordDestruction): Promise<{ readonly id: string }>;
  /** Records: closing.copy-retained. InvalidInput {until: 'past'} */
  recordRetainedCopy(context: ActContext, principal: Principal, command: RecordRetainedCopy): Promise<{ readonly id: string }>;
  /** Records: closing.closed. Refused 'closing-obstacles'. @returns the contract */
  close(context: ActContext, principal: Principal, command: CloseContract): Promise<{ readonly contractId: string }>;
  /** Freezes a paper as the closing stands now. Records: record.prepared. @returns the record */
  drawUp(context: ActContext, principal: Principal, wanted: { readonly closingId: string; readonly kind: PaperKind }): Promise<string>;
  /** Says how many days before the end of a term people are reminded of it. Records: setting.closing-notices-set. Conflict when somebody saved since `version` was read */
  setNotices(context: ActContext, principal: Principal, notices: ClosingNotices, version: number): Promise<void>;
}

/** What pages read. Each is one statement, and checks the ability itself unless it says otherwise. */
export interface ClosingReadings {
  readonly library: () => Library;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly now: () => Date;
  /** Whether this person may do `action` about closings of an agency. */
  may(principal: Principal, action: string, agencyId: string): boolean;
  /** Whether a person's reading reaches more than one agency: then registers say which. */
  reachesSeveral(principal: Principal): boolean;
  /** What closing a contract would begin on. @throws NotFound, Forbidden ('start') */
  startingGround(principal: Principal, contractId: string): Promise<StartingGround>;
  /** Until when everything is to be handed over unless the contract says otherwise (D-12); undefined when the holidays of its year are not known. */
  proposedDue(ground: StartingGround): CalendarDay | undefined;
  /** How many days before the end of a term people are reminded of it; version 0 as long as nobody set it. */
  notices(): Promise<StoredNotices>;
  /** What was set before. */
  noticesHistory(id: string): Promise<PastEvent[]>;
  /** Whether closing can begin. */
  mayStart(ground: StartingGround): Verdict;
  /** A closing that this person may do `action` about ('read' unless said). @throws NotFound, Forbidden */
  closing(principal: Principal, id: string, action?: ClosingAction): Promise<ClosingDetail>;
  /** The closing of a contract; undefined while there is none. @throws NotFound where this person may not read closings of its agency */
  ofContract(principal: Principal, contractId: string): Promise<ClosingDetail | undefined>;
  /** An item with everything about it. @throws NotFound, Forbidden */
  item(principal: Principal, itemId: string, action?: ClosingAction): Promise<ItemDetail>;
  /** The item of a hand-over and that hand-over. @throws NotFound, Forbidden */
  delivery(principal: Principal, deliveryId: string, action?: ClosingAction): Promise<{ readonly item: ItemDetail; readonly delivery: DeliveryRow }>;
  account(principal: Principal, accountId: string, action?: ClosingAction): Promise<AccountDetail>;
  /** A look at the accounts of a system, row by row. @throws NotFound, Forbidden */
  survey(principal: Principal, surveyId: string): Promise<SurveyDetail>;
  /** Whether the independent run can begin, or why not. */
  mayBeginRun(of: ClosingDetail): Verdict;
  /** Whether the run can be found to have passed today. */
  mayFinishRun(of: ClosingDetail, outcome: FinishRun['outcome']): Verdict;
  /** Whether destruction at the vendor can be recorded: what was handed over is proven first. */
  mayDestroy(of: ClosingDetail): Verdict;
  /** Whether the head may close; draws on the obstacles that the database found. */
  mayClose(of: ClosingDetail): Verdict;
  /** Whether more can come in for an item. */
  mayReceive(of: ItemDetail): Verdict;
  /** Whether a hand-over can be tested, and by whom not. */
  mayTest(delivery: DeliveryRow, of: ItemDetail): Verdict;
  mayAskAbsence(of: ItemDetail, kind: AskAbsence['kind']): Verdict;
  register(principal: Principal, view: RegisterView): Promise<RegisterResult<ClosingRow>>;
  /** All rows of the view, for taking it out. */
  registerRows(principal: Principal, view: RegisterView): RegisterSource<ClosingRow>;
  history(closingId: string): Promise<PastEvent[]>;
  mayReadClosing(principal: Principal, id: string): Promise<boolean>;
  /** For files of hand-overs, tests, accounts and the closing itself. */
  readonly attachmentReaders: SubjectReaders;
}

export type ClosingUseCases = ClosingActs & ClosingReadings;
