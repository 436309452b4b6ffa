import { readFileSync } from 'node:fs';
import { createPrepareRecord, createDrawRecord, printWork, recordEvents, type RecordModel } from '../../server/records/index.js';
import { readFrozenRecord } from '../../server/records/persistence/frozen-record.js';
import { presentPaper } from '../../server/records/web/paper-presenter.js';
import { systemClock } from '../../server/kernel/clock.js';
import { libraryFromFiles } from '../../server/library/index.js';
import { openBrowser, type Browser } from '../../server/platform/browser/index.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { createUnitOfWork } from '../../server/platform/database/transactions.js';
import { openFolderStore } from '../../server/platform/evidence-store/index.js';
import type { Jobs } from '../../server/platform/jobs/index.js';
import { createPrinter, paperHtml } from '../../server/platform/printing/index.js';
import { createViews } from '../../server/platform/views/views.js';
import { fill, openBenchDatabase } from './database.js';
import { median } from './load.js';

const ROUNDS = 5;
const RECORDS = 30;
/** As many print jobs as the product runs at once. */
const AT_ONCE = 4;

/**
 * A three-page record through the product's printing (frozen bytes read and checked, presented, drawn, kept with its hash, recorded in the database) against a raw loop that
 * sets the same HTML into one kept page and draws it. Records a second, the product's by the raw loop's.
 */
export async function recordPrinting(): Promise<void> {
  const database = await openBenchDatabase();
  const browser = openBrowser({ dataDir: database.dataDir });
  const reader = openReader(database.databaseUrl);
  const source = await openDataSource(database.databaseUrl, []);
  try {
    await fill(database.superuserUrl, people);
    const library = await libraryFromFiles('seeds/library');
    const work = createUnitOfWork(source, systemClock);
    const jobs: Jobs = { enqueue: () => Promise.resolve() };
    const prepare = createPrepareRecord({ library: () => library, regulation: () => ({ issued: false }), jobs });
    const draw = createDrawRecord(createPrinter(browser), createViews({ folders: ['templates'], cache: true }));
    const printing = printWork({ reader, work, evidence: await openFolderStore({ dataDir: database.dataDir }), draw });
    const prepareOne = (): Promise<string> =>
      work.run({ actorId: PERSON, records: [recordEvents.prepared] }, async (tx) => (await prepare(tx, { kind: 'HS-01', agencyId: AGENCY, subject: { kind: 'assessment', id: crypto.randomUUID() }, model: report })).id);
    const printOne = (recordId: string) => printing.handle({ recordId, edition: 'draft' }, { id: recordId, attempt: 1, lastAttempt: false, signal: new AbortController().signal });

    const sample = await prepareOne();
    await printOne(sample);
    await requireThreePages(reader, sample);
    const html = await htmlOf(reader, sample);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids: string[] = [];
      for (let index = 0; index < RECORDS; index += 1) ids.push(await prepareOne());
      const app = await rateOf(() => inParallel(ids, printOne));
      const raw = await rateOf(() => rawLoop(browser, html));
      ratios.push(app / raw);
    }
    process.stdout.write(`record-printing ratio=${median(ratios).toFixed(2)} goal=>=0.8\n`);
    process.stdout.write(`# rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}\n`);
  } finally {
    await browser.close();
    await source.destroy();
    await reader.close();
    await database.stop();
  }
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return RECORDS / ((performance.now() - begun) / 1000);
}

async function inParallel(ids: readonly string[], print: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await print(id);
  }));
}

async function rawLoop(browser: Browser, html: string): Promise<void> {
  await browser.withPage(async (page) => {
    for (let index = 0; index < RECORDS; index += 1) {
      await page.setContent(html, { waitUntil: 'load' });
      await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    }
  }, { timeoutMs: 300_000 });
}

async function requireThreePages(reader: Reader, id: string): Promise<void> {
  const print = await reader.row<{ pages: number }>('SELECT pages FROM record_print WHERE record_id = $1', [id]);
  if (print?.pages !== 3) throw new Error(`the record of the benchmark has ${String(print?.pages)} pages`);
}

async function htmlOf(reader: Reader, id: string): Promise<string> {
  const row = await reader.row<{ id: string; model: Buffer; modelSha256: string }>('SELECT id, model, model_sha256 AS "modelSha256" FROM record WHERE id = $1', [id]);
  if (row === undefined) throw new Error('the record of the benchmark is gone');
  const { model, title, footNote, series } = presentPaper(readFrozenRecord(row), undefined);
  const body = createViews({ folders: ['templates'], cache: true }).renderAlone('records/paper', model);
  return paperHtml({ title, styles: readFileSync('client/styles/record-paper.css', 'utf8'), body, footNote, series });
}

const AGENCY = '00000000-0000-4000-8000-000000000001';
const PERSON = '00000000-0000-4000-8000-000000000002';
const people = [
  `INSERT INTO agency (id, code, name, kind, path, place_name, record_symbol) VALUES ('${AGENCY}', 'so', 'Sở Minh Họa', 'department', '/${AGENCY}/', 'Hải Phòng', 'SMH')`,
  `INSERT INTO user_account (id, login, full_name, post, password_hash, password_changed_on) VALUES ('${PERSON}', 'nguoi-lap', 'Người Minh Họa', 'Chuyên viên', '$argon2id$none', '2026-01-01')`,
];

const report: RecordModel = {
  form: 'report',
  title: 'Báo cáo',
  subject: 'Đánh giá rủi ro an ninh mạng đối với việc thuê dịch vụ vận hành hệ thống thông tin',
  addressees: ['Ủy ban nhân dân thành phố'],
  blocks: [
    { kind: 'heading', level: 1, text: 'Thông tin chung' },
    { kind: 'paragraph', text: 'Thực hiện việc đánh giá rủi ro trước khi ký hợp đồng, cơ quan chủ trì thuê dịch vụ báo cáo kết quả như sau. '.repeat(8) },
    { kind: 'heading', level: 1, text: 'Kết quả' },
    {
      kind: 'table', numbered: true, columns: [{ title: 'Tiêu chí', width: 45 }, { title: 'Điểm', width: 10, align: 'center' }, { title: 'Ghi nhận' }],
      rows: Array.from({ length: 30 }, (_, index) => [`Tiêu chí số ${String(index + 1)} về giới hạn quyền truy cập`, String(index % 5), 'Đã kiểm tra, bằng chứng còn hiệu lực']),
    },
    { kind: 'paragraph', text: 'Đề nghị phê duyệt kết quả đánh giá' },
  ],
  recipients: ['Như trên'],
  signatures: [{ lines: ['Giám đốc'], name: 'Người Ký Minh Họa' }],
};
