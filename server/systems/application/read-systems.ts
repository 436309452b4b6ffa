import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { addDays, startOfDay, today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import { may, type Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { RegisterSource } from '../../platform/database/register-stream.js';
import type { Principal } from '../../platform/http/principal.js';
import { readAttachments, type Attachment } from '../../attachments/index.js';
import type { SystemFacts } from '../domain/permissions.js';
import { selectChoices, selectNews, selectRegister, selectSystem, streamSystems } from '../persistence/read-systems.js';
import type { SystemChoiceRow, SystemDetail, SystemNewsRow, SystemRegisterRow } from '../persistence/read-systems.js';
import { requireMay, type RolesThatMay } from './access.js';
import { newsEvents } from './events.js';
import type { Reference } from './references.js';

export type {
  LevelDecisionRow, StateChangeRow, SystemChoiceRow, SystemDataAsset, SystemDetail, SystemNewsRow, SystemRegisterRow,
} from '../persistence/read-systems.js';

/** A contract that names a system, as its page lists it; the room of contracts answers. */
export interface SystemContract {
  readonly href: string;
  readonly number: string;
  readonly name: string;
  readonly phase: string;
}
export type ContractsOfSystem = (principal: Principal, systemId: string) => Promise<readonly SystemContract[]>;

export const detailFacts = (system: Pick<SystemDetail, 'managing_agency_id' | 'beneficiary_ids'>): SystemFacts => ({
  agencyId: system.managing_agency_id,
  beneficiaryIds: system.beneficiary_ids,
});

/** As {@link ownReferences}, for an act that holds the system locked. */
export async function readOwnReferences(reader: Reader, id: string): Promise<Reference[]> {
  const system = await selectSystem(reader, id);
  return system === undefined ? [] : ownReferences(system);
}

/** One page of the register, in one statement. */
export function readSystemRegister(reader: Reader, principal: Principal, view: RegisterView): Promise<RegisterResult<SystemRegisterRow>> {
  return selectRegister(reader, principal.ability, view);
}

/** All rows of the same view of the register. */
export function streamSystemRegister(reader: Reader, principal: Principal, view: RegisterView): RegisterSource<SystemRegisterRow> {
  return streamSystems(reader, principal.ability, view);
}

/** Everything entered about a system. @throws NotFound when the reader may not know it, Forbidden when they may not do `action` to it */
export async function readSystem(reader: Reader, principal: Principal, id: string, action: string, rolesThatMay: RolesThatMay): Promise<SystemDetail> {
  const system = await selectSystem(reader, id);
  if (system === undefined) throw new NotFound('system');
  requireMay(principal, action, detailFacts(system), rolesThatMay);
  return system;
}

/** Files and history, which stay with the managing agency and those who supervise it; undefined for other readers. */
export interface SystemInside {
  readonly attachments: readonly Attachment[];
  readonly history: readonly PastEvent[];
}

export async function readSystemInside(reader: Reader, principal: Principal, system: SystemDetail): Promise<SystemInside | undefined> {
  if (!may(principal.ability, 'examine', 'System', detailFacts(system))) return undefined;
  const [attachments, history] = await Promise.all([readAttachments(reader, 'system', system.id), readHistory(reader, { kind: 'system', id: system.id }, { kinds: ['system', 'data-asset'] })]);
  return { attachments, history };
}

/** May the person have the files of this system? Answers the attachment route. */
export async function mayExamineSystem(reader: Reader, principal: Principal, id: string): Promise<boolean> {
  const system = await selectSystem(reader, id);
  return system !== undefined && may(principal.ability, 'examine', 'System', detailFacts(system));
}

/** What of the system itself keeps it from being deleted: it is evidence, or would be lost with it. */
export function ownReferences(system: SystemDetail): Reference[] {
  const page = `/he-thong/${system.id}`;
  return [
    ...system.data_assets.map(({ name }) => ({ text: `Tài sản dữ liệu: ${name}`, href: `${page}#du-lieu` })),
    ...system.decisions.map(({ number }) => ({ text: `Quyết định phê duyệt cấp độ số ${number}`, href: `${page}#cap-do` })),
    ...(system.state_changes.length > 0 ? [{ text: `${String(system.state_changes.length)} lần chuyển tình trạng`, href: `${page}#tinh-trang` }] : []),
  ];
}

const MOST_CHOICES = 2_000;

/** The systems a form of another room may offer: all the person may read that are not retired, those of other agencies too. */
export function readSystemChoices(reader: Reader, ability: Ability): Promise<SystemChoiceRow[]> {
  return selectChoices(reader, ability, MOST_CHOICES);
}

const NEWS_LIMIT = 20;
const NEWS_DAYS = 30;

/**
 * What beneficiary agencies are told: what happened in the last 30 days to systems that serve an agency of the reader, newest first.
 * Who reads every agency (city oversight) is told nothing here: nothing of it is theirs.
 */
export function readSystemNews(reader: Reader, clock: Clock, principal: Principal): Promise<readonly SystemNewsRow[]> {
  const agencyIds = [...new Set(principal.held.flatMap((held) => held.agencyIds ?? []))];
  if (agencyIds.length === 0) return Promise.resolve([]);
  const since = startOfDay(addDays(today(clock), -NEWS_DAYS));
  return selectNews(reader, principal.ability, { agencyIds, types: newsEvents, since, limit: NEWS_LIMIT });
}
