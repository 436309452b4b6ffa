import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { openBrowser, type Browser } from '../../server/platform/browser/index.js';
import { createPrinter } from '../../server/platform/printing/index.js';
import { createViews } from '../../server/platform/views/views.js';
import { createDrawRecord, type FrozenRecord } from '../../server/records/index.js';
import { approvingDecision } from '../builders/records.js';

const RECORDS = 2_000;
const AT_ONCE = 2;
/** By then fonts, caches and both kept pages are there. */
const WARM = 400;
const WINDOW = 400;

let browser: Browser;
let chromium: number | undefined;

beforeAll(() => {
  browser = openBrowser({ dataDir: path.resolve('.local', 'test-browser'), report: ({ kind, pid }) => { if (kind === 'started') chromium = pid; } });
});
afterAll(() => browser.close());

/** Resident memory of Chromium and everything it started (they share its process group), in megabytes. */
async function memoryOf(group: number): Promise<number> {
  let pages = 0;
  for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) === group) pages += Number(fields[21]);
  }
  return (pages * 4096) / 2 ** 20;
}

const record = (index: number): FrozenRecord => ({
  schema: 1,
  kind: 'HS-03',
  basisLines: ['Căn cứ Luật An ninh mạng ngày 10 tháng 12 năm 2025'],
  frame: { parentName: null, agencyName: 'Sở Thử Nghiệm', place: 'Hải Phòng', symbol: 'QĐ-STN', productCode: `VB-${String(index).padStart(4, '0')}-0000`, preparedOn: calendarDay('2026-11-20') },
  model: approvingDecision({ lines: ['Giám đốc'], name: 'Nguyễn Thị Mẫu' }, 'Giám đốc Sở Thử Nghiệm'),
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

(process.platform === 'linux' ? test : test.skip)('the browser is no larger after two thousand records than after the first hundreds', async () => {
  const draw = createDrawRecord(createPrinter(browser), createViews({ folders: ['templates'], cache: true }));
  const seen: { readonly at: number; readonly megabytes: number }[] = [];
  let drawn = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (drawn < RECORDS) {
      drawn += 1;
      const index = drawn;
      const { pages } = await draw(record(index), undefined);
      if (pages < 1) throw new Error(`record ${String(index)} has no page`);
      if (index % 20 === 0 && chromium !== undefined) seen.push({ at: index, megabytes: await memoryOf(chromium) });
    }
  }));
  const early = mean(seen.filter(({ at }) => at > WARM && at <= WARM + WINDOW).map(({ megabytes }) => megabytes));
  const late = mean(seen.filter(({ at }) => at > RECORDS - WINDOW).map(({ megabytes }) => megabytes));
  process.stdout.write(`chromium: ${early.toFixed(0)} MB after ${String(WARM)}–${String(WARM + WINDOW)} records, ${late.toFixed(0)} MB after ${String(RECORDS - WINDOW)}–${String(RECORDS)}\n`);
  expect(late).toBeLessThan(early * 1.1);
}, 1_200_000);
