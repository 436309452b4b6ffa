import { afterEach, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../harness/app.js';

let app: TestApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

// Twenty hours before lie on the day before or on the same day, in the month or year before, on a Sunday or on Tết.
test.each(['2026-11-20T00:05:00+07:00', '2026-11-20T20:30:00+07:00', '2027-01-01T09:00:00+07:00', '2027-02-06T23:55:00+07:00', '2028-03-01T10:00:00+07:00'])('the story can be told from %s', async (now) => {
  app = await startTestApp({ demonstration: true, now });
  const [told] = await app.database.asOwner(
    `SELECT (SELECT count(*)::int FROM contract) AS contracts, (SELECT count(*)::int FROM live_access WHERE form = 'grant') AS live,
            (SELECT json_agg(extract(epoch FROM app_now() - opened_at) / 3600) FROM access_review_due) AS unreviewed,
            (SELECT round(extract(epoch FROM due_at - app_now()) / 3600)::int FROM published_duty_clock WHERE clock = 'D-03') AS "hoursLeft"`,
  );
  expect(told).toEqual({ contracts: 8, live: 1, unreviewed: [20], hoursLeft: 5 });
});
