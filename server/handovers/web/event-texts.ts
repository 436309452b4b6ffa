import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { inSentence } from '../../kernel/text.js';
import { absenceWords, reasonWords, runWords, settlementWords, surveyWords } from './words.js';

/** What the events about closings say in a history, after the name of who did it. */
export const handoverEventTexts: EventTexts = {
  'closing.started': (event) => `bắt đầu kết thúc hợp đồng: ${wordOf(reasonWords, event, 'reason')}.${after(event, 'ground')}`,
  'closing.item-added': (event) => `bổ sung hạng mục bàn giao: ${fact(event, 'name')}.`,
  'closing.item-received': (event) => `ghi nhận bàn giao ${fact(event, 'item')}.`,
  'closing.delivery-confirmed': (event) => `xác nhận việc bàn giao ${fact(event, 'item')} của ${fact(event, 'side') === 'vendor' ? 'bên cung cấp' : 'cơ quan'}.`,
  'closing.guest-named': (event) => `chỉ định người kiểm tra ngoài cơ quan${fact(event, 'organisation') === '' ? '' : ` của ${fact(event, 'organisation')}`}.${after(event, 'ground')}`,
  'closing.item-tested': (event) => `kiểm tra ${fact(event, 'item')}: ${event.facts['passed'] === true ? 'đạt' : 'không đạt'}.${after(event, 'result')}`,
  'closing.absence-asked': (event) => `đề nghị ghi nhận “${wordOf(absenceWords, event, 'kind')}” đối với ${fact(event, 'item')}.${after(event, 'ground')}`,
  'closing.absence-decided': (event) => `${event.facts['approved'] === true ? 'chấp thuận' : 'không chấp thuận'} đề nghị đối với ${fact(event, 'item')}.${after(event, 'note')}`,
  'closing.account-added': (event) => `bổ sung tài khoản, khóa ${fact(event, 'account')}.`,
  'closing.account-settled': (event) => `xử lý tài khoản ${fact(event, 'account')}: ${wordOf(settlementWords, event, 'action')}, lúc ${moment(event, 'doneAt')}.${after(event, 'proof')}`,
  'closing.surveyed': (event) => `rà soát tài khoản thực tế của ${fact(event, 'system')} (${wordOf(surveyWords, event, 'source')}): còn ${count(event, 'alive')} tài khoản của bên cung cấp đang hoạt động, ${count(event, 'unclear')} tài khoản chưa rõ.`,
  'closing.run-began': (event) => `bắt đầu chạy thử độc lập, đến hết ngày ${dayOf(event, 'endsOn')}; mọi quyền truy cập theo hợp đồng chấm dứt.`,
  'closing.run-finished': (event) => `kết thúc chạy thử độc lập: ${wordOf(runWords, event, 'outcome')}.${after(event, 'note')}`,
  'closing.copies-destroyed': (event) => `ghi nhận xóa, hủy dữ liệu tại bên cung cấp lúc ${moment(event, 'doneAt')}.${after(event, 'scope')}`,
  'closing.copy-retained': (event) => `ghi nhận dữ liệu bên cung cấp được giữ lại đến hết ngày ${dayOf(event, 'until')}.${after(event, 'what')}`,
  'setting.closing-notices-set': (event) => `đặt thời điểm nhắc trước khi hợp đồng hết thời hạn: ${count(event, 'first')}, ${count(event, 'second')} và ${count(event, 'last')} ngày.`,
  'closing.closed': () => 'kết thúc hợp đồng; hợp đồng chuyển sang đã thanh lý.',
};

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function count(event: PastEvent, name: string): string {
  return fact(event, name) === '' ? '0' : fact(event, name);
}

function moment(event: PastEvent, name: string): string {
  const instant = new Date(fact(event, name));
  return Number.isNaN(instant.getTime()) ? '' : formatInstant(instant);
}

/** A calendar day as it stands in the event, '2026-12-31'. */
function dayOf(event: PastEvent, name: string): string {
  return fact(event, name).split('-').toReversed().join('/');
}

function wordOf(words: Readonly<Record<string, string>>, event: PastEvent, name: string): string {
  const word = words[fact(event, name)];
  return word === undefined ? '' : inSentence(word);
}

function after(event: PastEvent, name: string): string {
  const text = fact(event, name);
  return text === '' ? '' : ` ${text}.`;
}
