import { expect } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { buildTransitionalContract } from '../builders/contracts.js';
import type { ReadyContract } from '../builders/signing.js';
import { buildSystem } from '../builders/systems.js';
import { buildVendorPerson, type BuiltVendor } from '../builders/vendors.js';
import type { World } from '../builders/world.js';
import type { TestDatabase } from '../harness/postgres.js';
import { ask, buildAccount, carryOut, decide, grant as grantOf, type Statement } from './access-statements.js';
import {
  brokenWalls, contractEnd, contractOf, DAY, dayOf, groundUntil, HOUR, isLive, isoDay, keyOf, meets, midnight, type Model, owesClosure, personOf, phaseOpen, phaseRuns, settle,
  type AccessPhase, type Form, type Grant, type Hold, type Line, type Phase, type Request,
} from './access-model.js';

/** What histories of one run share: a vendor, an agency, and the connection of the application. */
export interface Ground {
  readonly database: TestDatabase;
  readonly world: World;
  readonly vendor: BuiltVendor;
  readonly application: pg.Client;
  /** How often what happened in these histories: a run in which hardly anything was granted proves nothing. */
  readonly tally: Tally;
}

export interface Tally {
  steps: number;
  done: number;
  refused: number;
  /** Comparisons in which somebody was live, and in which a closure was owed. */
  live: number;
  due: number;
  readonly walls: Map<string, number>;
}

export const emptyTally = (): Tally => ({ steps: 0, done: 0, refused: 0, live: 0, due: 0, walls: new Map() });

interface Scene extends Ground {
  readonly contracts: readonly ReadyContract[];
  readonly accounts: readonly string[];
}

/**
 * Lets the owner open every gate of a contract, suspend systems by a row, and read the clock from a row: replacing app_now() as database.setNow does would
 * have every wall planned anew after each step.
 */
export async function prepareHistories(database: TestDatabase): Promise<void> {
  await database.asOwner('CREATE TABLE clock_row AS SELECT app_now() AS instant');
  await database.asOwner('GRANT SELECT ON clock_row TO dieu6_app');
  await database.asOwner('CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT instant FROM clock_row $$');
  await database.asOwner('CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$');
  await database.asOwner('CREATE TABLE suspended_now (system_id uuid PRIMARY KEY)');
  await database.asOwner('GRANT SELECT, INSERT, DELETE ON suspended_now TO dieu6_app');
  await database.asOwner('CREATE OR REPLACE FUNCTION system_suspended(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT EXISTS (SELECT 1 FROM suspended_now s WHERE s.system_id = system) $$');
}

/** Moments at which calendars go wrong: ends of months and years, a leap day, midnights here and elsewhere, days on which clocks change elsewhere. */
const beginnings = ['2026-12-31T22:30:00+07:00', '2027-01-31T23:59:59+07:00', '2027-02-28T09:00:00+07:00', '2028-02-28T16:59:30+07:00', '2027-03-14T08:00:00+07:00', '2026-10-31T12:00:00+07:00', '2027-04-30T00:00:00+07:00'];
const zones = ['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'Europe/London', 'America/St_Johns', 'Pacific/Kiritimati'];
const purposes = [{ purpose: 'incident-handling', hours: 72 }, { purpose: 'administration-support', hours: 720 }, { purpose: 'operation-support', hours: 720 }] as const;
/** Of the library at level 2: standing access and other long terms are cut to 30 days for contracts nobody assessed. */
const STANDING_HOURS = 720;
const NEXT: Readonly<Partial<Record<Phase, readonly Phase[]>>> = { signed: ['trial', 'handing_over'], trial: ['active', 'handing_over'], active: ['handing_over'], handing_over: ['liquidated'] };

const setClock = (database: TestDatabase, instant: number): Promise<unknown> => database.asOwner('UPDATE clock_row SET instant = $1', [iso(instant)]);

/** Two contracts on one system (the second only just signed), three people of the vendor, two accounts; the first person is bound for good, the second for a few days, and both are on call. */
async function openScene(ground: Ground, now: number): Promise<{ model: Model; real: Scene }> {
  const { database, world, vendor } = ground;
  await setClock(database, now);
  const by = world.at.procurement_officer;
  const system = await buildSystem(database, { agency: world.department });
  const endsOn = dayOf(now) + 12;
  const build = (phase: 'active' | 'signed') => buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system], phase, endsOn: isoDay(endsOn), reviewDueOn: '2031-01-01' });
  const [running, signed, people] = await Promise.all([build('active'), build('signed'), Promise.all([1, 2, 3].map(() => buildVendorPerson(database, { vendor, identityTail: randomUUID().slice(0, 4).toUpperCase() })))]);
  const contracts = [running, signed].map((built): ReadyContract => ({ ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } }));
  const accounts = await Promise.all(['a', 'b'].map((name) => buildAccount(database, { ...running, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: '' }, review: { id: '', contractId: '' } }, name)));
  const model: Model = {
    now, suspended: false, requests: [], grants: [], lines: [],
    contracts: contracts.map(({ id }, place) => ({ id, phase: place === 0 ? 'active' : 'signed', startsOn: dayOf(Date.parse('2025-07-01T00:00:00+07:00')), endsOn })),
    persons: people.map(({ id }) => ({ id, leftOn: null, commitments: [] })),
  };
  const real = { ...ground, contracts, accounts };
  await bind(real, model, { person: 0, contract: null, ago: 30, days: null });
  await bind(real, model, { person: 1, contract: null, ago: 3, days: 4 });
  await askAndGrant(real, model, { form: 'standing', contract: 0, purpose: 0, inHours: 0, hours: 240, people: [0, 1], account: 0, phase: undefined });
  return { model, real };
}

/** Does what is tried if the model says that it can be done, and sees that the database says the same. */
async function act(scene: Scene, expected: boolean, what: string, ...statements: readonly Statement[]): Promise<void> {
  const wall = await carryOut(scene.application, ...statements);
  scene.tally[wall === 'done' ? 'done' : 'refused'] += 1;
  if (wall !== 'done') scene.tally.walls.set(wall, (scene.tally.walls.get(wall) ?? 0) + 1);
  if ((wall === 'done') !== expected) throw new Error(`${what}: the model says ${expected ? 'yes' : 'no'}, the database ${wall}`);
}

const iso = (instant: number): string => new Date(instant).toISOString();
const pick = <Item>(list: readonly Item[], place: number): Item | undefined => list[place % Math.max(1, list.length)];

function linesOf(model: Model, grant: Grant, until: number, startsAt: number, use: Line['use'], holds: readonly Hold[]): { lines: Line[]; possible: boolean } {
  const { request } = grant;
  const lines = holds.map((hold): Line => ({
    grant, use, hold, startsAt, grantedUntil: until, closed: false, end: groundUntil(model, { contract: request.contract, phase: request.phase, person: hold[0], startsAt, grantedUntil: until }),
  }));
  return { lines, possible: lines.every((line) => line.end > startsAt && !meets(model, line.hold, startsAt, line.end)) };
}

interface Asked {
  readonly form: Form;
  readonly contract: number;
  readonly purpose: number;
  readonly inHours: number;
  readonly hours: number;
  readonly people: readonly number[];
  readonly account: number;
  readonly phase: AccessPhase | undefined;
}

function requestOf(model: Model, asked: Asked): { request: Request; purpose: string; possible: boolean } {
  const contract = contractOf(model, asked.contract);
  const phases: Readonly<Partial<Record<Phase, AccessPhase>>> = { signed: 'trial', trial: 'trial', active: 'operation', handing_over: 'handover' };
  const phase = asked.phase ?? phases[contract.phase] ?? 'operation';
  const { purpose, hours } = asked.form === 'grant' ? (pick(purposes, asked.purpose) ?? purposes[0]) : { purpose: 'incident-handling', hours: asked.form === 'standing' ? STANDING_HOURS : 4 };
  const startsAt = asked.form === 'emergency' ? model.now : model.now + asked.inHours * HOUR;
  const endsAt = startsAt + asked.hours * HOUR;
  const request: Request = {
    id: randomUUID(), contract: asked.contract, form: asked.form, phase, hours, startsAt, endsAt, useHours: 4, decideBy: model.now + 7 * DAY, decided: false,
    holds: [...new Set(asked.people)].map((person) => [person, (asked.account + person) % 2] as const),
  };
  const possible = endsAt > startsAt && endsAt <= startsAt + hours * HOUR && phaseOpen(phase, contract) && endsAt <= contractEnd(phase, contract);
  return { request, purpose, possible };
}

function asking(scene: Scene, model: Model, request: Request, purpose: string): Statement[] {
  const contract = scene.contracts[request.contract];
  if (contract === undefined) throw new Error('no such contract');
  const emergency = request.form === 'emergency';
  const [, ...statements] = ask(contract, request.holds.map(([person, account]) => ({ id: personOf(model, person).id, accountId: scene.accounts[account] ?? '' })), {
    id: request.id, form: request.form, phase: request.phase, purpose, starts_at: iso(request.startsAt), ends_at: iso(request.endsAt), decide_by: iso(request.decideBy),
    ...(request.form === 'standing' ? { use_hours: request.useHours } : {}), ...(emergency ? { state: 'opened', requested_by: scene.world.at.it_officer.id } : {}),
  });
  return statements;
}

/** Request, decision and grant in one act. */
async function askAndGrant(scene: Scene, model: Model, wanted: Asked): Promise<void> {
  const { request, purpose, possible } = requestOf(model, wanted);
  await granting(scene, model, request, asking(scene, model, request, purpose), possible);
}

/** Grants what was asked, if it still can be. */
async function granting(scene: Scene, model: Model, request: Request, before: readonly Statement[], askedWell: boolean): Promise<void> {
  const built = scene.contracts[request.contract];
  if (built === undefined) throw new Error('no such contract');
  const contract = contractOf(model, request.contract);
  const startsAt = Math.max(model.now, request.startsAt);
  const grant: Grant = { id: randomUUID(), request, startsAt, endsAt: request.endsAt, endedAt: null, uses: [] };
  const { lines, possible } = linesOf(model, grant, request.endsAt, startsAt, null, request.form === 'standing' ? [] : request.holds);
  const expected = askedWell && !request.decided && model.now < request.decideBy && request.endsAt > startsAt && phaseOpen(request.phase, contract) && !model.suspended
    && request.endsAt <= contractEnd(request.phase, contract) && possible;
  await act(scene, expected, `granting ${JSON.stringify(request)}`, ...before, ...(request.form === 'emergency' ? [] : decide(built, request.id)), grantOf(built, request.id, grant.id));
  if (!expected) return;
  request.decided = true;
  model.grants.push(grant);
  model.lines.push(...lines);
}

type Story = (scene: Scene, model: Model) => Promise<void>;

/** A step of a history: the act, then the comparison of everything with the model. */
class Step implements fc.AsyncCommand<Model, Scene> {
  constructor(private readonly name: string, private readonly story: Story) {}
  check(): boolean {
    return true;
  }
  async run(model: Model, scene: Scene): Promise<void> {
    await this.story(scene, model);
    settle(model);
    await compare(scene, model);
  }
  toString(): string {
    return this.name;
  }
}

async function compare(scene: Scene, model: Model): Promise<void> {
  const rows = await scene.database.asApplication<{ live: string[]; due: string[]; obstacles: string }>(
    `WITH mine AS (SELECT l.id, concat_ws(' ', l.grant_id, coalesce(l.use_id::text, '-'), l.person_id, array_position($2::uuid[], l.account_id) - 1) AS key FROM access_line l WHERE l.contract_id = ANY ($1::uuid[]))
     SELECT ARRAY(SELECT m.key FROM mine m JOIN live_access v ON v.id = m.id ORDER BY 1) AS live, ARRAY(SELECT m.key FROM mine m JOIN access_closure_due d ON d.line_id = m.id ORDER BY 1) AS due,
            (SELECT count(*) FROM unnest($1::uuid[]) c, access_obstacles(c) o WHERE o.obstacle = 'account-open')::text AS obstacles`,
    [model.contracts.map(({ id }) => id), scene.accounts],
  );
  const live = model.lines.filter((line) => isLive(model, line));
  const due = model.lines.filter((line) => owesClosure(model, line));
  expect({ now: iso(model.now), live: rows[0]?.live.toSorted() }).toEqual({ now: iso(model.now), live: live.map((line) => keyOf(line, model)).toSorted() });
  expect({ now: iso(model.now), due: rows[0]?.due.toSorted() }).toEqual({ now: iso(model.now), due: due.map((line) => keyOf(line, model)).toSorted() });
  expect(rows[0]?.obstacles).toBe(String(due.length));
  scene.tally.steps += 1;
  if (live.length > 0) scene.tally.live += 1;
  if (due.length > 0) scene.tally.due += 1;
  for (const line of live) expect(brokenWalls(model, line)).toEqual([]);
}

const step = <Args>(name: string, args: fc.Arbitrary<Args>, story: (scene: Scene, model: Model, args: Args) => Promise<void>): fc.Arbitrary<fc.AsyncCommand<Model, Scene>> =>
  args.map((drawn) => new Step(`${name}(${JSON.stringify(drawn)})`, (scene, model) => story(scene, model, drawn)));

const contractPlace = fc.constantFrom(0, 0, 0, 1);
const personPlace = fc.constantFrom(0, 0, 1, 1, 2);
const anyPlace = fc.nat({ max: 20 });
const lengths = fc.constantFrom(3, 24, 24, 48, 48, 72, 72, 72, 24 * 7, 24 * 13, 0, 721);

const asked = (form: Form): fc.Arbitrary<Asked> => fc.record({
  form: fc.constant(form), contract: contractPlace, purpose: fc.nat({ max: 2 }), inHours: fc.constantFrom(0, 0, 0, 0, 1, 15, 48, -3), people: fc.array(personPlace, { minLength: 1, maxLength: 2 }), account: fc.nat({ max: 1 }),
  hours: form === 'emergency' ? fc.constantFrom(1, 4, 5) : lengths, phase: fc.oneof({ weight: 25, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('trial' as const, 'handover' as const) }),
});

const steps: fc.Arbitrary<fc.AsyncCommand<Model, Scene>>[] = [
  step('wait', fc.constantFrom<'midnight' | 'before-midnight' | number>('midnight', 'before-midnight', 1, 1, 2, 4, 7, 24, 49), async (scene, model, how) => {
    const next = midnight(dayOf(model.now) + 1);
    model.now = typeof how === 'number' ? model.now + how * HOUR : how === 'midnight' ? next : Math.max(model.now, next - 1000);
    await setClock(scene.database, model.now);
  }),
  // To the very moment at which the next line is over, or to the second before it.
  step('wait for an end', fc.boolean(), async (scene, model, early) => {
    const next = Math.min(...model.lines.map(({ end }) => end).filter((end) => end > model.now && Number.isFinite(end)));
    if (!Number.isFinite(next)) return;
    model.now = Math.max(model.now, early ? next - 1000 : next);
    await setClock(scene.database, model.now);
  }),
  step('zone', fc.constantFrom(...zones), async (scene, _model, zone) => {
    await scene.application.query(`SET TimeZone = '${zone}'`);
  }),
  ...(['grant', 'standing', 'standing'] as const).map((form) => step('ask', asked(form), async (scene, model, wanted) => {
    const { request, purpose, possible } = requestOf(model, wanted);
    await act(scene, possible, 'asking', ...asking(scene, model, request, purpose));
    if (possible) model.requests.push(request);
  })),
  ...(['grant', 'grant', 'grant', 'grant', 'grant', 'standing', 'standing'] as const).map((form) => step('ask and grant', asked(form), askAndGrant)),
  ...[1, 2].map(() => step('approve', anyPlace, async (scene, model, place) => {
    const request = pick(model.requests.filter(({ decided }) => !decided), place);
    if (request !== undefined) await granting(scene, model, request, [], true);
  })),
  step('emergency', asked('emergency'), askAndGrant),
  ...[1, 2, 3, 4].map(() => step('open', fc.record({ place: anyPlace, all: fc.boolean() }), async (scene, model, { place, all }) => {
    const grant = pick(model.grants.filter(({ request }) => request.form === 'standing'), place);
    if (grant === undefined) return;
    const use = { id: randomUUID(), openedAt: model.now, closesAt: Math.min(model.now + grant.request.useHours * HOUR, grant.endsAt), closedAt: null };
    const holds = all ? grant.request.holds : grant.request.holds.slice(0, 1);
    const { lines, possible } = linesOf(model, grant, use.closesAt, model.now, use, holds);
    const busy = grant.uses.some((one) => one.openedAt <= model.now && model.now < Math.min(one.closesAt, one.closedAt ?? Infinity));
    const expected = grant.endedAt === null && grant.startsAt <= model.now && model.now < grant.endsAt && phaseRuns(grant.request.phase, contractOf(model, grant.request.contract)) && !model.suspended && !busy && possible;
    const agency = scene.world.department.id;
    await act(scene, expected, 'opening', [`INSERT INTO access_use (id, grant_id, agency_id, opened_by, closes_at, ground) VALUES ($1, $2, $3, $4, 'infinity', 'Sự cố')`, [use.id, grant.id, agency, scene.world.at.it_officer.id]],
      ...holds.map(([person, account]): Statement => [
        `INSERT INTO access_line (grant_id, use_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause)
         SELECT id, $2, $3, $4, contract_id, agency_id, system_id, starts_at, ends_at, ends_at, 'term' FROM access_grant WHERE id = $1`, [grant.id, use.id, personOf(model, person).id, scene.accounts[account]],
      ]));
    if (!expected) return;
    grant.uses.push(use);
    model.lines.push(...lines);
  })),
  ...[1, 2].map(() => step('close use', anyPlace, async (scene, model, place) => {
    const used = pick(model.grants.flatMap((grant) => grant.uses).toReversed(), place % 3);
    // Closed a second time at the same instant nothing changes, and nothing is refused.
    if (used === undefined || used.closedAt === model.now) return;
    const expected = used.closedAt === null && used.closesAt > model.now;
    await act(scene, expected, 'closing a use', [`UPDATE access_use SET closed_at = app_now(), closed_by = opened_by WHERE id = $1`, [used.id]]);
    if (!expected) return;
    used.closedAt = model.now;
    for (const line of model.lines) if (line.use === used) line.grantedUntil = Math.min(line.grantedUntil, model.now);
  })),
  step('cut back', fc.record({ place: anyPlace, hours: fc.constantFrom(-2, 0, 1, 5, 30, 100) }), async (scene, model, { place, hours }) => {
    const grant = pick(model.grants, place);
    if (grant === undefined) return;
    const to = model.now + hours * HOUR;
    const expected = to === grant.endsAt || (grant.endedAt === null && grant.endsAt > model.now && to >= model.now && to < grant.endsAt && to > grant.startsAt);
    await act(scene, expected, 'cutting back', [`UPDATE access_grant SET ends_at = $2, version = version + 1 WHERE id = $1`, [grant.id, iso(to)]]);
    if (!expected) return;
    grant.endsAt = to;
    for (const line of model.lines) if (line.grant === grant) line.grantedUntil = Math.min(line.grantedUntil, to);
  }),
  step('end', fc.record({ place: anyPlace, kind: fc.constantFrom('revoked', 'returned') }), async (scene, model, { place, kind }) => {
    const grant = pick(model.grants, place);
    // Ended a second time at the same instant nothing changes, and nothing is refused.
    if (grant === undefined || grant.endedAt === model.now) return;
    const expected = grant.endedAt === null && grant.endsAt > model.now;
    await act(scene, expected, 'ending', [`UPDATE access_grant SET ended_at = app_now(), end_kind = $2, ended_by = $3, end_ground = 'Căn cứ', version = version + 1 WHERE id = $1`, [grant.id, kind, scene.world.at.unit_head.id]]);
    if (expected) endGrant(model, grant);
  }),
  ...[1, 2].map(() => step('bind', fc.record({ person: personPlace, contract: fc.constantFrom(null, null, 0, 1), ago: fc.constantFrom(0, 0, 3, 30), days: fc.constantFrom(null, null, 1, 3, 9) }), bind)),
  step('end commitment', fc.record({ person: personPlace, place: anyPlace }), async (scene, model, { person, place }) => {
    const commitment = pick(personOf(model, person).commitments.filter(({ endedOn }) => endedOn === null), place);
    if (commitment === undefined) return;
    await act(scene, true, 'ending a commitment', [`UPDATE commitment SET ended_on = app_today(), ended_by = $2, end_ground = 'Rút' WHERE id = $1`, [commitment.id, scene.world.at.procurement_officer.id]]);
    commitment.endedOn = dayOf(model.now);
  }),
  step('leave', fc.record({ person: personPlace, inDays: fc.constantFrom(null, 0, 1, 5) }), async (scene, model, { person, inDays }) => {
    const one = personOf(model, person);
    const day = inDays === null ? null : dayOf(model.now) + inDays;
    await act(scene, true, 'leaving', [`UPDATE vendor_person SET left_on = $2, version = version + 1 WHERE id = $1`, [one.id, day === null ? null : isoDay(day)]]);
    one.leftOn = day;
  }),
  step('amend', fc.record({ place: contractPlace, days: fc.constantFrom(-6, -1, 0, 1, 8, 40) }), async (scene, model, { place, days }) => {
    const contract = contractOf(model, place);
    const endsOn = Math.max(contract.endsOn + days, contract.startsOn + 1);
    await act(scene, true, 'amending', [`UPDATE contract SET ends_on = $2, version = version + 1 WHERE id = $1`, [contract.id, isoDay(endsOn)]]);
    contract.endsOn = endsOn;
  }),
  step('move', fc.record({ place: fc.constantFrom(0, 1, 1, 1), way: fc.nat({ max: 1 }) }), async (scene, model, { place, way }) => {
    const contract = contractOf(model, place);
    const to = pick(NEXT[contract.phase] ?? [], way);
    if (to === undefined) return;
    await act(scene, true, 'moving', [`UPDATE contract SET phase = $2, version = version + 1 WHERE id = $1`, [contract.id, to]]);
    contract.phase = to;
    for (const grant of model.grants) {
      if (contractOf(model, grant.request.contract) === contract && grant.endedAt === null && grant.endsAt > model.now && !phaseOpen(grant.request.phase, contract)) endGrant(model, grant);
    }
  }),
  step('suspend or let go on', fc.constantFrom(false, false, false, true), async (scene, model, suspended) => {
    const system = scene.contracts[0]?.system.id;
    await act(scene, true, 'suspending', suspended ? ['INSERT INTO suspended_now VALUES ($1) ON CONFLICT DO NOTHING', [system]] : ['DELETE FROM suspended_now WHERE system_id = $1', [system]]);
    model.suspended = suspended;
  }),
  step('close account', anyPlace, async (scene, model, place) => {
    const line = pick(model.lines, place);
    if (line === undefined) return;
    const expected = line.end <= model.now && !line.closed;
    await act(scene, expected, 'closing an account', [
      `INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by)
       SELECT id, 'disabled', app_now(), 'Đăng nhập bị từ chối', repeat('c', 64), $5 FROM access_line WHERE grant_id = $1 AND use_id IS NOT DISTINCT FROM $2::uuid AND person_id = $3 AND account_id = $4`,
      [line.grant.id, line.use?.id ?? null, personOf(model, line.hold[0]).id, scene.accounts[line.hold[1]], scene.world.at.it_officer.id],
    ]);
    if (expected) line.closed = true;
  }),
];

interface Bound {
  readonly person: number;
  readonly contract: number | null;
  readonly ago: number;
  readonly days: number | null;
}

/** Records a commitment, signed some days ago, for a number of days or for good. */
async function bind(scene: Scene, model: Model, { person, contract, ago, days }: Bound): Promise<void> {
  const today = dayOf(model.now);
  const commitment = { id: randomUUID(), contract, from: today - ago, until: days === null ? null : today + days, endedOn: null };
  const by = scene.world.at.procurement_officer.id;
  await act(scene, true, 'binding',
    [`INSERT INTO commitment (id, person_id, agency_id, contract_id, signed_on, valid_until, scope, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, 'Thông tin', $7)`,
      [commitment.id, personOf(model, person).id, scene.world.department.id, contract === null ? null : contractOf(model, contract).id, isoDay(commitment.from), commitment.until === null ? null : isoDay(commitment.until), by]],
    [`INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('commitment', $1, 'Bản ký', 'a.pdf', 'application/pdf', 1, repeat('a', 64), $2)`, [commitment.id, by]]);
  personOf(model, person).commitments.push(commitment);
}

function endGrant(model: Model, grant: Grant): void {
  grant.endedAt = model.now;
  for (const use of grant.uses) if (use.closedAt === null && use.closesAt > model.now) use.closedAt = model.now;
  for (const line of model.lines) if (line.grant === grant) line.grantedUntil = Math.min(line.grantedUntil, model.now);
}

/** Runs random histories, each over contracts and people of its own, and compares with the model after every step. A failing one is printed at its shortest. */
export async function runHistories(ground: Ground, runs: { readonly histories: number; readonly steps: number; readonly seed?: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...beginnings), fc.constantFrom(...zones), fc.commands(steps, { maxCommands: runs.steps, size: 'max' }), async (beginning, zone, history) => {
      await ground.application.query(`SET TimeZone = '${zone}'`);
      const scene = await openScene(ground, Date.parse(beginning));
      await fc.asyncModelRun(() => scene, history);
    }),
    { numRuns: runs.histories, endOnFailure: false, ...(runs.seed === undefined ? {} : { seed: runs.seed }) },
  );
}
