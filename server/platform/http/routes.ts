import type { Readable } from 'node:stream';
import type { Refusal } from '../../kernel/refusal.js';
import type { Permission } from '../authorization/ability.js';
import type { ActContext } from '../database/transactions.js';
import type { MediaType } from '../evidence-store/index.js';
import type { Uploads } from './uploads.js';
import type { Answer, PageAnswer } from './answers.js';
import type { FieldErrors, Form, FormBody, FormValues } from './forms.js';
import type { Principal } from './principal.js';

/** What a handler knows about the request it answers. */
export interface Ask {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: FormBody;
  readonly body: FormBody;
  /** The files that came with the form, already whole in the evidence store; none on routes that take no files. */
  readonly uploads: Uploads;
  /** The request before its body is read, for acts that take bytes instead of a form (see {@link actOnBytes}). */
  readonly incoming: Incoming;
  /** Who asks; routes for anyone get undefined for a visitor. */
  readonly visitor: Principal | undefined;
  /** Who asks, on routes that need somebody signed in. @throws when the route is open to anyone and nobody is signed in */
  readonly principal: Principal;
  /** What use cases need: who acts and which audit event this route leaves. */
  readonly act: ActContext;
  readonly address: string;
  readonly session: SessionControl;
  /** What this person typed on this address before their session ended; given once, then forgotten. */
  takeKept(): Promise<FormBody | undefined>;
  /** The Vietnamese sentence of a refusal, with its ground. */
  refusalText(refusal: Refusal): string;
}

/** A body that is bytes, and the headers that say what they are. */
export interface Incoming {
  /** Read at most once. Ends in an error with the code ECONNRESET when the sender breaks off. */
  readonly content: Readable;
  /** A header by its name, in any case. */
  header(name: string): string | undefined;
}

/** The two things a handler may do to the session. */
export interface SessionControl {
  /** A new session for this person; the old identifier is worthless from then on. */
  begin(userId: string): Promise<void>;
  end(): Promise<void>;
  /** The agency the person acts for from now on. */
  actFor(agencyId: string): Promise<void>;
  /** Ends every other session of the person, after a change of password. */
  endOthers(userId: string): Promise<void>;
}

/** One line of a room's route table: address, who may come, what is recorded. An auditor reads these files. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly may: Permission;
  /** Audit events an act leaves; empty for pages, which change nothing. */
  readonly records: readonly string[];
  readonly files: boolean;
  /** Kinds of file that come with the form; the usual ones unless said. */
  readonly accept?: readonly MediaType[] | undefined;
  /** Who may send files to a route that is open to anyone: asked before any of them is read. */
  readonly admits?: Admission | undefined;
  readonly answer: (ask: Ask) => Promise<Answer>;
}

/** What is known of a form before it is read. */
export interface Knock {
  readonly params: Readonly<Record<string, string>>;
  readonly address: string;
  /** Bytes that the sender announces; undefined when it announces none. */
  readonly contentLength: number | undefined;
}

/** Lets a form with files in. @throws NotFound or Refused when it is not to be read at all */
export type Admission = (knock: Knock) => Promise<void>;

/** A page: changes nothing. */
export function screen(path: string, may: Permission, answer: (ask: Ask) => Promise<Answer>): Route {
  return { method: 'get', path, may, records: [], files: false, answer };
}

/** An act without a form page of its own (a button on another page). */
export function act(path: string, may: Permission, records: readonly string[], answer: (ask: Ask) => Promise<Answer>): Route {
  return { method: 'post', path, may, records, files: false, answer };
}

/**
 * An act that scripts of a page perform with bytes as the body (application/octet-stream): a piece of a large file. The handler reads them from
 * `ask.incoming`; the form's token comes in the header X-CSRF-Token, which no other site can set.
 */
export function actOnBytes(path: string, may: Permission, records: readonly string[], answer: (ask: Ask) => Promise<Answer>): Route {
  return act(path, may, records, answer);
}

/** What a form page has to show: values as typed or as stored, and what is wrong with them. */
export interface FormState<Loaded> {
  readonly loaded: Loaded;
  readonly values: FormValues;
  readonly errors: FieldErrors;
  /** Set when somebody else saved meanwhile: what stands there now beside what was typed. */
  readonly conflict: readonly { readonly field: string; readonly theirs: string; readonly yours: string }[];
  /** True when the values come from before the session ended. */
  readonly kept: boolean;
}

/** A form page and its act under one address: GET shows it, POST performs it and on errors shows it again with all that was typed. */
export interface FormPage<Command, Loaded> {
  readonly path: string;
  readonly may: Permission;
  /** Who may perform the act, where more may look at its page; the same people unless said. */
  readonly mayPerform?: Permission;
  readonly records: readonly string[];
  readonly form: Form<Command>;
  readonly files?: boolean;
  /** The file without which the form says nothing: its field, and the sentence when none comes, beside whatever else is amiss. See {@link demandedFile}. */
  readonly demands?: { readonly field: string; readonly text: string };
  /** See {@link Route.accept}. */
  readonly accept?: readonly MediaType[];
  /** See {@link Route.admits}. */
  readonly admits?: Admission;
  /** What the page needs, and what stands in its fields at first. `version` is that of the row being changed. */
  readonly load: (ask: Ask) => Promise<{ readonly loaded: Loaded; readonly values: FormValues; readonly version?: number }>;
  readonly view: (ask: Ask, state: FormState<Loaded> & { readonly version: number | undefined }) => PageAnswer;
  /** Performs the act. Expected errors (InvalidInput, Conflict, Refused) bring the page back. `version` is what the browser saw. */
  readonly perform: (ask: Ask, command: Command, version: number | undefined) => Promise<Answer>;
  /** Names of constraints that two people at once can hit, with the field and sentence to show. */
  readonly walls?: Readonly<Record<string, { readonly field: string; readonly text: string }>>;
}
