import type { CalendarDay } from '../../kernel/calendar-day.js';
import { readMoney } from '../../kernel/money.js';
import { ROWS_PER_PAGE, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';
import { ENDING_SOON_DAYS } from '../domain/standing.js';

/** Where the facts that permissions look at stand in a table of contracts called `c`. */
export const contractFields: SqlFields = {
  agencyId: { column: 'c.agency_id', type: 'uuid' },
  beneficiaryIds: { array: 'c.beneficiary_ids', type: 'uuid' },
};

export interface ContractRegisterRow {
  readonly id: string;
  readonly agency_id: string;
  readonly number: string | null;
  readonly name: string;
  readonly package_code: string | null;
  readonly phase: ContractPhase;
  readonly value: bigint | null;
  readonly signed_on: CalendarDay | null;
  readonly ends_on: CalendarDay | null;
  readonly vendor_name: string | null;
  /** Only in the register of those who reach several agencies. */
  readonly agency_name?: string;
}

/** A year that can be in a date; anything else means nothing. */
const YEAR = /^(19|20)\d\d$/;
const UUID = /^[0-9a-f-]{36}$/;

const register: RegisterSql = {
  select: 'c.id, c.agency_id, c.number, c.name, c.package_code, c.phase, c.value, c.signed_on, c.ends_on, v.name AS vendor_name',
  from: 'contract c LEFT JOIN published_vendor v ON v.id = c.vendor_id',
  countFrom: 'contract c',
  visible: {
    action: 'read',
    subject: 'Contract',
    fields: contractFields,
    knownFrom: ({ 'co-quan': agency = '' }) => (UUID.test(agency) ? { agencyId: agency, beneficiaryIds: [] } : undefined),
  },
  filters: {
    q: (value, bind) => everyWord(value, bind),
    'co-quan': (value, bind) => (UUID.test(value) ? `c.agency_id = ${bind(value)}` : `c.agency_id = ANY (ARRAY(SELECT g.id FROM agency g WHERE ${wordsIn('g.search', value, bind)}))`),
    'giai-doan': (value, bind) => `c.phase = ${bind(value)}`,
    'loai-dich-vu': (value, bind) => `c.service_kind = ${bind(value)}`,
    'nam-ky': (value, bind) => (YEAR.test(value) ? `c.signed_on BETWEEN ${bind(`${value}-01-01`)}::date AND ${bind(`${value}-12-31`)}::date` : undefined),
    'han': (value) => dueConditions[value],
    'hinh-thuc': (value, bind) => `c.entry_kind = ${bind(value)}`,
    'ben-cung-cap': (value, bind) => (UUID.test(value) ? `c.vendor_id = ${bind(value)}` : `c.vendor_id = ANY (ARRAY(SELECT f.id FROM published_vendor f WHERE ${wordsIn('f.folded_search', value, bind)}))`),
    // The description of a system, which its folded words hold too, is not what is asked for.
    'he-thong': (value, bind) =>
      `c.id = ANY (ARRAY(SELECT l.contract_id FROM contract_system l JOIN published_system s ON s.id = l.system_id
                          WHERE ${UUID.test(value) ? `s.id = ${bind(value)}` : `${wordsIn('s.folded_name', value, bind)} AND ${wordsIn("fold_text(s.code || ' ' || s.name)", value, bind)}`}))`,
    'phu-trach': (value, bind) => `c.responsible_id = ANY (ARRAY(SELECT p.id FROM person_name p WHERE ${wordsIn('fold_text(p.full_name)', value, bind)}))`,
    'gia-tri-tu': (value, bind) => amountCondition('>=', value, bind),
    'gia-tri-den': (value, bind) => amountCondition('<=', value, bind),
  },
  sorts: {
    newest: 'c.seq',
    so: 'c.number COLLATE vietnamese',
    ten: 'c.name COLLATE vietnamese',
    'gia-tri': 'c.value',
    'ngay-ky': 'c.signed_on',
    'ngay-het-han': 'c.ends_on',
  },
  kept: ['gia-tri', 'gia-tri-tu', 'gia-tri-den'],
  tieBreak: 'c.seq',
};

/** The same register for those who reach several agencies. */
const registerOfSeveral: RegisterSql = { ...register, select: `${register.select}, a.name AS agency_name`, from: `${register.from} JOIN agency a ON a.id = c.agency_id` };

/** An amount that cannot be read is not passed over: nothing fits it. */
function amountCondition(comparison: '>=' | '<=', typed: string, bind: (value: unknown) => string): string {
  const amount = readMoney(typed);
  return amount.ok ? `c.value ${comparison} ${bind(amount.value)}` : 'FALSE';
}

const endsWithin = (days: number): string => `c.phase IN ('signed', 'trial', 'active') AND c.ends_on BETWEEN app_today() AND app_today() + ${days}`;

const dueConditions: Readonly<Record<string, string>> = {
  'trong-30-ngay': endsWithin(30),
  'sap-het-han': endsWithin(ENDING_SOON_DAYS),
  'trong-180-ngay': endsWithin(180),
  'qua-han': `c.phase IN ('signed', 'trial', 'active') AND c.ends_on < app_today()`,
  'qua-han-ra-soat': `c.phase IN ('signed', 'trial', 'active', 'handing_over') AND c.review_due_on < app_today()`,
};

/** Every typed word stands in the contract's own words or in its vendor's, with or without diacritics. */
function everyWord(typed: string, bind: (value: unknown) => string): string | undefined {
  const words = wordsOf(typed);
  if (words.length === 0) return undefined;
  return words
    .map((word) => {
      const pattern = `'%' || fold_text(${bind(word)}) || '%'`;
      return `(c.folded LIKE ${pattern} OR c.vendor_id = ANY (ARRAY(SELECT f.id FROM published_vendor f WHERE f.folded_search LIKE ${pattern})))`;
    })
    .join(' AND ');
}

function wordsIn(column: string, typed: string, bind: (value: unknown) => string): string {
  return wordsOf(typed).map((word) => `${column} LIKE '%' || fold_text(${bind(word)}) || '%'`).join(' AND ') || 'TRUE';
}

function wordsOf(typed: string): string[] {
  return typed.split(/\s+/).filter((word) => word !== '').slice(0, 8).map((word) => word.replaceAll(/[\\%_]/g, String.raw`\$&`));
}

/** Rows and count of one page of the register, in one statement. */
export function selectRegister(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): Promise<RegisterResult<ContractRegisterRow>> {
  return readRegister<ContractRegisterRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamContracts(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): RegisterSource<ContractRegisterRow> {
  return streamRegister<ContractRegisterRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

export interface ContractReference {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly phase: ContractPhase;
  readonly ends_on: CalendarDay | null;
  readonly agency_id: string;
  readonly agency_name: string;
}

const reference = 'c.id, c.number, c.name, c.phase, c.ends_on, c.agency_id, a.name AS agency_name';
const referred: Readonly<Record<'vendor' | 'system', string>> = {
  vendor: 'c.vendor_id = $1',
  system: 'c.id IN (SELECT l.contract_id FROM contract_system l WHERE l.system_id = $1)',
};

/** The newest contracts of a vendor, or over a system, that the holder may read. */
export function selectContractsNaming(reader: Reader, ability: Ability, kind: 'vendor' | 'system', id: string, limit = ROWS_PER_PAGE): Promise<ContractReference[]> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'Contract', contractFields, parameters);
  return reader.rows(
    `SELECT ${reference} FROM contract c JOIN agency a ON a.id = c.agency_id WHERE ${referred[kind]} AND ${visible} ORDER BY c.seq DESC LIMIT ${limit}`,
    parameters,
  );
}

/** How many contracts name a vendor or a system, whoever may read them: what stands against deleting it. */
export async function countContractsNaming(reader: Reader, kind: 'vendor' | 'system', id: string): Promise<number> {
  const row = await reader.row<{ found: number }>(`SELECT count(*)::int AS found FROM contract c WHERE ${referred[kind]}`, [id]);
  return row?.found ?? 0;
}
