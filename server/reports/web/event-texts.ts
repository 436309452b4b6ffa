import type { EventTexts } from '../../audit-trail/index.js';
import { conclusionWords, excuseWord } from './words.js';

/** What each event of this room says in a history, after the name of who did it. */
export const reportEventTexts: EventTexts = {
  'published-list.brought-in': ({ facts }) => `tải lên danh sách gói thầu công bố “${String(facts['source'])}”: ${String(facts['packages'])} gói thầu`,
  'published-package.placed': ({ facts }) => `ghi nhận cơ quan của gói thầu ${String(facts['code'])}`,
  'published-package.concluded': ({ facts }) => {
    const how = Object.entries(conclusionWords).find(([outcome]) => outcome === facts['outcome'])?.[1] ?? '';
    const reason = typeof facts['reason'] === 'string' ? ` (${excuseWord(facts['reason'])})` : '';
    return `đối chiếu gói thầu ${String(facts['code'])}: ${how.toLowerCase()}${reason}; ${String(facts['note'])}`;
  },
};
