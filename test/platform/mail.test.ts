import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { systemClock } from '../../server/kernel/clock.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { brokenWallOf, createUnitOfWork, type UnitOfWork } from '../../server/platform/database/transactions.js';
import type { Jobs } from '../../server/platform/jobs/index.js';
import { createOutbox, createSeal, MAIL_ATTEMPTS, mailWorks, openPostman, readOutboxStanding, wakeWaiting, type OutgoingMail, type Postman } from '../../server/platform/mail/index.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { startSmtpServer, type SmtpServer } from '../harness/smtp-server.js';

const SECRET = 'for-tests-only-for-tests-only-for-tests-only';
const LINK = 'https://dieu6.example/tra-loi/bi-mat-cua-duong-lien-ket';
const from = 'Phần mềm Điều 6 <dieu6@thu-nghiem.example>';
const nobody = { actorId: null, records: null };

let database: TestDatabase;
let source: DataSource;
let reader: Reader;
let work: UnitOfWork;
let smtp: SmtpServer;
let postman: Postman;

/** What was put into the queue, so that a test runs the attempts itself, one by one. */
const queued: string[] = [];
const jobs: Jobs = {
  async enqueue(_tx, _queue, payload) {
    queued.push(String(payload['id']));
  },
};
const seal = createSeal(SECRET);

beforeAll(async () => {
  database = await openTestDatabase();
  source = await openDataSource(database.appUrl, []);
  reader = openReader(database.appUrl);
  work = createUnitOfWork(source, systemClock);
});
afterAll(async () => {
  await reader.close();
  await source.destroy();
  await database.drop();
});
beforeEach(async () => {
  smtp = await startSmtpServer();
  postman = openPostman({ smtpUrl: smtp.url, from });
});
afterEach(async () => {
  postman.close();
  await smtp.close();
});

function letter(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return { to: 'dai-dien@ben-cung-cap.example', subject: 'Phiếu đánh giá rủi ro', text: `Kính gửi Ông/Bà,\nMở đường liên kết: ${LINK}\n`, about: { kind: 'thing', id: randomUUID() }, agencyId: null, ...change };
}

async function post(mail: OutgoingMail = letter(), settings: { smtpUrl: string; from: string } | undefined = { smtpUrl: smtp.url, from }): Promise<string> {
  const { id } = await work.run(nobody, (tx) => createOutbox({ jobs, seal, settings }).post(tx, mail));
  return id;
}

/** One attempt at a message, as the queue makes it. */
async function attempt(id: string, key = seal, by: Postman | undefined = postman): Promise<'done' | 'again'> {
  const [declared] = mailWorks({ reader, seal: key, postman: by });
  const run = { id: randomUUID(), attempt: 1, lastAttempt: false, signal: new AbortController().signal };
  return declared === undefined ? 'done' : declared.handle({ id }, run).then(() => 'done' as const, () => 'again' as const);
}

interface Row {
  readonly [column: string]: unknown;
  readonly state: string;
  readonly attempts: number;
  readonly sealed_text: Buffer | null;
  readonly last_problem: string | null;
  readonly message_id: string;
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await database.asOwner<Row>('SELECT * FROM outbox_message WHERE id = $1', [id]);
  if (row === undefined) throw new Error('no such message');
  return row;
}

describe('sending', () => {
  test('hands the message over once, whole, and keeps nothing of its text', async () => {
    const id = await post();
    expect(await attempt(id)).toBe('done');
    expect(smtp.received).toEqual([
      {
        from: 'dieu6@thu-nghiem.example',
        to: 'dai-dien@ben-cung-cap.example',
        headers: expect.objectContaining({ from, subject: 'Phiếu đánh giá rủi ro', 'auto-submitted': 'auto-generated', 'message-id': `<${id}@thu-nghiem.example>` }),
        text: expect.stringContaining(LINK),
      },
    ]);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 1, sealed_text: null });
    expect(await attempt(id)).toBe('done');
    expect(smtp.received).toHaveLength(1);
  });

  test('is asked for with the business and not without it', async () => {
    const before = queued.length;
    const about = { kind: 'thing', id: randomUUID() };
    const failing = work.run(nobody, async (tx) => {
      await createOutbox({ jobs, seal, settings: { smtpUrl: smtp.url, from } }).post(tx, letter({ about }));
      throw new Error('the business failed');
    });
    await expect(failing).rejects.toThrow('the business failed');
    expect(await database.asOwner('SELECT 1 FROM outbox_message WHERE about_id = $1', [about.id])).toEqual([]);
    const id = await post();
    expect(queued.slice(before + 1)).toEqual([id]);
  });

  test('a server that is not ready is asked again, under the same Message-ID', async () => {
    const id = await post();
    smtp.misbehaviour.push({ at: 'RCPT', say: '451 greylisted' });
    expect(await attempt(id)).toBe('again');
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 1, last_problem: '451' });
    expect(await attempt(id)).toBe('done');
    expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 2, sealed_text: null });
  });

  test('a handover that was cut off after the last line is repeated under the Message-ID that the server has seen', async () => {
    const id = await post();
    smtp.misbehaviour.push({ at: 'DATA-END', say: 'drop' });
    expect(await attempt(id)).toBe('again');
    expect(await attempt(id)).toBe('done');
    expect(smtp.received.map(({ headers }) => headers['message-id'])).toEqual([`<${id}@thu-nghiem.example>`, `<${id}@thu-nghiem.example>`]);
  });

  test('two workers at once send one message', async () => {
    const id = await post();
    expect((await Promise.all(Array.from({ length: 6 }, () => attempt(id)))).toSorted()).toContain('done');
    expect(smtp.received).toHaveLength(1);
  });

  test('a message that the server will never take has failed at once', async () => {
    const id = await post();
    smtp.misbehaviour.push({ at: 'RCPT', say: '550 no such user: dai-dien@ben-cung-cap.example' });
    expect(await attempt(id)).toBe('done');
    expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: 1, sealed_text: null, last_problem: '550' });
  });

  test('what nobody takes is tried thirteen times and then has failed', async () => {
    const id = await post();
    await smtp.close();
    const outcomes: string[] = [];
    for (let count = 0; count < MAIL_ATTEMPTS; count += 1) outcomes.push(await attempt(id));
    expect(outcomes).toEqual([...Array.from({ length: MAIL_ATTEMPTS - 1 }, () => 'again'), 'done']);
    expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: MAIL_ATTEMPTS, sealed_text: null });
    expect(await attempt(id)).toBe('done');
    expect(await rowOf(id)).toMatchObject({ attempts: MAIL_ATTEMPTS });
  });

  test('a worker that was killed blocks its message no longer than an attempt can last', async () => {
    const id = await post();
    await database.asOwner(`UPDATE outbox_message SET attempts = 1, claimed_until = app_now() + interval '1 minute' WHERE id = $1`, [id]);
    expect(await attempt(id)).toBe('again');
    expect(smtp.received).toHaveLength(0);
    await database.asOwner(`UPDATE outbox_message SET claimed_until = app_now() WHERE id = $1`, [id]);
    expect(await attempt(id)).toBe('done');
    expect(smtp.received).toHaveLength(1);
  });

  test('the text lies sealed under the secret of the installation, and under no other it opens', async () => {
    const id = await post();
    const [dump] = await database.asOwner<{ all: string }>(`SELECT string_agg(m::text, ' ') || string_agg(encode(m.sealed_text, 'escape'), ' ') AS all FROM outbox_message m WHERE id = $1`, [id]);
    expect(dump?.all).not.toContain('bi-mat-cua-duong-lien-ket');
    expect(await attempt(id, createSeal('another-secret-another-secret-another'))).toBe('done');
    expect(await rowOf(id)).toMatchObject({ state: 'failed', last_problem: 'sealed-under-another-secret', sealed_text: null });
    expect(seal.open('another-name', seal.close('a-name', 'x'))).toBeUndefined();
    expect(seal.open('a-name', Buffer.alloc(3))).toBeUndefined();
  });
});

describe('where no mail server is set', () => {
  test('a message is noted, without its text and without a job', async () => {
    const before = queued.length;
    const { id, state } = await work.run(nobody, (tx) => createOutbox({ jobs, seal, settings: undefined }).post(tx, letter()));
    expect(state).toBe('not-configured');
    expect(await rowOf(id)).toMatchObject({ state: 'not-configured', sealed_text: null });
    expect(queued).toHaveLength(before);
  });
});

describe('taking back', () => {
  test('what has not gone out is not sent; its text is gone', async () => {
    const mail = letter();
    const id = await post(mail);
    await work.run(nobody, (tx) => createOutbox({ jobs, seal, settings: undefined }).withdraw(tx, mail.about));
    expect(await attempt(id)).toBe('done');
    expect(smtp.received).toHaveLength(0);
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', sealed_text: null });
  });
});

describe('waking', () => {
  test('what has waited long without a job is asked for again', async () => {
    const id = await post();
    const before = queued.length;
    await work.run(nobody, (tx) => wakeWaiting(tx, jobs));
    expect(queued.slice(before)).not.toContain(id);
    await database.asOwner('ALTER TABLE outbox_message DISABLE TRIGGER outbox_message_history');
    await database.asOwner(`UPDATE outbox_message SET created_at = app_now() - interval '1 hour' WHERE id = $1`, [id]);
    await database.asOwner('ALTER TABLE outbox_message ENABLE TRIGGER outbox_message_history');
    await work.run(nobody, (tx) => wakeWaiting(tx, jobs));
    expect(queued.slice(before)).toContain(id);
    expect(await attempt(id)).toBe('done');
  });
});

describe('the walls', () => {
  test.each([
    ['outbox_message_is_history', `state = 'waiting', sealed_text = 'x', settled_at = NULL`, 'sent'],
    ['outbox_message_is_history', `recipient = 'khac@noi-khac.example'`, 'waiting'],
    ['outbox_message_is_history', `sealed_text = 'khac'`, 'waiting'],
    ['outbox_message_is_history', `attempts = attempts - 1`, 'waiting'],
    ['outbox_text_gone_when_settled', `state = 'failed', settled_at = app_now()`, 'waiting'],
    ['outbox_settled_whole', `state = 'failed', sealed_text = NULL`, 'waiting'],
    ['outbox_problem_is_a_code', `last_problem = 'no such user: dai-dien@ben-cung-cap.example'`, 'waiting'],
  ])('%s stands against %s', async (wall, change, state) => {
    const id = await post();
    if (state === 'sent') await attempt(id);
    const broken = await database.asApplication(`UPDATE outbox_message SET ${change} WHERE id = $1`, [id]).then(() => 'done', brokenWallOf);
    expect(broken).toBe(wall);
  });

  test('no header is written into an address', async () => {
    const broken = await post(letter({ to: 'ai@noi-khac.example\r\nBcc: moi-nguoi@noi-khac.example' })).catch(brokenWallOf);
    expect(broken).toBe('outbox_one_line_headers');
  });
});

test('an administrator sees how many and why not, neither to whom nor about what', async () => {
  const standing = await readOutboxStanding(reader);
  expect(standing.counts.map(({ state }) => state).toSorted()).toEqual(expect.arrayContaining(['failed', 'not-configured', 'sent', 'withdrawn']));
  expect(standing.failed.length).toBeGreaterThan(0);
  expect(JSON.stringify(standing)).not.toMatch(/ben-cung-cap|Phiếu/);
});
