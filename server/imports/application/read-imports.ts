import { formatDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import type { Cell, SheetRow } from '../../kernel/cell.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RowOutcome } from '../domain/list-kinds.js';
import { staffOf } from '../persistence/directory.js';
import { selectBuiltUpon, selectEffectCounts, type WhatWasBuilt } from '../persistence/effects.js';
import { selectImportDetail, selectImports, type ImportDetail, type ImportRegisterRow } from '../persistence/imports.js';
import { selectQuestions, type Question } from '../persistence/questions.js';
import { selectFirstRows, selectReadings, type ReadingOfRow } from '../persistence/staged-rows.js';
import type { ImportRoomNeeds } from './import-room.js';
import { cellText } from './row-judgement.js';
import { SHOWN_ROWS } from './use-cases.js';

export type { BuiltUpon, WhatWasBuilt } from '../persistence/effects.js';
export type { HeaderPlace, ImportDetail, ImportRegisterRow, SetColumn, Trouble } from '../persistence/imports.js';
export type { OfferedAnswer, Question } from '../persistence/questions.js';
export type { ReadingOfRow, SaidOfRow } from '../persistence/staged-rows.js';
export { LEFT_EMPTY, NONE } from './row-judgement.js';

export const READINGS_PER_PAGE = 25;
/** Questions shown on one page: those that are open come first. */
export const QUESTIONS_SHOWN = 40;

/** What the pages of imports read; an import that this person may not read is one that they do not know of. */
export function createImportReadings(needs: Pick<ImportRoomNeeds, 'reader'>) {
  const { reader } = needs;
  return {
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<ImportRegisterRow>> => selectImports(reader, principal.ability, view),
    /** @throws NotFound */
    async detail(principal: Principal, id: string): Promise<ImportDetail> {
      const found = await selectImportDetail(reader, principal.ability, id);
      if (found === undefined) throw new NotFound('import');
      return found;
    },
    /** The first rows of the sheet, as texts. */
    async firstRows(id: string): Promise<{ number: number; texts: readonly string[] }[]> {
      return (await selectFirstRows(reader, id, SHOWN_ROWS)).map((row: SheetRow) => ({ number: row.number, texts: row.cells.map(shownText) }));
    },
    questions: (id: string): Promise<Question[]> => selectQuestions(reader, id, QUESTIONS_SHOWN),
    readings: (id: string, outcome: RowOutcome | undefined, page: number): Promise<ReadingOfRow[]> => selectReadings(reader, id, outcome, (page - 1) * READINGS_PER_PAGE, READINGS_PER_PAGE),
    staff: (agencyId: string) => staffOf(reader, agencyId),
    builtUpon: (id: string): Promise<WhatWasBuilt> => selectBuiltUpon(reader, id),
    effectCounts: (id: string) => selectEffectCounts(reader, id),
    history: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'import', id }),
  };
}

/** A cell for a person who chooses columns: days as they are written here. */
function shownText(cell: Cell): string {
  return cell.kind === 'day' ? [formatDay(cell.day), ...(cell.time === undefined ? [] : [cell.time])].join(' ') : cellText(cell);
}

export type ImportReadings = ReturnType<typeof createImportReadings>;
