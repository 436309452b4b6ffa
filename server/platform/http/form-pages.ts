import { Conflict, InvalidInput, Refused } from '../../kernel/errors.js';
import { brokenWallOf } from '../database/transactions.js';
import type { Answer, PageAnswer } from './answers.js';
import { uploadErrorTexts } from './upload-error-texts.js';
import { errorSummaryOf, typedValues, type FieldErrors, type FormBody, type FormValues } from './forms.js';
import type { Ask, FormPage, FormState, Route } from './routes.js';
import type { StoredFile } from './uploads.js';

/** The two routes of a form page. */
export function formPage<Command, Loaded>(spec: FormPage<Command, Loaded>): readonly [Route, Route] {
  const files = spec.files ?? false;
  return [
    { method: 'get', path: spec.path, may: spec.may, records: [], files: false, answer: (ask) => showForm(spec, ask) },
    { method: 'post', path: spec.path, may: spec.mayPerform ?? spec.may, records: spec.records, files, accept: spec.accept, admits: spec.admits, answer: (ask) => submitForm(spec, ask) },
  ];
}

async function showForm<Command, Loaded>(spec: FormPage<Command, Loaded>, ask: Ask): Promise<Answer> {
  const { loaded, values, version } = await spec.load(ask);
  const body = await ask.takeKept();
  const shown = body === undefined ? values : { ...values, ...typedValues(body, spec.form.fields) };
  const seen = body === undefined ? version : versionOf(body);
  return spec.view(ask, { loaded, values: shown, errors: {}, conflict: [], kept: body !== undefined, version: seen });
}

async function submitForm<Command, Loaded>(spec: FormPage<Command, Loaded>, ask: Ask): Promise<Answer> {
  const read = spec.form.read(ask.body);
  const fileErrors = { ...missingFile(spec, ask), ...uploadErrorTexts(ask.uploads.errors) };
  if (!read.ok) return showAgain(spec, ask, { ...read.errors, ...fileErrors }, 422);
  if (Object.keys(fileErrors).length > 0) return showAgain(spec, ask, fileErrors, 422);
  try {
    return await spec.perform(ask, read.command, versionOf(ask.body));
  } catch (error) {
    if (error instanceof InvalidInput) return showAgain(spec, ask, error.fieldErrors, 422);
    if (error instanceof Refused) return showAgain(spec, ask, { '': ask.refusalText(error.refusal) }, 422);
    if (error instanceof Conflict) return showConflict(spec, ask);
    const wall = spec.walls?.[brokenWallOf(error) ?? ''];
    if (wall !== undefined) return showAgain(spec, ask, { [wall.field]: wall.text }, 422);
    throw error;
  }
}

function missingFile<Command, Loaded>({ demands }: FormPage<Command, Loaded>, ask: Ask): FieldErrors {
  return demands === undefined || ask.uploads.files.length > 0 ? {} : { [demands.field]: demands.text };
}

/** The file that a form page demands. @throws Error on a page that demands none: a mistake of whoever wrote it */
export function demandedFile(ask: Ask): StoredFile {
  const [file] = ask.uploads.files;
  if (file === undefined) throw new Error('the page demands no file');
  return file;
}

async function showAgain<Command, Loaded>(
  spec: FormPage<Command, Loaded>,
  ask: Ask,
  errors: FieldErrors,
  status: 409 | 422,
  change: Partial<FormState<Loaded>> & { readonly version?: number | undefined } = {},
): Promise<PageAnswer> {
  const { loaded } = await spec.load(ask);
  const typed = typedValues(ask.body, spec.form.fields);
  const state = { loaded, values: typed, errors, conflict: [], kept: false, version: versionOf(ask.body), ...change };
  return { ...spec.view(ask, state), status, errorSummary: errorSummaryOf(errors) };
}

/** Somebody saved first: the page comes back with what stands there now, and what was typed stays in the fields. */
async function showConflict<Command, Loaded>(spec: FormPage<Command, Loaded>, ask: Ask): Promise<PageAnswer> {
  const { values, version } = await spec.load(ask);
  const typed = typedValues(ask.body, spec.form.fields);
  const conflict = spec.form.fields
    .filter((field) => textOf(values[field]) !== textOf(typed[field]))
    .map((field) => ({ field, theirs: textOf(values[field]), yours: textOf(typed[field]) }));
  const errors = { '': 'Nội dung này vừa được người khác thay đổi. Đối chiếu phần khác nhau dưới đây rồi lưu lại nếu vẫn cần.' };
  return showAgain(spec, ask, errors, 409, { conflict, version });
}

function textOf(value: FormValues[string]): string {
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}

function versionOf(body: FormBody): number | undefined {
  const text = body['_version'];
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
