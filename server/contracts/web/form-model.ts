import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import { formatMoney } from '../../kernel/money.js';
import type { FormValues } from '../../platform/http/forms.js';
import type { FormState } from '../../platform/http/routes.js';
import type { ChoiceModel } from '../../platform/views/field-models.js';
import { vendorChoiceText } from '../../vendors/index.js';
import type { ContractDetail, FormChoices } from '../application/read-contracts.js';
import { transitionalPhases } from '../domain/contract.lifecycle.js';
import { isTermsFault } from '../domain/terms.js';
import { termsError } from './contract-forms.js';
import type { LibraryChoices } from './library-choices.js';
import { fieldErrorText, fieldWords, phaseStates } from './words.js';

/** Everything the form offers to choose from. */
export interface EntryChoices {
  readonly agencies: readonly ChoiceModel[];
  readonly serviceKinds: readonly ChoiceModel[];
  readonly fundSources: readonly ChoiceModel[];
  readonly operatorKinds: readonly ChoiceModel[];
  readonly hireQuestion: { readonly text: string; readonly hint: string };
  readonly hireAnswers: readonly ChoiceModel[];
  readonly systems: readonly ChoiceModel[];
  readonly staff: readonly ChoiceModel[];
  readonly beneficiaries: readonly ChoiceModel[];
  readonly phases: readonly ChoiceModel[];
  readonly withoutSystem: readonly ChoiceModel[];
  readonly noStaff: boolean;
}

/** The choices for a day; `agencyIds` are those contracts may be registered for. */
export function entryChoices(library: LibraryChoices, choices: FormChoices, day: CalendarDay, agencyIds: readonly string[]): EntryChoices {
  const several = agencyIds.length > 1;
  return {
    agencies: choices.agencies.filter(({ id }) => agencyIds.includes(id)).map(({ id, name }) => ({ value: id, label: name })),
    serviceKinds: library.serviceKinds(day),
    fundSources: library.fundSources(day),
    operatorKinds: library.operatorKinds(day),
    hireQuestion: library.hireQuestion(day),
    hireAnswers: library.hireAnswers(day),
    systems: choices.systems.map(({ id, code, name, level, agency }) => ({ value: id, label: name, hint: `${code} · cấp độ ${String(level)} · ${agency}` })),
    staff: choices.staff.map(({ id, name, post, agency }) => ({ value: id, label: several ? `${name} (${post}, ${agency})` : `${name} (${post})` })),
    beneficiaries: choices.agencies.map(({ id, name }) => ({ value: id, label: name })),
    phases: transitionalPhases.map((phase) => ({ value: phase, label: phaseStates[phase].word })),
    withoutSystem: [{ value: 'co', label: 'Không gắn với hệ thống nào (bản quyền, đào tạo …)' }],
    noStaff: choices.staff.length === 0,
  };
}

/** What stands in the fields of a contract that exists. */
export function valuesOf(contract: ContractDetail): FormValues {
  const dayText = (day: CalendarDay | null): string => (day === null ? '' : formatDay(day));
  return {
    agency: contract.agencyId,
    name: contract.name,
    number: contract.number ?? '',
    packageCode: contract.packageCode ?? '',
    invitingBody: contract.invitingBody ?? '',
    serviceKind: contract.serviceKind ?? '',
    scope: contract.scope ?? '',
    hireAnswer: contract.hireAnswer ?? '',
    hireGround: contract.hireGround ?? '',
    vendor: contract.vendorName === null ? '' : vendorChoiceText({ taxCode: contract.vendorTaxCode ?? '', name: contract.vendorName }),
    systems: contract.systems.map(({ id }) => id),
    withoutSystem: contract.withoutSystem ? 'co' : '',
    operator: contract.operatorKind ?? '',
    operatorName: contract.operatorName ?? '',
    value: amountText(contract.value),
    securityValue: amountText(contract.securityValue),
    fundSource: contract.fundSource ?? '',
    signedOn: dayText(contract.signedOn),
    startsOn: dayText(contract.startsOn),
    endsOn: dayText(contract.endsOn),
    responsible: contract.responsibleId ?? '',
    beneficiaries: contract.beneficiaries.filter(({ named }) => named).map(({ id }) => id),
  };
}

/** An amount as the field holds it: grouped, without its unit. */
export function amountText(amount: bigint | null): string {
  return amount === null ? '' : formatMoney(amount).replace(/ đ$/, '');
}

/** The rows of partials/conflict, with names instead of identifiers and codes. */
export function conflictRows(conflict: FormState<unknown>['conflict'], choices: EntryChoices): { label: string; theirs: string; yours: string }[] {
  const lists: Readonly<Record<string, readonly ChoiceModel[]>> = {
    agency: choices.agencies,
    serviceKind: choices.serviceKinds,
    hireAnswer: choices.hireAnswers,
    systems: choices.systems,
    operator: choices.operatorKinds,
    fundSource: choices.fundSources,
    responsible: choices.staff,
    beneficiaries: choices.beneficiaries,
    withoutSystem: [{ value: 'co', label: 'Có' }],
  };
  const say = (field: string, value: string): string => {
    const list = lists[field];
    return list === undefined || value === '' ? value : value.split(', ').map((code) => list.find((choice) => choice.value === code)?.label ?? code).join('; ');
  };
  return conflict
    .filter(({ field }) => field !== 'correctionGround')
    .map(({ field, theirs, yours }) => ({ label: fieldWords[field] ?? field, theirs: say(field, theirs), yours: say(field, yours) }));
}

/** Turns the codes of a use case into sentences at their fields. */
export async function sayingFaults<T>(perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof Refused && isTermsFault(error.refusal.reason)) throw new InvalidInput(termsError({ ...error.refusal, reason: error.refusal.reason }));
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([field, code]) => [field, fieldErrorText(code)])));
  }
}

/** Walls of the database that two people at once can hit. */
export const contractWalls = {
  contract_number_unique: { field: 'number', text: 'Cơ quan đã có hợp đồng mang số này; kiểm tra lại số hoặc mở hợp đồng đã có.' },
  contract_package_unique: { field: 'packageCode', text: 'Cơ quan đã có hợp đồng của gói thầu này (kể cả bản sửa đổi khác); mở hợp đồng đã có để sửa.' },
};
