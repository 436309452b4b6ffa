import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { SystemState } from '../domain/system.lifecycle.js';
import { agencyNames } from '../persistence/agency-names.js';
import { insertSystem, type SystemFields } from '../persistence/systems.js';
import { mayAt } from './access.js';
import { aboutSystem, systemEvents } from './events.js';

/** What is entered about a system; texts are normalised and not empty, undefined is "not given". */
export interface SystemEntry {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly beneficiaryIds: readonly string[];
  /** Exactly one of agency and text names the owner (chủ quản). */
  readonly ownerAgencyId?: string | undefined;
  readonly ownerText?: string | undefined;
  readonly operatorKind: string;
  readonly operatorName?: string | undefined;
  readonly servesProcedures: boolean;
  readonly publicService: boolean;
  readonly nationalSecurity: boolean;
  readonly proposedLevel?: number | undefined;
  readonly planNumber?: string | undefined;
  readonly planApprovedOn?: CalendarDay | undefined;
  readonly hostingKind: string;
  readonly hostingPlace?: string | undefined;
}

export interface RegisterSystem extends SystemEntry {
  readonly managingAgencyId: string;
  /** The true state on the day of registration: systems that already run enter as what they are. */
  readonly serviceState: SystemState;
}

/**
 * Registers a system of an agency.
 * @throws InvalidInput with codes: 'agency-not-yours' (managingAgencyId), 'beneficiary-is-manager' (beneficiaryIds), 'day-in-future' (planApprovedOn)
 */
export function createRegisterSystem(work: UnitOfWork) {
  return async function registerSystem(context: ActContext, principal: Principal, command: RegisterSystem): Promise<string> {
    return work.run(context, async (tx) => {
      if (!mayAt(principal.ability, 'register', command.managingAgencyId)) throw new InvalidInput({ managingAgencyId: 'agency-not-yours' });
      checkEntry(tx, command, command.managingAgencyId);
      const fields = { ...fieldsOf(command), managingAgencyId: command.managingAgencyId, serviceState: command.serviceState };
      const id = await insertSystem(tx, fields);
      const { code, name, serviceState, proposedLevel } = fields;
      const beneficiaries = await agencyNames(tx, command.beneficiaryIds);
      await recordEvent(tx, aboutSystem(systemEvents.registered, { id, ...fields }, { code, name, serviceState, proposedLevel, beneficiaries }));
      return id;
    });
  };
}

/** What cannot be known from the form alone. @throws InvalidInput */
export function checkEntry(tx: Transaction, entry: SystemEntry, managingAgencyId: string): void {
  const errors: Record<string, string> = {};
  if (entry.beneficiaryIds.includes(managingAgencyId)) errors['beneficiaryIds'] = 'beneficiary-is-manager';
  if (entry.planApprovedOn !== undefined && isAfterToday(tx, entry.planApprovedOn)) errors['planApprovedOn'] = 'day-in-future';
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
}

export function isAfterToday(tx: Transaction, day: CalendarDay): boolean {
  return compareDays(day, today({ now: () => tx.at })) > 0;
}

/** The entry as the row keeps it. */
export function fieldsOf(entry: SystemEntry): Omit<SystemFields, 'managingAgencyId' | 'serviceState'> {
  return {
    code: entry.code,
    name: entry.name,
    description: entry.description,
    beneficiaryIds: [...entry.beneficiaryIds].sort(),
    ownerAgencyId: entry.ownerAgencyId ?? null,
    ownerText: entry.ownerText ?? null,
    operatorKind: entry.operatorKind,
    operatorName: entry.operatorName ?? null,
    servesProcedures: entry.servesProcedures,
    publicService: entry.publicService,
    nationalSecurity: entry.nationalSecurity,
    proposedLevel: entry.proposedLevel ?? null,
    planNumber: entry.planNumber ?? null,
    planApprovedOn: entry.planApprovedOn ?? null,
    hostingKind: entry.hostingKind,
    hostingPlace: entry.hostingPlace ?? null,
  };
}
