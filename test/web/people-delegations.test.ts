import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { fixedClock } from '../../server/kernel/clock.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { Refused } from '../../server/kernel/errors.js';
import { AgencyEntity, decide, readDecisions, UserAccountEntity, type DecideCommand, type Decided } from '../../server/people/index.js';
import { recordEvent } from '../../server/audit-trail/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader } from '../../server/platform/database/reading.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { buildDelegation } from '../builders/people.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildPerson, buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { NOON, startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let head: Visitor;
let clerk: Visitor;
let deputy: BuiltPerson;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  deputy = await buildPerson(app.database, { login: 'pho-giam-doc', post: 'Phó Giám đốc' });
  head = await app.signIn(world.at.unit_head);
  clerk = await app.signIn(world.at.records_clerk);
});
afterAll(() => app.close());

const textOf = (html: string): string => load(html)('main').text().replaceAll(/\s+/g, ' ');
const fieldsOf = (change: Record<string, string> = {}): Record<string, string> => ({
  agencyId: world.department.id, delegateId: deputy.id, kind: 'KT', areas: 'contracts', validFrom: '20/11/2026', validUntil: '30/11/2026', ground: 'Phân công khi đi công tác', ...change,
});

describe('a delegation', () => {
  test('is given by the head, shown to the delegate, and taken back with a ground', async () => {
    const given = await head.post('/uy-quyen/moi', fieldsOf());
    expect(given.status).toBe(303);
    const page = String(given.headers['location']);
    const delegate = await app.signIn(deputy);
    expect(textOf((await delegate.get('/tai-khoan')).text)).toContain('Đang được ủy quyền ký thay (KT.), Sở Thử Nghiệm');
    expect((await delegate.get(page)).status).toBe(200);
    expect((await delegate.get('/uy-quyen')).status).toBe(200);
    // What came by delegation is not passed on.
    expect((await delegate.get('/uy-quyen/moi')).status).toBe(403);
    const other = await app.signIn(world.atWard.unit_head);
    expect((await other.get(page)).status).toBe(404);
    expect((await other.post(`${page}/thu-hoi`, { ground: 'x' }, '/tai-khoan')).status).toBe(404);
    expect(textOf((await other.get('/uy-quyen')).text)).not.toContain('Phó Giám đốc');
    expect((await clerk.get(`${page}/thu-hoi`)).status).toBe(403);
    expect((await head.post(`${page}/thu-hoi`, {})).status).toBe(422);
    expect((await head.post(`${page}/thu-hoi`, { ground: 'Đã về cơ quan' })).status).toBe(303);
    expect((await head.post(`${page}/thu-hoi`, { ground: 'Lần nữa' })).status).toBe(409);
    expect(textOf((await head.get(page)).text)).toContain('thu hồi ủy quyền; lý do: Đã về cơ quan');
    expect(textOf((await delegate.get('/tai-khoan')).text)).not.toContain('Đang được ủy quyền');
  });

  test('says at its field what is wrong', async () => {
    const bad = await head.post('/uy-quyen/moi', { ...fieldsOf({ validUntil: '31/02/2026' }), areas: [] });
    expect(bad.status).toBe(422);
    expect(textOf(bad.text)).toContain('không phải là ngày có thật');
    expect(textOf(bad.text)).toContain('Chọn ít nhất một nội dung trong phạm vi.');
    expect(load(bad.text)('#ground').text()).toBe('Phân công khi đi công tác');
    const self = await head.post('/uy-quyen/moi', fieldsOf({ delegateId: world.at.unit_head.id }));
    expect([self.status, textOf(self.text)]).toEqual([422, expect.stringContaining('phải là người khác với người ủy quyền (quy định nội bộ)')]);
    const early = await head.post('/uy-quyen/moi', fieldsOf({ validFrom: '19/11/2026' }));
    expect([early.status, textOf(early.text)]).toEqual([422, expect.stringContaining('có hiệu lực sớm nhất từ hôm nay')]);
  });

  test('on paper is recorded by somebody else, with number, date and the signed scan', async () => {
    const fields = { ...fieldsOf({ kind: 'TUQ', validFrom: '15/11/2026', delegateId: world.at.it_officer.id }), headId: world.at.unit_head.id, paperNumber: '15/QĐ-STN', paperDate: '14/11/2026' };
    const scan = { scan: { content: pdfFile(), name: 'uy-quyen.pdf' } };
    const bare = await clerk.postFiles('/uy-quyen/ghi-nhan', fields, {});
    expect([bare.status, textOf(bare.text)]).toEqual([422, expect.stringContaining('Chọn bản quét văn bản ủy quyền đã ký.')]);
    const own = await clerk.postFiles('/uy-quyen/ghi-nhan', { ...fields, delegateId: world.at.records_clerk.id }, scan);
    expect([own.status, textOf(own.text)]).toEqual([422, expect.stringContaining('không tự ghi nhận văn bản ủy quyền cho mình')]);
    const good = await clerk.postFiles('/uy-quyen/ghi-nhan', fields, scan);
    expect(good.status).toBe(303);
    const page = await clerk.get(String(good.headers['location']));
    expect(textOf(page.text)).toContain('Văn bản số 15/QĐ-STN ngày 14/11/2026');
    const file = String(load(page.text)('a[href^="/tep/"]').attr('href'));
    expect((await clerk.get(file)).status).toBe(200);
    expect((await (await app.signIn(world.atWard.records_clerk)).get(file)).status).toBe(404);
    expect((await head.get('/uy-quyen/ghi-nhan')).status).toBe(403);
  });
});

describe('a decision', () => {
  async function decideAs(actor: BuiltPerson, change: Partial<DecideCommand> = {}): Promise<Decided | string> {
    const source = await openDataSource(app.database.appUrl, [AgencyEntity, UserAccountEntity], 1);
    try {
      return await createUnitOfWork(source, fixedClock(NOON)).run({ actorId: actor.id, records: ['test.decided'] }, async (tx) => {
        const decided = await decide(tx, {
          agencyId: world.department.id, area: 'contracts', subject: { kind: 'contract', id: world.department.id }, act: 'approve', outcome: 'approved',
          requestedBy: world.at.procurement_officer.id, ...change,
        });
        await recordEvent(tx, { type: 'test.decided', agencyId: world.department.id, subjects: [], facts: decided.facts });
        return decided;
      });
    } catch (error) {
      if (error instanceof Refused) return error.refusal.reason;
      throw error;
    } finally {
      await source.destroy();
    }
  }
  const paper = { number: '20/QĐ', date: calendarDay('2026-11-18'), sha256: 'b'.repeat(64) };

  test('bears the capacity in which it is given, and a delegate’s names the delegation', async () => {
    const person = await buildPerson(app.database, { login: 'thua-uy-quyen' });
    const id = await buildDelegation(app.database, { head: world.at.unit_head, delegate: person, agency: world.department, kind: 'TUQ', areas: ['contracts'] });
    expect(await decideAs(world.at.unit_head)).toMatchObject({ capacity: 'own', delegationId: undefined, decidedOn: '2026-11-20' });
    expect(await decideAs(person)).toMatchObject({ capacity: 'TUQ', delegationId: id, facts: { medium: 'click', capacity: 'TUQ', delegationId: id } });
    expect(await decideAs(person, { area: 'violations' })).toBe('decider-lacks-authority');
    const reader = openReader(app.database.appUrl, 1);
    expect(await readDecisions(reader, 'contract', world.department.id)).toContainEqual(expect.objectContaining({ capacity: 'TUQ', delegationId: id, medium: 'click' }));
    await reader.close();
  });

  test('is refused to whoever asked for it, even with every hat on', async () => {
    expect(await decideAs(world.at.unit_head, { requestedBy: world.at.unit_head.id })).toBe('maker-cannot-decide');
    expect(await decideAs(world.at.auditor)).toBe('decider-lacks-authority');
    expect(await decideAs(world.atWard.unit_head)).toBe('decider-lacks-authority');
  });

  test('on paper is recorded by somebody who did not ask for it, for a signer who held the authority that day', async () => {
    const signed = { ...paper, signerId: world.at.unit_head.id };
    expect(await decideAs(world.at.records_clerk, { paper: signed })).toMatchObject({ decidedBy: world.at.unit_head.id, decidedOn: '2026-11-18', facts: { medium: 'paper', paperNumber: '20/QĐ' } });
    expect(await decideAs(world.at.procurement_officer, { paper: signed })).toBe('requester-cannot-record-paper');
    expect(await decideAs(world.at.records_clerk, { paper: { ...signed, date: calendarDay('2025-12-31') } })).toBe('signer-lacked-authority');
    expect(await decideAs(world.at.records_clerk, { paper: { ...signed, date: calendarDay('2026-11-21') } })).toBe('paper-dated-later');
    expect(await decideAs(world.at.records_clerk, { paper: { ...signed, signerId: world.at.procurement_officer.id } })).toBe('maker-cannot-decide');
  });
});
