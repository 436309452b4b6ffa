import { EvidenceMissing } from '../../platform/evidence-store/index.js';
import { today, yearOf, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import { page, type Answer, type PageAnswer } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { RecordPrint, RecordReadings, RecordRow } from '../application/read-record.js';
import { recordActPath, recordHref, recordsPath } from './paths.js';
import { presentRecord, type RecordPorts } from './record-presenter.js';
import { recordScreen } from './register-screen.js';
import { actRoutes, type RecordActs } from './act-routes.js';

export const recordSection = 'records';

export interface RecordRouteNeeds {
  readonly readings: RecordReadings;
  readonly acts: RecordActs;
  readonly library: () => Library;
  readonly clock: Clock;
  readonly ports: RecordPorts;
  /** The Vietnamese name of the role that numbers records. */
  readonly clerkRole: string;
}

const read = { action: 'read', subject: 'Record' };

/** The register of records, the page of one, its prints, and the acts on it. */
export function recordRoutes(needs: RecordRouteNeeds): Route[] {
  const { readings, ports, clerkRole } = needs;
  const shownTo = (principal: Principal): RegisterScreen<RecordRow> => screenFor(needs, principal);
  return [
    screen(recordsPath, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await readings.register(ask.principal, view));
      return page('records/register', 'Văn bản', { register }, { section: recordSection });
    }),
    exportRoute({ path: recordsPath, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => readings.registerRows(ask.principal, view) }),
    screen(recordHref(':id'), read, async (ask) => {
      const whole = await readings.readWhole(ask.principal, ask.params['id'] ?? '');
      return page('records/record', `${whole.record.title}: ${whole.record.subject}`, presentRecord(whole, ask.principal, { ports, clerkRole, library: needs.library() }), { section: recordSection });
    }),
    screen(recordActPath(':id', 'ban-in'), read, (ask) => showPrint(readings, ask, 'draft')),
    screen(recordActPath(':id', 'ban-in-chinh-thuc'), read, (ask) => showPrint(readings, ask, 'issued')),
    ...actRoutes(needs.acts, readings),
  ];
}

function screenFor({ library, clock }: RecordRouteNeeds, principal: Principal): RegisterScreen<RecordRow> {
  const day: CalendarDay = today(clock);
  const seesSeveralAgencies = principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1) || principal.agencies.length > 1;
  return recordScreen({ kinds: library().libraryOn('record-kinds', day).entries, thisYear: yearOf(day), seesSeveralAgencies });
}

/** A kept print, shown in place; read through first, so that bytes that changed are said and not sent. */
async function showPrint(readings: RecordReadings, ask: Ask, edition: RecordPrint['edition']): Promise<Answer> {
  const record = await readings.read(ask.principal, ask.params['id'] ?? '');
  const print = record.prints.find((each) => each.edition === edition);
  if (print === undefined) throw new NotFound('print');
  const integrity = await readings.verify(print.sha256);
  if (integrity === 'missing') throw new EvidenceMissing(print.sha256);
  if (integrity === 'corrupt') return damaged(record.id, print);
  const name = `${record.kind} ${record.number_text?.replaceAll('/', '-') ?? record.product_code}.pdf`;
  return { kind: 'file', sha256: print.sha256, name, mediaType: 'application/pdf', disposition: 'inline' };
}

function damaged(id: string, print: RecordPrint): PageAnswer {
  return page('records/damaged', 'Bản in đã bị thay đổi', { sha256: print.sha256, backHref: recordHref(id) }, { status: 500, section: recordSection });
}
