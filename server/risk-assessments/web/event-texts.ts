import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatDay, isCalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import { giverWords, opinionWords, riskStates, stageWords, triggerWord, verdictWords, waiverWords, within } from './words.js';

/** What each event of this room says in a history, after the name of who did it. */
export const assessmentEventTexts: EventTexts = {
  'risk-assessment.opened': (event) => `mở đánh giá rủi ro (${word(stageWords, event, 'stage')})${event.facts['previousId'] === null ? '' : ', lấy lại câu trả lời của lần trước'}.`,
  'risk-assessment.scope-saved': () => 'ghi phạm vi đánh giá và các yếu tố phơi lộ.',
  'risk-assessment.scored': (event) => `chấm điểm nhóm ${fact(event, 'group')}: ${scoresText(event)}.`,
  'risk-assessment.evidence-offered': (event) => `đính kèm minh chứng “${fact(event, 'title')}” cho tiêu chí ${fact(event, 'criterionId')}.`,
  'risk-assessment.evidence-judged': (event) => `xem xét minh chứng “${fact(event, 'title')}” của tiêu chí ${fact(event, 'criterionId')}: ${word(verdictWords, event, 'verdict')}${reasonText(event)}.`,
  'risk-assessment.treatment-planned': (event) => `lập biện pháp xử lý cho ${fact(event, 'criterionId')}: ${fact(event, 'measure')}, người phụ trách ${fact(event, 'owner')}, hạn ${dayText(event, 'dueOn')}.`,
  'risk-assessment.treatment-amended': (event) => `sửa biện pháp xử lý cho ${fact(event, 'criterionId')}: ${fact(event, 'measure')}, hạn ${dayText(event, 'dueOn')}.`,
  'risk-assessment.treatment-removed': (event) => `bỏ biện pháp xử lý “${fact(event, 'measure')}” (${fact(event, 'criterionId')}).`,
  'risk-assessment.report-saved': () => 'ghi nội dung báo cáo đánh giá rủi ro.',
  'risk-assessment.submitted': (event) => `trình phê duyệt kết quả đánh giá rủi ro (${word(stageWords, event, 'stage')}): mức ${riskText(event, 'worstLevel')}, nhóm cao nhất ${fact(event, 'worstGroup')}.`,
  'risk-assessment.opinion-given': (event) => `ghi ý kiến của ${word(giverWords, event, 'giver')}: ${word(opinionWords, event, 'outcome')}.`,
  'risk-assessment.approved': (event) => `${event.facts['medium'] === 'paper' ? 'ghi nhận quyết định trên giấy phê duyệt' : 'phê duyệt'} kết quả đánh giá rủi ro (${word(stageWords, event, 'stage')}): mức ${riskText(event, 'worstLevel')}, có giá trị đến ${dayText(event, 'validUntil')}.`,
  'risk-assessment.returned': (event) => `trả lại kết quả đánh giá rủi ro. Lý do: ${fact(event, 'ground')}.`,
  'risk-assessment.waiver-asked': (event) => `đề nghị: ${word(waiverWords, event, 'kind')} ${fact(event, 'targetId')}, đến ${dayText(event, 'endsOn')}. Lý do: ${fact(event, 'ground')}.`,
  'risk-assessment.waiver-granted': (event) => `đồng ý: ${word(waiverWords, event, 'kind')} ${fact(event, 'targetId')}, đến ${dayText(event, 'endsOn')}.`,
  'risk-assessment.waiver-returned': (event) => `trả lại đề nghị: ${word(waiverWords, event, 'kind')} ${fact(event, 'targetId')}. Lý do: ${fact(event, 'ground')}.`,
  'risk-assessment.trigger-recorded': (event) => `ghi nhận sự kiện phải đánh giá lại: ${triggerWord(fact(event, 'triggerId'))}, ngày ${dayText(event, 'occurredOn')}. ${fact(event, 'note')}.`,
  'setting.short-path-limit-set': ({ facts }) => (typeof facts['limit'] === 'string' ? `cho phép đánh giá rút gọn với hợp đồng dưới ${formatMoney(BigInt(facts['limit']))}.` : 'bỏ giá trị hợp đồng được đánh giá rút gọn.'),
};

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

function word(words: Readonly<Record<string, string>>, event: PastEvent, name: string): string {
  return within(words[fact(event, name)] ?? fact(event, name));
}

function riskText(event: PastEvent, name: string): string {
  const code = fact(event, name);
  return Object.entries(riskStates).find(([level]) => level === code)?.[1].word ?? code;
}

function dayText(event: PastEvent, name: string): string {
  const text = fact(event, name);
  return isCalendarDay(text) ? formatDay(text) : text;
}

function reasonText(event: PastEvent): string {
  const reason = fact(event, 'reason');
  return reason === '' ? '' : `. Lý do: ${reason}`;
}

function scoresText(event: PastEvent): string {
  const scores = event.facts['scores'];
  const changed = typeof scores === 'object' && scores !== null && !Array.isArray(scores) ? Object.entries(scores).map(([id, score]) => `${id} = ${score === 'na' ? 'không áp dụng' : typeof score === 'number' ? String(score) : 'bỏ trống'}`) : [];
  const impact = fact(event, 'impact');
  return [...changed, ...(impact === '' ? [] : [`mức tác động ${impact}`])].join('; ') || 'không thay đổi';
}
