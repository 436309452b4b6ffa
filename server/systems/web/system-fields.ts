import { formatDay } from '../../kernel/calendar-day.js';
import type { FormValues } from '../../platform/http/forms.js';
import type { SystemDetail } from '../application/read-systems.js';
import type { SystemEntry } from '../application/register-system.js';
import type { SystemWords } from '../application/system-words.js';
import { levels, operatorKinds, type SystemForm } from './forms.js';
import { hostingNames } from './words.js';

/** The typed command of a system's form. */
export function entryOf(form: SystemForm): SystemEntry {
  const { proposedLevel, ...rest } = form;
  return { ...rest, proposedLevel: proposedLevel === undefined ? undefined : Number(proposedLevel) };
}

/** What stands in the fields of a stored system. */
export function valuesOf(system: SystemDetail): FormValues {
  const tick = (on: boolean): string | undefined => (on ? 'co' : undefined);
  return {
    code: system.code,
    name: system.name,
    description: system.description,
    ownerAgencyId: system.owner_agency_id ?? undefined,
    ownerText: system.owner_text ?? undefined,
    beneficiaryIds: system.beneficiary_ids,
    operatorKind: system.operator_kind,
    operatorName: system.operator_name ?? undefined,
    servesProcedures: tick(system.serves_procedures),
    publicService: tick(system.public_service),
    nationalSecurity: tick(system.national_security),
    proposedLevel: system.proposed_level?.toString(),
    planNumber: system.plan_number ?? undefined,
    planApprovedOn: system.plan_approved_on === null ? undefined : formatDay(system.plan_approved_on),
    hostingKind: system.hosting_kind,
    hostingPlace: system.hosting_place ?? undefined,
  };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

const operatorHints: Readonly<Record<string, string>> = {
  'hiring-agency': 'Cơ quan quản lý tự vận hành; khi chưa thuê dịch vụ cũng chọn mục này.',
};

/** The lists of a system's form. */
export function systemChoices(words: SystemWords, agencies: readonly { readonly id: string; readonly name: string }[], managingAgencyId: string | undefined) {
  const operators = words.operatorKinds();
  return {
    owners: agencies.map(({ id, name }) => ({ value: id, label: name })),
    beneficiaries: agencies.filter(({ id }) => id !== managingAgencyId).map(({ id, name }) => ({ value: id, label: name })),
    operators: operatorKinds.map((kind): Choice => {
      const hint = operatorHints[kind];
      return { value: kind, label: words.labelOf(operators, kind), ...(hint === undefined ? {} : { hint }) };
    }),
    levels: levelChoices(words),
    hostings: Object.entries(hostingNames).map(([value, label]) => ({ value, label })),
  };
}

/** Levels with the harm that makes them (Luật An ninh mạng, khoản 1 Điều 8). */
export function levelChoices(words: SystemWords): Choice[] {
  const entries = words.securityLevels();
  return levels.map((level) => {
    const entry = entries.find((candidate) => candidate.level === Number(level));
    return entry === undefined ? { value: level, label: `Cấp độ ${level}` } : { value: level, label: entry.label, hint: entry.harm };
  });
}
