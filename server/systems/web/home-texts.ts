import { formatInstant } from '../../kernel/calendar-day.js';
import type { SystemNewsRow } from '../application/read-systems.js';
import { systemEventTexts } from './event-texts.js';
import { systemActPath, systemPath } from './system-paths.js';

/** What each kind of task of this room says and where it is done; the list shows system and agency beside it. */
export const systemTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string }) => { text: string; href: string }>> = {
  'system.level-missing': ({ subjectId }) => ({
    text: 'Hệ thống đang vận hành mà cấp độ chưa được phê duyệt: trình phê duyệt, ghi nhận quyết định',
    href: systemActPath(subjectId, 'cap-do'),
  }),
  'system.level-before-operation': ({ subjectId }) => ({
    text: 'Ghi nhận quyết định phê duyệt cấp độ trước khi đưa hệ thống vào vận hành',
    href: systemActPath(subjectId, 'cap-do'),
  }),
};

/** What a beneficiary agency is told, as the home page lists it; who did it stays with the managing agency. */
export function presentSystemNews(rows: readonly SystemNewsRow[]): { text: string; href: string; when: string; at: Date }[] {
  return rows.map((row) => {
    const sentence = systemEventTexts[row.type];
    if (sentence === undefined) throw new Error(`no sentence for audit event ${row.type}`);
    const said = sentence({ id: 0n, type: row.type, at: row.at, actorId: null, actorName: null, actorPost: null, facts: row.facts, personal: {}, hash: '' });
    return { text: `${row.system_name} (${row.agency_name}): ${said}`, href: systemPath(row.system_id), when: formatInstant(row.at), at: row.at };
  });
}
