import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** Vietnamese names of the roles that may do this; compose.ts reads them from the permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** For each kind of subject: may this person read it? The rooms of the subjects answer, as they do for attachments. */
export type RecordReaders = Readonly<Record<string, (principal: Principal, subjectId: string) => Promise<boolean>>>;

export interface RecordFacts {
  readonly agencyId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** May the person read the record: as somebody of its agency or its supervisors, or because they may read what it is about. */
export async function mayReadRecord(principal: Principal, record: RecordFacts, readers: RecordReaders): Promise<boolean> {
  if (may(principal.ability, 'read', 'Record', { agencyId: record.agencyId })) return true;
  return (await readers[record.subjectKind]?.(principal, record.subjectId)) ?? false;
}

/** @throws NotFound when the person may not know the record, Forbidden (with the roles it needs) when they may not do this to it */
export function requireMay(principal: Principal, action: string, agencyId: string, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', 'Record', { agencyId })) throw new NotFound('record');
  if (!may(principal.ability, action, 'Record', { agencyId })) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Record') });
}
