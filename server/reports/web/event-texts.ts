import type { EventFact, EventTexts } from '../../audit-trail/index.js';
import { conclusionWords, excuseWord } from './words.js';

/** What each event of this room says in a history, after the name of who did it. */
export const reportEventTexts: EventTexts = {
  'published-list.brought-in': ({ facts }) => `tải lên danh sách gói thầu công bố “${text(facts['source'])}”: ${text(facts['packages'])} gói thầu`,
  'published-package.placed': ({ facts }) => `ghi nhận cơ quan của gói thầu ${text(facts['code'])}`,
  'published-package.concluded': ({ facts }) => {
    const how = Object.entries(conclusionWords).find(([outcome]) => outcome === facts['outcome'])?.[1] ?? '';
    const reason = typeof facts['reason'] === 'string' ? ` (${excuseWord(facts['reason'])})` : '';
    return `đối chiếu gói thầu ${text(facts['code'])}: ${how.toLowerCase()}${reason}; ${text(facts['note'])}`;
  },
};

function text(fact: EventFact | undefined): string {
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}
