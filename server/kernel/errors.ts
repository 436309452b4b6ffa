import type { Refusal } from './refusal.js';

/** What a caller can do about an error; the web room turns each kind into a page, jobs decide by it whether to try again. */
export type DomainErrorKind = 'not-found' | 'forbidden' | 'conflict' | 'refused' | 'invalid-input' | 'session-expired';

/**
 * An outcome the product expects and can explain, as against a defect. Messages are for logs, in English; what a person reads
 * is made by presenters from the fields.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: DomainErrorKind;

  protected constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The subject does not exist, or the reader may not know that it does: both look the same on purpose. */
export class NotFound extends DomainError {
  override readonly kind = 'not-found';

  /** `subject` is what was asked for, such as `contract`; never its identifier or name. */
  constructor(readonly subject: string) {
    super(`No such ${subject}`);
  }
}

/** The person may know the subject but not do `action`; `neededRoles` says which roles could. */
export class Forbidden extends DomainError {
  override readonly kind = 'forbidden';
  readonly action: string;
  readonly neededRoles: readonly string[];

  constructor(denial: { readonly action: string; readonly neededRoles: readonly string[] }) {
    super(`Not permitted: ${denial.action}; needs one of: ${denial.neededRoles.join(', ')}`);
    this.action = denial.action;
    this.neededRoles = denial.neededRoles;
  }
}

/** Somebody changed the subject since it was read; nothing was saved. */
export class Conflict extends DomainError {
  override readonly kind = 'conflict';
  readonly subject: string;
  readonly id: string;

  constructor(changed: { readonly subject: string; readonly id: string }) {
    super(`Changed by somebody else meanwhile: ${changed.subject} ${changed.id}`);
    this.subject = changed.subject;
    this.id = changed.id;
  }
}

/** A policy refused the act; nothing was saved. */
export class Refused extends DomainError {
  override readonly kind = 'refused';

  constructor(readonly refusal: Refusal) {
    super(`Refused: ${refusal.reason}`);
  }
}

/** What was entered cannot be taken: for each field the code of a message, or its text. */
export class InvalidInput extends DomainError {
  override readonly kind = 'invalid-input';

  constructor(readonly fieldErrors: Readonly<Record<string, string>>) {
    super(`Invalid input: ${Object.keys(fieldErrors).join(', ')}`);
  }
}

/** The session ended before the act arrived; it may be done again after signing in. */
export class SessionExpired extends DomainError {
  override readonly kind = 'session-expired';

  constructor() {
    super('The session has expired');
  }
}

/** All the errors the product expects, told apart by `kind`. */
export type ExpectedError = NotFound | Forbidden | Conflict | Refused | InvalidInput | SessionExpired;

/** Whether `error` is one of the expected errors; everything else is a defect and is logged as one. */
export function isExpectedError(error: unknown): error is ExpectedError {
  return error instanceof DomainError;
}
