import type { ListedContract, ListedFields } from '../../contracts/index.js';
import { judgeContracts, restoreContracts, type ContractDraft } from './contract-rows.js';
import type { ListContext, ListWork } from './list-work.js';
import { agencyOf, systemOf, vendorOf } from './party-rows.js';
import type { RowJudgement } from './row-judgement.js';

/** Running contracts: they come in as hợp đồng chuyển tiếp, with one ground for the whole list. */
export const runningContracts: ListWork = {
  async judge(context, rows) {
    const drafts: ContractDraft[] = [];
    for (const row of rows) drafts.push(await runningDraft(context, row));
    return judgeContracts(context, drafts);
  },
  restore: restoreContracts,
};

const runningColumns = { vendorId: 'vendor', operatorKind: 'operator' } as const;

async function runningDraft(context: ListContext, row: RowJudgement): Promise<ContractDraft> {
  const agencyId = await agencyOf(context, row, 'agency');
  const vendorId = await vendorOf(context, row);
  const number = row.text('number');
  const name = row.text('name');
  const given = saidOf({
    number,
    name: name ?? undefined,
    packageCode: packageText(row, 'packageCode'),
    invitingBody: row.text('invitingBody'),
    vendorId: vendorId ?? null,
    operatorKind: row.choice('operator') ?? context.list.settings['operator'] ?? null,
    operatorName: row.text('operatorName'),
    serviceKind: row.choice('serviceKind'),
    scope: row.text('scope'),
    value: row.amount('value'),
    securityValue: row.amount('securityValue'),
    fundSource: row.choice('fundSource'),
    signedOn: row.day('signedOn'),
    startsOn: row.day('startsOn'),
    endsOn: row.day('endsOn'),
  });
  if (given.operatorKind === 'other-organization' && given.operatorName === undefined) row.needed('operatorName');
  if (given.operatorKind !== 'other-organization' && given.operatorName !== undefined) {
    row.remark('operatorName', 'operator-name-left-out');
    delete given.operatorName;
  }
  return {
    row,
    title: [number, name].filter((text) => text !== null).join(' – '),
    agencyId,
    given,
    systemIds: await systemsOf(context, row),
    entry: { kind: 'transitional', phase: phaseOf(row.choice('phase') ?? context.list.settings['phase']), ground: context.list.settings['ground'] ?? '' },
    columnOf: runningColumns,
  };
}

type RunningPhase = Extract<ListedContract['entry'], { kind: 'transitional' }>['phase'];

function phaseOf(code: string | undefined): RunningPhase {
  return code === 'signed' || code === 'handing_over' ? code : 'active';
}

async function systemsOf(context: ListContext, row: RowJudgement): Promise<string[]> {
  const named = (row.text('systems') ?? '').split(/[;\n]/u).map((part) => part.trim()).filter((part) => part !== '');
  const ids: string[] = [];
  for (const name of named) {
    const id = await systemOf(context, row, 'systems', name, 'read');
    if (id !== undefined) ids.push(id);
  }
  return [...new Set(ids)];
}

/** Tender packages: they come in as Dự kiến; the inviting body stays as the source wrote it. */
export const tenderPackages: ListWork = {
  async judge(context, rows) {
    const drafts: ContractDraft[] = [];
    for (const row of rows) drafts.push(await packageDraft(context, row));
    return judgeContracts(context, drafts);
  },
  restore: restoreContracts,
};

const packageColumns = { packageCode: 'code' } as const;
/** Packages that came to nothing are no contracts to come. */
const cameToNothing: readonly string[] = ['cancelled', 'failed'];

async function packageDraft(context: ListContext, row: RowJudgement): Promise<ContractDraft> {
  const code = row.value('code', 'package-code');
  const name = row.text('name');
  const status = row.choice('status');
  const counts = code === undefined ? undefined : context.revisionThatCounts(code.number);
  const earlier = counts !== undefined && counts.row !== row.row.number;
  if (earlier) row.leaveOut('earlier-revision', { row: String(counts.row), revision: String(counts.revision).padStart(2, '0') });
  else if (status !== null && cameToNothing.includes(status) && context.list.settings['cancelled'] !== 'enter') row.leaveOut('package-came-to-nothing', { status: row.shownAs('status') ?? '' });
  const agencyId = !row.settled ? undefined : context.list.settings['packagesTo'] === 'all' ? context.list.agencyId : await agencyOf(context, row, 'invitingBody', row.text('place') ?? undefined);
  return {
    row,
    title: [packageText(row, 'code'), name].filter((text) => text !== null).join(' – '),
    agencyId,
    given: saidOf({ packageCode: packageText(row, 'code'), name: name ?? undefined, invitingBody: invitingBodyOf(row) }),
    systemIds: [],
    entry: { kind: 'planned' },
    columnOf: packageColumns,
  };
}

function invitingBodyOf(row: RowJudgement): string | null {
  return row.text('invitingBody')?.slice(0, 300) ?? null;
}

function packageText(row: RowJudgement, column: string): string | null {
  const code = row.value(column, 'package-code');
  return code === undefined ? null : `${code.number}-${String(code.revision).padStart(2, '0')}`;
}

/** Only what the row says: what it leaves empty changes nothing. */
function saidOf(fields: { readonly [Name in keyof ListedFields]?: ListedFields[Name] | undefined }): { -readonly [Name in keyof ListedFields]?: ListedFields[Name] } {
  const said: { -readonly [Name in keyof ListedFields]?: ListedFields[Name] } = { ...withoutEmpty(fields) };
  return said;
}

function withoutEmpty<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const kept = { ...fields };
  for (const name of Object.keys(kept)) {
    if (Reflect.get(kept, name) === null || Reflect.get(kept, name) === undefined) Reflect.deleteProperty(kept, name);
  }
  return Object.assign({}, kept);
}
