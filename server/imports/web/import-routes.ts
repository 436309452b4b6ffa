import { Conflict, Forbidden, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { may, maySome } from '../../platform/authorization/ability.js';
import { page, seeOther, type Answer, type PageAnswer } from '../../platform/http/answers.js';
import { paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, errorSummaryOf, type FieldErrors, type FormBody } from '../../platform/http/forms.js';
import type { Principal } from '../../platform/http/principal.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { uploadErrorTexts } from '../../platform/http/upload-error-texts.js';
import { keepWorkbook } from '../application/rejected-rows.js';
import { actionOf } from '../domain/import-permissions.js';
import { isListKind, listKinds, rowOutcomes, type ListKind, type RowOutcome } from '../domain/list-kinds.js';
import { isUnderWay } from '../domain/import.lifecycle.js';
import { knownColumns, type ImportRoomNeeds } from '../application/import-room.js';
import { importEvents } from '../application/events.js';
import { createImportReadings, READINGS_PER_PAGE, type ImportDetail, type ImportReadings, type ImportRegisterRow } from '../application/read-imports.js';
import { createImportUseCases, type ImportUseCases } from '../application/use-cases.js';
import { columnsModel, headOf, oneText, progressModel, readOnExisting, resultModel, reviewModel, sheetChoices } from './import-presenter.js';
import { importPaths, importSection } from './paths.js';
import { readSettings, settingFields, type SettingField } from './setting-fields.js';
import { writeTemplate } from './template-workbook.js';
import { troubleText } from './trouble-texts.js';
import { kindWords, outcomeSlugs, statusStates, countText } from './words.js';
import { undoPageOf } from './undo-page.js';

const read = { action: 'read', subject: 'Import' };
const bringIn = { action: 'bring-in', subject: 'Import' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Room {
  readonly needs: ImportRoomNeeds;
  readonly uses: ImportUseCases;
  readonly readings: ImportReadings;
  /** Templates written so far, by kind; they change only with the libraries. */
  readonly templates: Map<ListKind, { readonly columns: string; readonly sha256: string }>;
  readonly largestMegabytes: number;
}

/** The pages and acts of imports. */
export function importRoutes(needs: ImportRoomNeeds, largestMegabytes: number): Route[] {
  const room: Room = { needs, uses: createImportUseCases(needs), readings: createImportReadings(needs), templates: new Map(), largestMegabytes };
  return [
    screen(importPaths.register, read, (ask) => registerPage(room, ask)),
    screen(importPaths.create, bringIn, async (ask) => uploadPage(room, ask, ask.query, {})),
    { method: 'post', path: importPaths.create, may: bringIn, records: [importEvents.received], files: true, answer: (ask) => upload(room, ask) },
    screen(importPaths.template(':kind'), bringIn, (ask) => template(room, ask)),
    screen(importPaths.list(':id'), read, (ask) => listPage(room, ask, {}, undefined)),
    act(importPaths.sheet(':id'), bringIn, [importEvents.sheetChosen], (ask) => chooseSheet(room, ask)),
    act(importPaths.header(':id'), bringIn, [importEvents.headerSet], (ask) => setHeader(room, ask)),
    act(importPaths.columns(':id'), bringIn, [importEvents.columnsMatched], (ask) => matchColumns(room, ask)),
    act(importPaths.matchAgain(':id'), bringIn, [importEvents.matchedAgain], (ask) => simply(room, ask, () => room.uses.matchAgain(ask.act, ask.principal, idOf(ask)))),
    act(importPaths.answers(':id'), bringIn, [importEvents.answered], (ask) => simply(room, ask, () => room.uses.answer(ask.act, ask.principal, idOf(ask), versionOf(ask.body), answersOf(ask.body)))),
    act(importPaths.start(':id'), bringIn, [importEvents.started], (ask) => start(room, ask)),
    act(importPaths.abandon(':id'), bringIn, [importEvents.abandoned], async (ask) => {
      await room.uses.abandon(ask.act, ask.principal, idOf(ask));
      return seeOther(importPaths.list(idOf(ask)), 'Đã bỏ lần nhập này; không có gì được ghi vào sổ.', 'info');
    }),
    ...undoRoutes(room),
    screen(importPaths.result(':id'), read, (ask) => resultFile(room, ask)),
    screen(importPaths.original(':id'), read, async (ask) => {
      const list = await room.readings.detail(ask.principal, idOf(ask));
      return { kind: 'file', sha256: list.fileSha256, name: list.fileName, mediaType: list.fileName.toLowerCase().endsWith('.csv') ? 'text/csv' : XLSX };
    }),
  ];
}

function idOf(ask: Ask): string {
  return ask.params['id'] ?? '';
}

function versionOf(body: FormBody): number | undefined {
  const text = oneText(body['_version']);
  return /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}

/** The kinds of list that this person brings in somewhere. */
function kindsOf(principal: Principal): ListKind[] {
  return listKinds.filter((kind) => maySome(principal.ability, actionOf(kind), 'Import'));
}

function mayGoOn(principal: Principal, list: ImportDetail): boolean {
  return may(principal.ability, actionOf(list.kind), 'Import', { agencyId: list.agencyId });
}

const registerScreen: RegisterScreen<ImportRegisterRow> = {
  path: importPaths.register,
  caption: 'Các lần nhập danh sách',
  noun: 'lần nhập',
  columns: [
    { key: 'tep', label: 'Tệp', kind: 'text', sortable: false, cell: (row) => ({ text: row.file_name, note: kindWords[row.kind].name }) },
    { key: 'trang-thai', label: 'Trạng thái', kind: 'state', sortable: false, cell: (row) => statusStates[row.status] },
    { key: 'dong-moi', label: 'Dòng mới', kind: 'money', sortable: false, cell: (row) => (row.counts === null ? '' : countText(row.counts.new)) },
    { key: 'dong-loi', label: 'Chưa nhập', kind: 'money', sortable: false, cell: (row) => (row.counts === null ? '' : countText(row.counts.wrong + row.counts.asked)) },
    { key: 'luc', label: 'Tải lên', kind: 'text', sortable: false, cell: (row) => ({ text: formatInstant(row.created_at), note: row.created_by_name }) },
    { key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row) => row.agency_name },
  ],
  filters: [
    { kind: 'select', name: 'loai', label: 'Loại danh sách', options: [{ value: '', label: 'Mọi loại' }, ...listKinds.map((kind) => ({ value: kind, label: kindWords[kind].name }))] },
    { kind: 'select', name: 'trang-thai', label: 'Trạng thái', options: [{ value: '', label: 'Mọi trạng thái' }, ...Object.entries(statusStates).map(([value, { word }]) => ({ value, label: word }))] },
  ],
  defaultSort: { key: 'newest', descending: true },
  href: (row) => importPaths.list(row.id),
  empty: { text: 'Chưa có lần nhập nào. Danh sách Excel hoặc .csv của cơ quan được nhập ở đây: ghép cột, xem trước từng dòng, rồi mới ghi vào sổ.' },
};

async function registerPage(room: Room, ask: Ask): Promise<PageAnswer> {
  const view = registerView(registerScreen, ask.query);
  const register = registerModel(registerScreen, view, await room.readings.register(ask.principal, view));
  const kinds = kindsOf(ask.principal).map((kind) => ({ ...kindWords[kind], href: importPaths.createOf(kind), templateHref: importPaths.template(kind) }));
  return page('imports/register', 'Nhập danh sách', { register, kinds }, { section: importSection });
}

async function uploadPage(room: Room, ask: Ask, typed: FormBody, errors: FieldErrors): Promise<PageAnswer> {
  const kinds = kindsOf(ask.principal);
  const asked = oneText(typed['loai']);
  const kind = kinds.find((code) => code === asked) ?? kinds[0];
  const agencies = ask.principal.agencies.filter(({ id }) => may(ask.principal.ability, 'bring-in', 'Import', { agencyId: id }));
  const agency = oneText(typed['co-quan']);
  const model = {
    crumbs: [{ href: importPaths.register, text: 'Nhập danh sách' }],
    action: importPaths.create,
    kinds: kinds.map((code) => ({ value: code, label: kindWords[code].name, hint: kindWords[code].hint })),
    kind: kind ?? '',
    listAgencies: agencies.length > 1 ? agencies.map(({ id, name }) => ({ value: id, label: name })) : undefined,
    listAgency: agency !== '' ? agency : (ask.principal.agency?.id ?? ''),
    templateHref: kind === undefined ? undefined : importPaths.template(kind),
    fileHint: `Tệp .xlsx hoặc .csv, nhỏ hơn ${String(room.largestMegabytes)} MB. Hàng tiêu đề, dòng tổng cộng, ô gộp được nhận ra; chưa có gì được ghi vào sổ ở bước này.`,
    errors,
    cancelHref: importPaths.register,
  };
  const failed = Object.keys(errors).length > 0;
  return page('imports/upload', 'Tải danh sách lên', model, { section: importSection, ...(failed ? { status: 422 as const, errorSummary: errorSummaryOf(errors) } : {}) });
}

/** What the store refuses before anybody looks into a file: a list in disguise, most often. */
const refusedFile = 'Tệp không phải là .xlsx hoặc .csv như tên của nó: có thể được đặt mật khẩu, có macro, ở dạng Excel cũ hoặc là loại tệp khác. Mở bằng Excel, lưu thành .xlsx rồi chọn lại.';

async function upload(room: Room, ask: Ask): Promise<Answer> {
  const kind = oneText(ask.body['loai']);
  const agencyId = ask.body['co-quan'] === undefined ? (ask.principal.agency?.id ?? '') : oneText(ask.body['co-quan']);
  if (!isListKind(kind)) return uploadPage(room, ask, ask.body, { loai: 'Chọn loại danh sách.' });
  if (!ask.principal.agencies.some(({ id }) => id === agencyId)) return uploadPage(room, ask, ask.body, { 'co-quan': 'Chọn cơ quan trong danh sách.' });
  const [refused] = ask.uploads.errors;
  if (refused !== undefined) {
    const disguised = refused[1] === 'type-mismatch' || refused[1] === 'type-not-allowed';
    return uploadPage(room, ask, ask.body, { tep: disguised ? refusedFile : (uploadErrorTexts(new Map([refused]))[refused[0]] ?? refusedFile) });
  }
  const file = ask.uploads.files.find(({ field }) => field === 'tep');
  if (file === undefined) return uploadPage(room, ask, ask.body, { tep: 'Chọn tệp danh sách.' });
  const received = await room.uses.receive(ask.act, ask.principal, { kind, agencyId }, file);
  if (!('id' in received)) return uploadPage(room, ask, ask.body, { tep: troubleText(received.reason, received.facts) });
  return seeOther(importPaths.list(received.id));
}

async function template(room: Room, ask: Ask): Promise<Answer> {
  const kind = ask.params['kind'] ?? '';
  if (!isListKind(kind)) throw new NotFound('template');
  if (!maySome(ask.principal.ability, actionOf(kind), 'Import')) throw new Forbidden({ action: actionOf(kind), neededRoles: room.needs.rolesThatMay(actionOf(kind), 'Import') });
  const columns = knownColumns(room.needs, kind);
  const said = JSON.stringify(columns);
  const known = room.templates.get(kind);
  const written = known?.columns === said ? known : { columns: said, sha256: await keepWorkbook(room.needs, (out) => writeTemplate(out, kind, columns)) };
  room.templates.set(kind, written);
  return { kind: 'file', sha256: written.sha256, name: `Mẫu ${kindWords[kind].name}.xlsx`, mediaType: XLSX };
}

/** The page of an import at whatever step it stands. */
async function listPage(room: Room, ask: Ask, errors: FieldErrors, typed: FormBody | undefined, status?: 409 | 422): Promise<PageAnswer> {
  const list = await room.readings.detail(ask.principal, idOf(ask));
  const options = { section: importSection, ...(status === undefined ? {} : { status }), errorSummary: errorSummaryOf(errors) };
  const title = `${kindWords[list.kind].name}: ${list.fileName}`;
  const head = headOf(list);
  const mayAct = mayGoOn(ask.principal, list);
  if (isUnderWay(list.status)) return page('imports/progress', title, { head, progress: progressModel(list), href: importPaths.list(list.id) }, { ...options, refreshSeconds: REFRESH_SECONDS });
  if (list.status === 'choosing-sheet') {
    const model = { head, mayAct, action: importPaths.sheet(list.id), sheets: sheetChoices(list), sheet: oneText(typed?.['trang']), error: errors['trang'], abandonAction: importPaths.abandon(list.id) };
    return page('imports/sheet', title, model, options);
  }
  if (list.status === 'matching') {
    const [rows, fields] = await Promise.all([room.readings.firstRows(list.id), settingsOf(room, ask, list)]);
    return page('imports/columns', title, { head, mayAct, ...columnsModel(list, knownColumns(room.needs, list.kind), fields, rows, typed, errors) }, options);
  }
  if (list.status === 'review') return page('imports/review', title, { head, ...(await reviewPage(room, ask, list, mayAct)) }, options);
  const [effects, history] = await Promise.all([room.readings.effectCounts(list.id), room.readings.history(list.id)]);
  return page('imports/result', title, { head, ...resultModel(list, effects, history, mayAct) }, options);
}

const REFRESH_SECONDS = 5;

async function reviewPage(room: Room, ask: Ask, list: ImportDetail, mayAct: boolean) {
  const slug = oneText(ask.query['dong']);
  const outcome: RowOutcome | undefined = rowOutcomes.find((code) => outcomeSlugs[code] === slug);
  const asked = oneText(ask.query['trang']);
  const place = /^[1-9]\d{0,5}$/u.test(asked) ? Math.min(Number(asked), Math.ceil(1_000_000 / READINGS_PER_PAGE)) : 1;
  const [questions, readings] = await Promise.all([room.readings.questions(list.id), room.readings.readings(list.id, outcome, place)]);
  return reviewModel(list, knownColumns(room.needs, list.kind), questions, readings, { outcome, page: place }, mayAct);
}

async function settingsOf(room: Room, ask: Ask, list: ImportDetail): Promise<readonly SettingField[]> {
  const staff = list.kind === 'contracts' || list.kind === 'packages' ? await room.readings.staff(list.agencyId) : [];
  return settingFields(list.kind, { words: room.needs.vocabulary(), staff, self: ask.principal.userId, agencyName: list.agencyName });
}

/** Does a step and shows the import as it stands then; what was expected to go wrong brings its page back. */
async function simply(room: Room, ask: Ask, step: () => Promise<void>): Promise<Answer> {
  try {
    await step();
    return seeOther(importPaths.list(idOf(ask)));
  } catch (error) {
    if (error instanceof Refused) return listPage(room, ask, { '': ask.refusalText(error.refusal) }, undefined, 409);
    if (error instanceof Conflict) return listPage(room, ask, { '': 'Lần nhập này vừa được tiếp tục ở nơi khác; trang đang hiện trạng thái mới.' }, undefined, 409);
    throw error;
  }
}

async function chooseSheet(room: Room, ask: Ask): Promise<Answer> {
  const text = oneText(ask.body['trang']);
  return simplyWithFields(room, ask, () => room.uses.chooseSheet(ask.act, ask.principal, idOf(ask), /^\d{1,4}$/u.test(text) ? Number(text) : -1), { sheet: { field: 'trang', text: 'Chọn trang tính.' } });
}

async function setHeader(room: Room, ask: Ask): Promise<Answer> {
  const text = oneText(ask.body['hang']);
  const row = /^\d{1,7}$/u.test(text) ? Number(text) : -1;
  return simplyWithFields(room, ask, () => room.uses.setHeader(ask.act, ask.principal, idOf(ask), versionOf(ask.body), row), { headerRow: { field: 'hang', text: 'Chọn hàng tiêu đề.' } });
}

async function simplyWithFields(room: Room, ask: Ask, step: () => Promise<void>, fields: Readonly<Record<string, { readonly field: string; readonly text: string }>>): Promise<Answer> {
  try {
    return await simply(room, ask, step);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const errors = Object.fromEntries(Object.keys(error.fieldErrors).map((name) => [fields[name]?.field ?? '', fields[name]?.text ?? '']));
    return listPage(room, ask, errors, ask.body, 422);
  }
}

async function matchColumns(room: Room, ask: Ask): Promise<Answer> {
  const list = await room.readings.detail(ask.principal, idOf(ask));
  if (!mayGoOn(ask.principal, list)) throw new Forbidden({ action: actionOf(list.kind), neededRoles: room.needs.rolesThatMay(actionOf(list.kind), 'Import') });
  const known = knownColumns(room.needs, list.kind);
  const { settings, errors } = readSettings(await settingsOf(room, ask, list), ask.body);
  const columns = chosenColumns(ask.body, known.map(({ key }) => key));
  const faults: FieldErrors = { ...columnErrors(columns, known), ...errors };
  const onExisting = readOnExisting(ask.body);
  if (onExisting === undefined) return listPage(room, ask, { ...faults, onExisting: 'Chọn cách xử lý dòng đã có.' }, ask.body, 422);
  if (Object.keys(faults).length > 0) return listPage(room, ask, faults, ask.body, 422);
  return simply(room, ask, () => room.uses.matchColumns(ask.act, ask.principal, list.id, versionOf(ask.body), { columns, settings, onExisting }));
}

function chosenColumns(body: FormBody, keys: readonly string[]): Map<number, string> {
  const chosen = new Map<number, string>();
  for (const name of Object.keys(body)) {
    const index = /^cot-(\d{1,3})$/u.exec(name)?.[1];
    const key = oneText(body[name]);
    if (index !== undefined && keys.includes(key)) chosen.set(Number(index), key);
  }
  return chosen;
}

function columnErrors(chosen: ReadonlyMap<number, string>, known: readonly { readonly key: string; readonly title: string; readonly required: boolean }[]): FieldErrors {
  const keys = [...chosen.values()];
  const twice = [...chosen].filter(([, key], place) => keys.indexOf(key) !== place);
  const missing = known.filter(({ key, required }) => required && !keys.includes(key)).map(({ title }) => title);
  return {
    ...Object.fromEntries(twice.map(([index, key]) => [`cot-${String(index)}`, `Cột “${known.find((column) => column.key === key)?.title ?? ''}” đã được ghép với một cột khác; giữ một cột.`])),
    ...(missing.length === 0 ? {} : { columns: `Chưa ghép cột bắt buộc: ${missing.join(', ')}.` }),
  };
}

function answersOf(body: FormBody): Map<number, string> {
  const answers = new Map<number, string>();
  for (const name of Object.keys(body)) {
    const place = /^hoi-(\d{1,4})$/u.exec(name)?.[1];
    if (place !== undefined) answers.set(Number(place), oneText(body[name]));
  }
  return answers;
}

async function start(room: Room, ask: Ask): Promise<Answer> {
  const onExisting = readOnExisting(ask.body) ?? 'stop';
  return simply(room, ask, () => room.uses.start(ask.act, ask.principal, idOf(ask), versionOf(ask.body), onExisting));
}

async function resultFile(room: Room, ask: Ask): Promise<Answer> {
  const list = await room.readings.detail(ask.principal, idOf(ask));
  if (list.resultSha256 === null) throw new NotFound('result');
  return { kind: 'file', sha256: list.resultSha256, name: `Dòng chưa nhập - ${list.fileName.replace(/\.(xlsx|csv)$/iu, '')}.xlsx`, mediaType: XLSX };
}

const undoForm = defineForm<{ readonly ground: string }>({ ground: paragraph('Lý do hoàn tác', 1000) });

function undoRoutes(room: Room): readonly Route[] {
  return formPage({
    path: importPaths.undo(':id'),
    may: bringIn,
    records: [importEvents.undoAsked],
    form: undoForm,
    async load(ask) {
      const list = await room.readings.detail(ask.principal, idOf(ask));
      if (!mayGoOn(ask.principal, list)) throw new Forbidden({ action: actionOf(list.kind), neededRoles: room.needs.rolesThatMay(actionOf(list.kind), 'Import') });
      const [effects, built] = await Promise.all([room.readings.effectCounts(list.id), room.readings.builtUpon(list.id)]);
      return { loaded: { list, effects, built }, values: { ground: '' }, version: list.version };
    },
    view: (ask, { loaded, values, errors, version }) =>
      page('imports/undo', 'Hoàn tác lần nhập', { head: headOf(loaded.list), ...undoPageOf(ask.principal, loaded, oneText(values['ground']), errors['ground'], version) }, { section: importSection }),
    async perform(ask, { ground }, version) {
      await room.uses.undo(ask.act, ask.principal, idOf(ask), version, ground);
      return seeOther(importPaths.list(idOf(ask)));
    },
  });
}
