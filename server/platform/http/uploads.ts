/**
 * Files that come with a form. Mount it after authentication (it writes to disk for whoever may reach it) and before the check
 * of the form's token (which is in the body that is read here).
 *
 * A file that is refused becomes an error of its field and the form goes on, so that it can be shown again with all that was
 * typed. A form that could not be read whole (cut off, malformed, too much of everything) never reaches a handler half read:
 * it ends as InvalidInput.
 */
import type { Request, RequestHandler, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import { InvalidInput } from '../../kernel/errors.js';
import { displayFileName, type EvidenceRefusalReason, type EvidenceStore, type MediaType } from '../evidence-store/index.js';

/** A file of a form that is now in the evidence store. */
export interface StoredFile {
  /** The form field it came in. */
  readonly field: string;
  /** Its name, fit to be shown (see displayFileName). */
  readonly name: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: MediaType;
}

/** Why a file of a form was not kept: what the store refused, one file too many, or a store that failed (which is in the log). */
export type UploadErrorCode = EvidenceRefusalReason | 'too-many-files' | 'storage-failed';

/** Why a form could not be read whole: the codes of InvalidInput, under the field's name or {@link WHOLE_FORM}. */
export type UnreadableFormCode = 'malformed' | 'too-many-files' | 'too-many-fields' | 'field-too-long' | 'field-name-invalid';

/** The key of errors that belong to no single field. */
export const WHOLE_FORM = '';

/** The files of one request. */
export interface Uploads {
  /** In the order in which they arrived. */
  readonly files: readonly StoredFile[];
  /** The first refusal of each field, by its name. */
  readonly errors: ReadonlyMap<string, UploadErrorCode>;
}

/** What a form may bring. */
export interface UploadLimits {
  /** Largest file, in bytes (from the configuration). */
  readonly maxFileBytes: number;
  /** Files a form may bring; 10 if not said. */
  readonly maxFiles?: number;
  /** Kinds of file; without it those the store takes by default. */
  readonly accept?: readonly MediaType[] | undefined;
  /** Hears of failures of the store, for the log: the person only learns that the file was not kept. */
  readonly report: (error: unknown) => void;
}

const MAX_FILES = 10;
/** Past this many files the form is not read on. Up to here each file too many is an error of its field. */
const HARD_FILE_LIMIT = 100;
const MAX_FIELDS = 200;
const MAX_FIELD_BYTES = 100 * 1024;
const MAX_FIELD_NAME = 100;

/** What is known of a request while it is being read. */
class Reception implements Uploads {
  readonly errors = new Map<string, UploadErrorCode>();
  readonly underWay: Promise<void>[] = [];
  private readonly kept = new Map<number, StoredFile>();
  private begun = 0;

  /** Files may be done in another order than they came in. */
  get files(): readonly StoredFile[] {
    return [...this.kept].sort(([first], [second]) => first - second).map(([, file]) => file);
  }

  /** Counts one more file of the form and gives its number, from 1. */
  begin(): number {
    this.begun += 1;
    return this.begun;
  }

  keep(number: number, file: StoredFile): void {
    this.kept.set(number, file);
  }

  refuse(field: string, code: UploadErrorCode): void {
    if (!this.errors.has(field)) this.errors.set(field, code);
  }
}

const receptions = new WeakMap<Request, Reception>();

/** The files of this request; throws when the route does not pass through {@link receiveUploads}. */
export function uploadsOf(req: Request): Uploads {
  const reception = receptions.get(req);
  if (reception === undefined) throw new Error('This route does not pass through receiveUploads.');
  return reception;
}

/**
 * Middleware that reads multipart forms: fields into `req.body`, files into `store`, both for the handler to fetch
 * ({@link uploadsOf}). Other requests pass untouched. At most 200 fields of 100 KB each. Calls `next` with InvalidInput when the
 * form could not be read whole, and not at all when the sender has gone; never with anything that would be an error of the server.
 */
export function receiveUploads(store: EvidenceStore, limits: UploadLimits): RequestHandler {
  const read = multer({
    storage: new EvidenceEngine(store, limits),
    defParamCharset: 'utf8',
    limits: {
      files: HARD_FILE_LIMIT,
      fields: MAX_FIELDS,
      parts: HARD_FILE_LIMIT + MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      fieldNameSize: MAX_FIELD_NAME,
      fieldNestingDepth: 3,
      fieldArrayIndexLimit: MAX_FIELDS,
      headerPairs: 20,
    },
  }).any();
  return (req: Request, res: Response, next) => {
    const reception = new Reception();
    receptions.set(req, reception);
    read(req, res, (error?: unknown) => {
      void Promise.allSettled(reception.underWay).then(() => {
        if (req.destroyed && !req.complete) return;
        if (error === undefined || error === null) next();
        else next(unreadableForm(error));
      });
    });
  };
}

/** Passes the files of a form to the evidence store. The size is counted there: cut off by the parser a file would look whole. */
class EvidenceEngine implements StorageEngine {
  constructor(
    private readonly store: EvidenceStore,
    private readonly limits: UploadLimits,
  ) {}

  _handleFile(req: Request, file: Express.Multer.File, callback: (error?: unknown) => void): void {
    const reception = receptions.get(req) ?? new Reception();
    const number = reception.begin();
    if (number > (this.limits.maxFiles ?? MAX_FILES)) {
      reception.refuse(file.fieldname, 'too-many-files');
      file.stream.resume();
      callback(null);
      return;
    }
    reception.underWay.push(this.keep(reception, number, file, callback));
  }

  /** Nothing to take back: the store is append-only, and another record may rely on the same bytes. */
  _removeFile(_req: Request, _file: Express.Multer.File, callback: (error: Error | null) => void): void {
    callback(null);
  }

  private async keep(
    reception: Reception,
    number: number,
    file: Express.Multer.File,
    callback: (error?: unknown) => void,
  ): Promise<void> {
    const name = displayFileName(file.originalname);
    try {
      const kept = await this.store.put(file.stream, {
        maxBytes: this.limits.maxFileBytes,
        declaredName: name,
        declaredType: file.mimetype,
        accept: this.limits.accept,
      });
      if (kept.allowed) {
        const { sha256, size, mediaType } = kept;
        reception.keep(number, { field: file.fieldname, name, sha256, size, mediaType });
      } else {
        reception.refuse(file.fieldname, kept.reason);
      }
    } catch (error) {
      if (file.stream.destroyed && !file.stream.readableEnded) {
        callback(error);
        return;
      }
      this.limits.report(error);
      reception.refuse(file.fieldname, 'storage-failed');
    }
    file.stream.resume();
    callback(null);
  }
}

const codeOfMulter: ReadonlyMap<unknown, UnreadableFormCode> = new Map<unknown, UnreadableFormCode>([
  ['LIMIT_FILE_COUNT', 'too-many-files'],
  ['LIMIT_PART_COUNT', 'too-many-fields'],
  ['LIMIT_FIELD_COUNT', 'too-many-fields'],
  ['LIMIT_FIELD_VALUE', 'field-too-long'],
  ['LIMIT_FIELD_KEY', 'field-name-invalid'],
  ['LIMIT_FIELD_NESTING', 'field-name-invalid'],
  ['LIMIT_FIELD_ARRAY_INDEX', 'field-name-invalid'],
  ['INVALID_FIELD_NAME', 'field-name-invalid'],
  ['MISSING_FIELD_NAME', 'field-name-invalid'],
]);

/** Whatever the parser stumbled over was sent by the client: an error of the input, with the field where it is known. */
function unreadableForm(error: unknown): InvalidInput {
  const facts = new Map<string, unknown>(typeof error === 'object' && error !== null ? Object.entries(error) : []);
  const field = facts.get('field');
  const code = codeOfMulter.get(facts.get('code')) ?? 'malformed';
  const key = code === 'field-too-long' && typeof field === 'string' ? field : WHOLE_FORM;
  return new InvalidInput({ [key]: code });
}
