import Joi from 'joi';
import type { ChapterSource } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { incidentPaths } from './paths.js';

/** What the SQL function incident_chapter tells of a contract. */
interface Told {
  readonly count: number;
  readonly newest: readonly { readonly id: string; readonly code: string; readonly title: string; readonly detectedAt: string; readonly overdue: boolean }[];
}

const text = Joi.string().required();
const told = Joi.object<Told>({
  count: Joi.number().required(),
  newest: Joi.array().items(Joi.object({ id: text, code: text, title: text, detectedAt: text, overdue: Joi.boolean().required() })).required(),
});

/** The incidents of a contract for its page, the newest of them by name. They stand with its service, since an incident is no violation by itself. */
export function incidentChapter(): ChapterSource {
  return {
    sqlFunction: 'incident_chapter',
    present(given) {
      const chapter = Joi.attempt(given, told);
      return chapter.count === 0 ? {} : { sections: { use: rowsOf(chapter) } };
    },
  };
}

function rowsOf({ count, newest }: Told): SummaryRow[] {
  const named = newest.map(({ id, code, title, detectedAt, overdue }, index): SummaryRow => ({
    key: index === 0 ? (count === 1 ? 'Sự cố liên quan' : `Sự cố liên quan (${String(count)})`) : 'Sự cố trước đó',
    value: `${code} – ${title}`,
    href: incidentPaths.incident(id),
    note: `Phát hiện lúc ${formatInstant(new Date(detectedAt))}${overdue ? '; có báo cáo phải gửi ngay hoặc quá hạn' : ''}`,
  }));
  const more = count - newest.length;
  return more <= 0 ? named : [...named, { key: 'Sự cố khác', value: `${String(more)} sự cố cũ hơn trong danh sách sự cố`, href: incidentPaths.register }];
}
