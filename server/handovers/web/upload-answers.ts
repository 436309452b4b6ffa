import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { factsAnswer, type Answer, type FactsAnswer } from '../../platform/http/answers.js';
import type { FormBody } from '../../platform/http/forms.js';
import type { Ask } from '../../platform/http/routes.js';
import { uploadErrorTexts } from '../../platform/http/upload-error-texts.js';
import type { PieceOutcome, SentFile, SentPiece, UploadState } from '../application/uploads.js';
import { PIECE_BYTES } from '../domain/uploads.js';

/** Errors of taking whole files into a hand-over, as sentences. */
export const uploadFaults = {
  'uploads.unfinished': 'Có tệp lớn chưa gửi xong. Chọn lại tệp đó để gửi tiếp, hoặc bỏ chọn.',
  'uploads.unknown': 'Có tệp lớn không còn nhận được. Chọn lại tệp và gửi lại.',
} as const;

/** A large file may be a packed one, unlike the files of other forms. */
const KINDS_TAKEN = 'Không nhận loại tệp này. Chọn tệp PDF, Word, Excel, ảnh, CSV, XML, văn bản thuần, hoặc đóng gói thành ZIP.';

const COUNT = /^\d{1,15}$/;
/** Milliseconds since 1970, until the year 2286. */
const MOMENT = /^\d{1,13}$/;

/** The file that a script asks to begin: its name, its size in bytes and when it was last changed; undefined sizes are refused by the use case. */
export function askedFile({ name, size, modified }: FormBody): SentFile {
  return {
    name: typeof name === 'string' ? name : '',
    size: typeof size === 'string' && COUNT.test(size) ? Number(size) : 0,
    modifiedAt: typeof modified === 'string' && MOMENT.test(modified) ? new Date(Number(modified)) : null,
  };
}

/** The piece of a request: where it begins, as its header says, and its bytes. */
export function pieceOf(ask: Ask): SentPiece {
  const text = ask.incoming.header('upload-offset') ?? '';
  return { from: COUNT.test(text) ? Number(text) : undefined, content: ask.incoming.content };
}

/** How far a file is, for the script that sends it. */
export function stateAnswer(state: UploadState): FactsAnswer {
  const { id, name, size, received, sha256 } = state;
  return factsAnswer({ id, name, size, received, sha256, pieceBytes: PIECE_BYTES });
}

/** What came of a piece: 409 when the script is to go on from `received`, 422 when the file is not taken, with the reason as a sentence. */
export function pieceAnswer(outcome: PieceOutcome): FactsAnswer {
  const { refused } = outcome;
  const { facts } = stateAnswer(outcome);
  if (refused === undefined) return factsAnswer(facts);
  if (refused === 'elsewhere' || refused === 'busy') return factsAnswer(facts, 409);
  const text = refused === 'type-not-allowed' ? KINDS_TAKEN : uploadErrorTexts(new Map([['file', refused]]))['file'];
  return factsAnswer({ ...facts, text: text ?? '' }, 422);
}

/** Says refusals to the script as it can show them; what is not found stays so. */
export async function inFacts(ask: Ask, story: () => Promise<Answer>): Promise<Answer> {
  try {
    return await story();
  } catch (error) {
    if (error instanceof NotFound) throw error;
    if (error instanceof Refused) return factsAnswer({ text: ask.refusalText(error.refusal) }, 422);
    if (error instanceof InvalidInput) return factsAnswer({ text: 'Tệp không có nội dung hoặc không rõ dung lượng. Chọn lại tệp.' }, 422);
    throw error;
  }
}
