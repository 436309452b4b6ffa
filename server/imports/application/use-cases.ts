import { randomUUID } from 'node:crypto';
import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Forbidden, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { SpreadsheetRefusal } from '../../platform/spreadsheets/index.js';
import { actionOf } from '../domain/import-permissions.js';
import { importLifecycle, isUnderWay } from '../domain/import.lifecycle.js';
import type { ListKind, OnExisting } from '../domain/list-kinds.js';
import { headerKey } from '../domain/match-columns.js';
import { insertImport, lockImport, rememberColumns, rememberedColumns, saveImport, type ImportRow, type SetColumn } from '../persistence/imports.js';
import { answerQuestions, questionsOf } from '../persistence/questions.js';
import { selectBuiltUpon } from '../persistence/effects.js';
import { selectFirstRows, sweepStaging } from '../persistence/staged-rows.js';
import { importEvent, importEvents } from './events.js';
import { importQueue, knownColumns, type ImportRoomNeeds } from './import-room.js';
import { autoColumns, headerAt, isRefused, sheetsOf } from './read-list.js';
import { NONE } from './row-judgement.js';

/** What the person who brings a list in does, step by step; what takes long is done in the background. */
export function createImportUseCases(needs: ImportRoomNeeds) {
  const { work, rolesThatMay } = needs;

  function requireBringIn(principal: Principal, kind: ListKind, agencyId: string): void {
    if (!may(principal.ability, actionOf(kind), 'Import', { agencyId })) throw new Forbidden({ action: actionOf(kind), neededRoles: rolesThatMay(actionOf(kind), 'Import') });
  }

  /** Loads and locks an import that this person may go on with. @throws NotFound, Forbidden, Conflict when somebody went on with it meanwhile */
  async function lockOwn(tx: Transaction, principal: Principal, id: string, version: number | undefined): Promise<ImportRow> {
    const list = await lockImport(tx, id);
    if (!may(principal.ability, 'read', 'Import', { agencyId: list.agencyId })) throw new NotFound('import');
    requireBringIn(principal, list.kind, list.agencyId);
    if (version !== undefined && version !== list.version) throw new Conflict({ subject: 'import', id });
    return list;
  }

  function requireMove(list: ImportRow, act: string): void {
    if (!importLifecycle.movesFrom(list.status).some((move) => move.act === act)) throw new Refused(refuse('import-elsewhere', { facts: { status: list.status } }));
  }

  async function enqueue(tx: Transaction, list: Pick<ImportRow, 'id' | 'version'>, principal: Principal): Promise<void> {
    await needs.jobs.enqueue(tx, importQueue, { import: list.id, actor: principal.userId }, { key: `${list.id} ${String(list.version)}` });
  }

  return {
    /**
     * Takes a list in: which file, of what kind, for which agency. One sheet is read at once, among several one is chosen first.
     * @returns its identifier, or why the file is refused @throws Forbidden
     */
    async receive(context: ActContext, principal: Principal, command: { readonly kind: ListKind; readonly agencyId: string }, file: StoredFile): Promise<{ readonly id: string } | SpreadsheetRefusal> {
      requireBringIn(principal, command.kind, command.agencyId);
      const sheets = await sheetsOf(needs, file.sha256);
      if (isRefused(sheets)) return sheets;
      const id = randomUUID();
      const open = sheets.filter(({ hidden }) => !hidden);
      const only = open.length === 1 ? open[0] : undefined;
      await work.run(context, async (tx) => {
        const list = {
          id, kind: command.kind, agencyId: command.agencyId, status: only === undefined ? ('choosing-sheet' as const) : ('reading' as const), fileName: file.name,
          fileSha256: file.sha256, fileSize: BigInt(file.size), sheets, sheetIndex: only?.index ?? null, createdBy: principal.userId,
        };
        await insertImport(tx, list);
        await recordEvent(tx, importEvent(importEvents.received, list, { kind: list.kind, file: file.sha256, size: file.size }));
        if (only !== undefined) await enqueue(tx, { id, version: 1 }, principal);
      });
      return { id };
    },

    /** @throws NotFound, Forbidden, Conflict, Refused, InvalidInput {sheet: 'sheet-unknown'} */
    async chooseSheet(context: ActContext, principal: Principal, id: string, sheetIndex: number): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, undefined);
        requireMove(list, 'choose-sheet');
        const sheet = list.sheets.find(({ index }) => index === sheetIndex);
        if (sheet === undefined) throw new InvalidInput({ sheet: 'sheet-unknown' });
        await saveImport(tx, id, { status: 'reading', sheetIndex });
        await recordEvent(tx, importEvent(importEvents.sheetChosen, list, { sheet: sheet.name }));
        await enqueue(tx, list, principal);
      });
    },

    /** Takes another row for the header; the columns are matched anew by its texts. @throws as chooseSheet; InvalidInput {headerRow: 'no-such-row'} */
    async setHeader(context: ActContext, principal: Principal, id: string, version: number | undefined, rowNumber: number): Promise<void> {
      const rows = await selectFirstRows(needs.reader, id, SHOWN_ROWS);
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, version);
        requireMove(list, 'match-columns');
        const row = rows.find(({ number }) => number === rowNumber);
        if (row === undefined) throw new InvalidInput({ headerRow: 'no-such-row' });
        const header = headerAt(row);
        const columns = autoColumns(header, knownColumns(needs, list.kind), await rememberedColumns(tx, list.agencyId, list.kind));
        await saveImport(tx, id, { header, columns });
        await recordEvent(tx, importEvent(importEvents.headerSet, list, { row: rowNumber }));
      });
    },

    /**
     * Settles which column means what, what holds for the whole list and what becomes of rows that are there; then the list is checked. What was set
     * otherwise than the names of the columns told is remembered for the agency's next list of this kind.
     * @throws as chooseSheet; InvalidInput with the keys of columns that are missing or set twice
     */
    async matchColumns(context: ActContext, principal: Principal, id: string, version: number | undefined, command: MatchColumns): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, version);
        requireMove(list, 'match-columns');
        const columns = settledColumns(list, command.columns);
        await rememberColumns(tx, list.agencyId, list.kind, (list.header?.texts ?? []).flatMap((text, index) => {
          const header = headerKey(text);
          return header === '' ? [] : [{ header, key: command.columns.get(index) ?? null }];
        }));
        await saveImport(tx, id, { status: 'checking', columns, settings: command.settings, onExisting: command.onExisting, trouble: null });
        const matched = Object.fromEntries(columns.map(({ header, key }) => [key, header]));
        await recordEvent(tx, importEvent(importEvents.columnsMatched, list, { columns: matched, onExisting: command.onExisting, settings: { ...command.settings } }));
        await enqueue(tx, list, principal);
      });
    },

    /** Back to the columns. @throws as chooseSheet */
    async matchAgain(context: ActContext, principal: Principal, id: string): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, undefined);
        requireMove(list, 'match-again');
        await saveImport(tx, id, { status: 'matching' });
        await recordEvent(tx, importEvent(importEvents.matchedAgain, list));
      });
    },

    /** Answers questions about the list, by their places; then it is checked again. @throws as chooseSheet */
    async answer(context: ActContext, principal: Principal, id: string, version: number | undefined, answers: ReadonlyMap<number, string>): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, version);
        requireMove(list, 'answer');
        const questions = await questionsOf(tx, id);
        const given = [...answers].flatMap(([place, answer]) => {
          const question = questions[place];
          const offered = question !== undefined && (answer === '' || answer === NONE || question.choices.some(({ value }) => value === answer));
          return offered ? [{ column: question.column, source: question.source, answer: answer === '' ? null : answer }] : [];
        });
        await answerQuestions(tx, id, given, principal.userId);
        await saveImport(tx, id, { status: 'checking', trouble: null });
        await recordEvent(tx, importEvent(importEvents.answered, list, { answers: given.length }));
        await enqueue(tx, list, principal);
      });
    },

    /** Lets the list be brought in as the review shows it. @throws as chooseSheet; Refused ('nothing-to-bring-in', 'rows-there-already') */
    async start(context: ActContext, principal: Principal, id: string, version: number | undefined, onExisting: OnExisting): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, version);
        requireMove(list, 'start');
        const verdict = mayStart(list.counts, onExisting);
        if (!verdict.allowed) throw new Refused(verdict);
        await saveImport(tx, id, { status: 'running', onExisting, trouble: null });
        await recordEvent(tx, importEvent(importEvents.started, list, { counts: list.counts, onExisting }));
        await enqueue(tx, list, principal);
      });
    },

    /** Gives a list up that was not brought in; its staged rows go. @throws as chooseSheet */
    async abandon(context: ActContext, principal: Principal, id: string): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, undefined);
        requireMove(list, 'abandon');
        await sweepStaging(tx, id);
        await saveImport(tx, id, { status: 'abandoned' });
        await recordEvent(tx, importEvent(importEvents.abandoned, list, { left: false }));
      });
    },

    /** Asks for an import to be taken back as a whole. @throws as chooseSheet; Refused ('import-built-upon') */
    async undo(context: ActContext, principal: Principal, id: string, version: number | undefined, ground: string): Promise<void> {
      await work.run(context, async (tx) => {
        const list = await lockOwn(tx, principal, id, version);
        requireMove(list, 'ask-to-undo');
        if ((await selectBuiltUpon(tx, id)).total > 0) throw new Refused(refuse('import-built-upon'));
        await saveImport(tx, id, { status: 'undoing', undoGround: ground, undoneBy: principal.userId, undoneAt: tx.at, trouble: null });
        await recordEvent(tx, importEvent(importEvents.undoAsked, list, { ground }));
        await enqueue(tx, list, principal);
      });
    },
  };
}

export type ImportUseCases = ReturnType<typeof createImportUseCases>;

/** How many rows of the sheet the page that matches columns knows. */
export const SHOWN_ROWS = 60;

export interface MatchColumns {
  /** For each column of the file (from 0) the key it means; columns that are left out are not named. */
  readonly columns: ReadonlyMap<number, string>;
  readonly settings: Readonly<Record<string, string>>;
  readonly onExisting: OnExisting;
}

function settledColumns(list: ImportRow, chosen: ReadonlyMap<number, string>): SetColumn[] {
  return [...chosen].map(([index, key]) => {
    const before = list.columns?.find((column) => column.index === index);
    const header = list.header?.texts[index] ?? '';
    return { index, key, header, ground: before?.key === key ? before.ground : 'by-hand', moneyUnit: before?.moneyUnit ?? null };
  });
}

/** Whether a reviewed list may be brought in: the button of the page and the act agree. */
export function mayStart(counts: ImportRow['counts'], onExisting: OnExisting) {
  const { new: fresh = 0, changed = 0, unchanged = 0 } = counts ?? {};
  if (onExisting === 'stop' && changed + unchanged > 0) return refuse('rows-there-already', { clause: 'internal', facts: { rows: String(changed + unchanged) } });
  if (fresh + (onExisting === 'update' ? changed : 0) === 0) return refuse('nothing-to-bring-in', { clause: 'internal' });
  return { allowed: true } as const;
}

export { isUnderWay };
