import { compareDays, isCalendarDay, yearOf } from '../../kernel/calendar-day.js';
import { foldText } from '../../kernel/text.js';
import {
  changeListedPeople, changeListedVendors, importVendorPeople, importVendors, listedPersonChanges, listedVendorChanges, mayKeepVendors, vendorKinds, vendorsOfLists,
  type ListedPersonChange, type ListedVendorChange, type PersonParticulars, type VendorKind, type VendorParticulars,
} from '../../vendors/index.js';
import { batchOf, type ListContext, type ListWork, type Settled, type SettledRow } from './list-work.js';
import { vendorOf } from './party-rows.js';
import type { RowJudgement } from './row-judgement.js';

/** Vendors of the city, told apart by their tax codes. */
export const vendorList: ListWork = {
  async judge(context, rows) {
    const drafts = rows.map((row) => ({ row, code: row.value('taxCode', 'tax-code')?.code }));
    const found = await vendorsOfLists.find(context.tx, drafts.flatMap(({ code }) => code ?? []));
    const byCode = new Map(found.map((vendor) => [vendor.taxCode, vendor]));
    const settled = drafts.map(({ row, code }): SettledRow<VendorParticulars, ListedVendorChange> => ({
      row,
      title: row.text('name') ?? code ?? '',
      settled: code === undefined ? { kind: 'none' } : settleVendor(context, row, code, byCode.get(code)),
    }));
    return batchOf(settled, {
      subjectKind: 'vendor',
      insert: (vendors) => importVendors(context.tx, context.principal.userId, vendors),
      change: (changes) => changeListedVendors(context.tx, changes),
      before: ({ vendor }) => ({
        name: vendor.name, shortName: vendor.shortName, kind: vendor.kind, address: vendor.address, phone: vendor.phone, email: vendor.email, note: vendor.note, ceasedOn: vendor.ceasedOn,
      }),
    });
  },
  async restore({ tx }, effects) {
    const befores = new Map(effects.map(({ subjectId, before }) => [subjectId, before ?? {}]));
    const vendors = await vendorsOfLists.lock(tx, [...befores.keys()]);
    await changeListedVendors(tx, vendors.map((vendor) => {
      const before = befores.get(vendor.id) ?? {};
      const ceased = textOf(before['ceasedOn']);
      return {
        vendor,
        particulars: {
          taxCode: vendor.taxCode, name: textOf(before['name']) ?? vendor.name, shortName: textOf(before['shortName']), kind: kindOf(textOf(before['kind'])) ?? vendor.kind,
          address: textOf(before['address']) ?? vendor.address, phone: textOf(before['phone']), email: textOf(before['email']), note: textOf(before['note']),
          ceasedOn: ceased !== undefined && isCalendarDay(ceased) ? ceased : undefined,
        },
      };
    }));
  },
};

type FoundVendor = ListedVendorChange['vendor'];

function settleVendor(context: ListContext, row: RowJudgement, taxCode: string, vendor: FoundVendor | undefined): Settled<VendorParticulars, ListedVendorChange> {
  const first = context.seenBefore(taxCode, row.row.number);
  if (first !== undefined) row.fault('taxCode', 'same-as-row', { row: String(first) });
  if (!mayKeepVendors(context.principal, vendor === undefined ? 'register' : 'amend')) row.fault(null, 'no-right');
  const kind = kindOf(row.choice('kind'));
  if (vendor === undefined) {
    const [name, address] = [row.text('name'), row.text('address')];
    if (!row.settled || name === null || address === null) return { kind: 'none' };
    return { kind: 'new', what: { taxCode, name, address, kind: kind ?? kindOf(context.list.settings['kind']) ?? 'domestic_company', ...restOfVendor(row) } };
  }
  // A vendor that is there keeps what the list leaves empty, the address above all.
  const particulars: VendorParticulars = {
    taxCode,
    name: row.text('name') ?? vendor.name,
    address: row.text('address') ?? vendor.address,
    kind: kind ?? vendor.kind,
    shortName: row.text('shortName') ?? vendor.shortName ?? undefined,
    phone: phoneOf(row) ?? vendor.phone ?? undefined,
    email: emailOf(row) ?? vendor.email ?? undefined,
    note: row.text('note') ?? vendor.note ?? undefined,
    ceasedOn: row.day('ceasedOn') ?? vendor.ceasedOn ?? undefined,
  };
  return settleChange(row, vendor.id, { vendor, particulars }, listedVendorChanges({ vendor, particulars }), { ...vendor });
}

function restOfVendor(row: RowJudgement): Pick<VendorParticulars, 'shortName' | 'phone' | 'email' | 'note' | 'ceasedOn'> {
  return { shortName: row.text('shortName') ?? undefined, phone: phoneOf(row), email: emailOf(row), note: row.text('note') ?? undefined, ceasedOn: row.day('ceasedOn') ?? undefined };
}

function kindOf(code: string | null | undefined): VendorKind | undefined {
  return vendorKinds.find((kind) => kind === code);
}

function phoneOf(row: RowJudgement): string | undefined {
  return row.value('phone', 'phone')?.number;
}

function emailOf(row: RowJudgement): string | undefined {
  return row.value('email', 'email')?.address;
}

/** What a list would change of something that is there, or that it changes nothing. */
export function settleChange<New, Changed>(
  row: RowJudgement, id: string, what: Changed, changed: readonly string[], before: Readonly<Record<string, unknown>>,
): Settled<New, Changed> {
  if (!row.settled) return { kind: 'none' };
  if (changed.length === 0) return { kind: 'unchanged', id };
  for (const name of changed) row.changes[name] = { from: shown(before[name]), to: row.shownAs(name) ?? '' };
  return { kind: 'changed', id, what };
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value === 'boolean' ? (value ? 'Có' : 'Không') : '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** People of vendors, told apart within their vendor by name, the end of their identity document and year of birth. */
export const vendorPeopleList: ListWork = {
  async judge(context, rows) {
    const drafts: PersonDraft[] = [];
    for (const row of rows) drafts.push(await personDraft(context, row));
    const keyed = drafts.flatMap((draft) => (draft.vendorId === undefined || draft.fullName === null || draft.tail === undefined ? [] : [
      { draft, key: { vendorId: draft.vendorId, fullName: draft.fullName, identityTail: draft.tail, birthYear: draft.birthYear ?? null } },
    ]));
    const found = new Map((await vendorsOfLists.findPeople(context.tx, keyed.map(({ key }) => key))).map((person) => [person.key, person]));
    const people = new Map(keyed.map(({ draft }, place) => [draft, found.get(place)]));
    const settled = drafts.map((draft): SettledRow<NewPerson, ListedPersonChange> => ({ row: draft.row, title: draft.fullName ?? '', settled: settlePerson(context, draft, people.get(draft)) }));
    return batchOf(settled, {
      subjectKind: 'vendor-person',
      insert: (news) => importVendorPeople(context.tx, news),
      change: (changes) => changeListedPeople(context.tx, changes),
      before: ({ person }) => ({
        fullName: person.fullName, birthYear: person.birthYear, nationality: person.nationality, post: person.post, phone: person.phone, email: person.email, joinedOn: person.joinedOn,
      }),
    });
  },
  async restore({ tx }, effects) {
    const befores = new Map(effects.map(({ subjectId, before }) => [subjectId, before ?? {}]));
    const people = await vendorsOfLists.lockPeople(tx, [...befores.keys()]);
    await changeListedPeople(tx, people.map((person) => {
      const before = befores.get(person.id) ?? {};
      const joined = textOf(before['joinedOn']);
      return {
        person,
        particulars: {
          fullName: textOf(before['fullName']) ?? person.fullName, identityTail: person.identityTail, birthYear: typeof before['birthYear'] === 'number' ? before['birthYear'] : undefined,
          nationality: textOf(before['nationality']) ?? person.nationality, post: textOf(before['post']) ?? person.post, phone: textOf(before['phone']), email: textOf(before['email']),
          joinedOn: joined !== undefined && isCalendarDay(joined) ? joined : undefined,
        },
      };
    }));
  },
};

interface NewPerson {
  readonly vendorId: string;
  readonly particulars: PersonParticulars;
}

interface PersonDraft {
  readonly row: RowJudgement;
  readonly vendorId: string | undefined;
  readonly fullName: string | null;
  readonly tail: string | undefined;
  readonly birthYear: number | undefined;
}

async function personDraft(context: ListContext, row: RowJudgement): Promise<PersonDraft> {
  const vendorId = await vendorOf(context, row);
  if (vendorId === undefined && row.text('vendor') === null && row.value('vendorTaxCode', 'tax-code') === undefined) row.needed('vendor', 'vendorTaxCode');
  return { row, vendorId, fullName: row.text('fullName'), tail: identityTailOf(row), birthYear: birthYearOf(row) };
}

/** Lists give whole numbers of identity documents; only their end is kept, and only that is shown. */
function identityTailOf(row: RowJudgement): string | undefined {
  const written = row.text('identity');
  if (written === null) return undefined;
  const tail = foldText(written).toUpperCase().replaceAll(/[^0-9A-Z]/gu, '').slice(-4);
  row.show('identity', tail);
  if (/^[0-9A-Z]{4}$/u.test(tail)) {
    if (tail.length < written.trim().length) row.remark('identity', 'identity-shortened');
    return tail;
  }
  row.fault('identity', 'identity-form');
  return undefined;
}

function birthYearOf(row: RowJudgement): number | undefined {
  const written = row.text('birthYear');
  if (written === null) return undefined;
  const year = /^(?:.*\D)?(19\d\d|20\d\d)(?:-\d\d-\d\d.*)?$/u.exec(written.trim())?.[1];
  if (year === undefined) {
    row.fault('birthYear', 'birth-year-form', { source: written });
    return undefined;
  }
  row.show('birthYear', year);
  return Number(year);
}

function settlePerson(context: ListContext, draft: PersonDraft, person: ListedPersonChange['person'] | undefined): Settled<NewPerson, ListedPersonChange> {
  const { row, vendorId, fullName, tail, birthYear } = draft;
  if (vendorId === undefined || fullName === null || tail === undefined) return { kind: 'none' };
  const first = context.seenBefore(`${vendorId} ${foldText(fullName)} ${tail} ${String(birthYear ?? '')}`, row.row.number);
  if (first !== undefined) row.fault(null, 'same-as-row', { row: String(first) });
  if (!mayKeepVendors(context.principal, 'amend')) row.fault(null, 'no-right');
  const joinedOn = row.day('joinedOn');
  if (joinedOn !== null && compareDays(joinedOn, context.day) > 0 && yearOf(joinedOn) > yearOf(context.day) + 1) row.fault('joinedOn', 'day-too-far', {});
  const post = row.text('post');
  if (!row.settled) return { kind: 'none' };
  if (person === undefined) {
    if (post === null) return { kind: 'none' };
    const particulars: PersonParticulars = {
      fullName, identityTail: tail, birthYear, nationality: row.text('nationality') ?? context.list.settings['nationality'] ?? 'Việt Nam', post,
      phone: phoneOf(row), email: emailOf(row), joinedOn: joinedOn ?? undefined,
    };
    return { kind: 'new', what: { vendorId, particulars } };
  }
  const particulars: PersonParticulars = {
    fullName, identityTail: tail, birthYear: birthYear ?? person.birthYear ?? undefined, nationality: row.text('nationality') ?? person.nationality, post: post ?? person.post,
    phone: phoneOf(row) ?? person.phone ?? undefined, email: emailOf(row) ?? person.email ?? undefined, joinedOn: joinedOn ?? person.joinedOn ?? undefined,
  };
  return settleChange(row, person.id, { person, particulars }, listedPersonChanges({ person, particulars }), { ...person });
}
