import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { readSigners, readSigningAuthority } from '../../people/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { longDay, readRecords, readSigner, type RecordModel, type RecordSigner } from '../../records/index.js';
import { CLOSING_KIND } from '../domain/closing.js';
import type { AccountRow, ClosingDetail, ItemRow } from '../persistence/closing-rows.js';
import { selectAbsences, selectContents, selectDeliveries, selectOfficial, selectParties, selectTests, type PartiesRow } from '../persistence/print-grounds.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { AccountToPrint, ClosingGround, DestructionToPrint, ItemToPrint, LiquidationMaterial, RetainedToPrint, RunToPrint } from './record-material.js';
import { lockedClosing } from './standing.js';

/** The papers of a closing (domain reference 4.6): request and plan, handing over, trying, destroying, settling the contract, reporting its end. */
export const paperKinds = ['HS-25', 'HS-26', 'HS-27', 'HS-28', 'HS-29', 'HS-30'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** What drawing up needs from the rest of the product. */
export type DrawUpNeeds = Pick<ClosingNeeds, 'library' | 'rolesThatMay' | 'regulation' | 'prepareRecord' | 'composeRecord' | 'words'>;

/** Freezes a paper about a closing as it stands in this transaction. Records: record.prepared. @returns the record @throws NotFound, Forbidden */
export type DrawUpPaper = (tx: Transaction, principal: Principal, wanted: { readonly closingId: string; readonly kind: PaperKind }) => Promise<string>;

/** Drawing up the papers of a closing, within the act that asks for them. */
export function createDrawUpPaper(needs: DrawUpNeeds): DrawUpPaper {
  return async (tx, principal, { closingId, kind }) => {
    const of = await lockedClosing(tx, principal, 'draw-up', closingId, needs.rolesThatMay);
    const parties = await selectParties(tx, closingId);
    const ground: ClosingGround = { parties, regulation: needs.regulation(), reason: of.reason, ground: of.ground, requestedOn: of.requestedOn };
    const signer = kind === 'HS-25' || kind === 'HS-30' ? await signerOf(tx, parties) : undefined;
    const model = await modelOf(tx, needs, { of, ground, kind, signer, userId: principal.userId });
    return prepare(tx, needs, { of, parties, kind, model, signer });
  };
}

interface Composed {
  readonly of: ClosingDetail;
  readonly ground: ClosingGround;
  readonly kind: PaperKind;
  readonly signer: RecordSigner | undefined;
  readonly userId: string;
}

async function modelOf(tx: Transaction, needs: DrawUpNeeds, { of, ground, kind, signer, userId }: Composed): Promise<RecordModel> {
  const { composeRecord } = needs;
  // In the order of the list, and within an item as the rows come.
  const named = <Row extends { readonly itemId: string }>(rows: readonly Row[]): (Row & { readonly item: ItemToPrint })[] =>
    of.items.flatMap((item) => rows.filter(({ itemId }) => itemId === item.id).map((row) => ({ ...row, item: printed(item) })));
  switch (kind) {
    case 'HS-25':
      return composeRecord.request({ ...ground, plan: of.plan, dueOn: of.dueOn, runDays: of.runDays, items: of.items.map(printed), accounts: of.accounts.length, signer });
    case 'HS-26':
      return composeRecord.handover({
        ...ground,
        deliveries: named(await selectDeliveries(tx, of.id)).map(({ versionText, ...delivery }) => ({ ...delivery, version: versionText })),
        absences: named(await selectAbsences(tx, of.id)),
        secretary: await selectOfficial(tx, userId),
      });
    case 'HS-27':
      return composeRecord.usability({ ...ground, tests: named(await selectTests(tx, of.id)), run: runOf(of), secretary: await selectOfficial(tx, userId) });
    case 'HS-28':
      return composeRecord.destruction({ ...ground, ...copiesOf(of), secretary: await selectOfficial(tx, userId) });
    case 'HS-29':
      return composeRecord.liquidation(settledOf(of, ground));
    case 'HS-30':
      return composeRecord.endReport({
        ...settledOf(of, ground),
        items: of.items.map((item) => ({ ...printed(item), standingText: needs.words.standing(item) })),
        accountRows: of.accounts.map((account) => accountToPrint(account, today({ now: () => tx.at }), needs)),
        contents: await selectContents(tx, of.contractId),
        signer,
      });
  }
}

function printed({ code, name, step, systemName, evidence, acceptanceTest }: ItemRow): ItemToPrint {
  return { code, name, step, about: systemName, evidence: evidence ?? '', acceptanceTest };
}

function settledOf(of: ClosingDetail, ground: ClosingGround): LiquidationMaterial {
  const passed = of.items.filter(({ standing }) => standing === 'passed').length;
  const absent = of.items.filter(({ standing }) => standing === 'absent').length;
  return { ...ground, counts: { items: of.items.length, passed, absent, accounts: of.accounts.filter(({ settled }) => settled).length, openAccounts: of.accounts.filter(({ settled }) => !settled).length }, run: runOf(of), ...copiesOf(of) };
}

/** The newest run. */
function runOf({ runs }: ClosingDetail): RunToPrint | null {
  const [newest] = runs;
  return newest === undefined ? null : { beganAt: newest.beganAt, endsOn: newest.endsOn, finishedAt: newest.finish?.at ?? null, outcome: newest.finish?.outcome ?? null, note: newest.finish?.note ?? null };
}

function copiesOf({ copies }: ClosingDetail): { readonly destructions: DestructionToPrint[]; readonly retained: RetainedToPrint[] } {
  return {
    destructions: copies.destructions.map(({ scope, method, doneAt, minutesNumber, subcontractors }) => ({ scope, method, doneAt, number: minutesNumber, subcontractors })),
    retained: copies.retained.map(({ what, ground, until }) => ({ what, ground, until })),
  };
}

function accountToPrint(account: AccountRow, onDay: CalendarDay, { library, words }: DrawUpNeeds): AccountToPrint {
  const { settlement, closure } = account;
  const kinds = library().libraryOn('account-kinds', onDay).entries;
  return {
    account: account.name,
    kindText: kinds.find(({ id }) => id === account.kind)?.label ?? account.kind ?? '',
    systemName: account.systemName,
    actionText: words.settled(account),
    doneAt: settlement?.doneAt ?? closure?.doneAt ?? null,
    by: settlement?.by ?? closure?.by ?? null,
  };
}

const councils: readonly string[] = ['city', 'ward', 'commune', 'special_zone'];

/** A head of the agency, or whom a head delegated to, who holds the authority over handing over today; undefined when nobody does. */
async function signerOf(tx: Transaction, { agencyId, agencyKind }: PartiesRow): Promise<RecordSigner | undefined> {
  const heads = await readSigners({ rows: (sql, parameters) => tx.query(sql, parameters) }, agencyId);
  const onDay = today({ now: () => tx.at });
  const onBehalfOf = councils.includes(agencyKind) ? { onBehalfOf: 'Ủy ban nhân dân' } : {};
  for (const { id: personId } of heads) {
    const held = await readSigningAuthority(tx, { personId, agencyId, area: 'handovers', onDay });
    if (held !== undefined) return readSigner(tx, { agencyId, personId, area: 'handovers', ...onBehalfOf });
  }
  return undefined;
}

interface Prepared {
  readonly of: ClosingDetail;
  readonly parties: PartiesRow;
  readonly kind: PaperKind;
  readonly model: RecordModel;
  readonly signer: RecordSigner | undefined;
}

async function prepare(tx: Transaction, { prepareRecord }: DrawUpNeeds, { of, parties, kind, model, signer }: Prepared): Promise<string> {
  const subject = { kind: CLOSING_KIND, id: of.id };
  const past = (await readRecords({ rows: (sql, parameters) => tx.query(sql, parameters) }, subject.kind, [subject.id])).filter((record) => record.kind === kind);
  const { contractNumber, signedOn, agencyName, vendorName } = parties;
  const { id } = await prepareRecord(tx, {
    kind,
    agencyId: parties.agencyId,
    subject,
    part: String(past.length + 1),
    model,
    ...(signer === undefined ? {} : { signer }),
    ...(contractNumber === null || signedOn === null || vendorName === null ? {} : { contractLine: `Căn cứ Hợp đồng số ${contractNumber} ngày ${longDay(signedOn)} giữa ${agencyName} và ${vendorName}` }),
    libraryVersions: [of.itemsEdition],
    concerns: [{ kind: 'contract', id: of.contractId }, { kind: 'vendor', id: of.vendorId }],
  });
  return id;
}
