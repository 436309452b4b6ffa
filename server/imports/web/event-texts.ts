import type { EventTexts, PastEvent } from '../../audit-trail/index.js';
import { countText, existingWords } from './words.js';

function fact(event: PastEvent, name: string): string {
  const value = event.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function count(event: PastEvent, name: string): string {
  const counts = event.facts['counts'];
  const value: unknown = typeof counts === 'object' && counts !== null ? Reflect.get(counts, name) : undefined;
  return countText(typeof value === 'number' ? value : 0);
}

function existing(event: PastEvent): string {
  const code = fact(event, 'onExisting');
  return code === 'update' || code === 'stop' || code === 'skip' ? existingWords[code].label.toLocaleLowerCase('vi') : '';
}

const takenBack = (event: PastEvent): string => `hoàn tác nội dung vào sổ từ dòng ${fact(event, 'row')} của một danh sách. Lý do: ${fact(event, 'ground')}.`;

/** What each event of this room says in a history, after the name of who did it. */
export const importEventTexts: EventTexts = {
  'import.received': () => 'tải danh sách lên.',
  'import.sheet-chosen': (event) => `chọn trang tính “${fact(event, 'sheet')}”.`,
  'import.read': (event) => `đọc xong tệp: ${countText(Number(fact(event, 'rows')))} dòng có nội dung, hàng tiêu đề là hàng ${fact(event, 'headerRow')}.`,
  'import.unreadable': () => 'đọc tệp nhưng không đọc được.',
  'import.header-set': (event) => `chọn hàng ${fact(event, 'row')} làm hàng tiêu đề.`,
  'import.columns-matched': () => 'ghép cột và ghi thông tin chung của danh sách.',
  'import.matched-again': () => 'quay lại ghép cột.',
  'import.checked': (event) => `kiểm tra xong: ${count(event, 'new')} dòng mới, ${count(event, 'changed')} dòng khác trong sổ, ${count(event, 'unchanged')} dòng không đổi, ${count(event, 'asked')} dòng chờ trả lời, ${count(event, 'wrong')} dòng có lỗi.`,
  'import.answered': (event) => `trả lời ${fact(event, 'answers')} câu hỏi về danh sách.`,
  'import.started': (event) => `cho nhập vào sổ; dòng đã có: ${existing(event)}.`,
  'import.found-changed': () => 'chưa nhập gì vì dữ liệu trong sổ đã thay đổi từ khi kiểm tra.',
  'import.carried-out': (event) => `nhập xong: ${count(event, 'new')} dòng mới; dòng đã có: ${existing(event)}; ${countText(rejected(event))} dòng chưa nhập.`,
  'import.gave-up': () => 'không xử lý được do lỗi hệ thống; chưa có gì được ghi vào sổ.',
  'import.abandoned': (event) => (event.facts['left'] === true ? 'bỏ lần nhập đã lâu không tiếp tục.' : 'bỏ lần nhập này.'),
  'import.undo-asked': (event) => `yêu cầu hoàn tác. Lý do: ${fact(event, 'ground')}.`,
  'import.undo-refused': () => 'chưa hoàn tác vì đã có việc dựa trên nội dung của lần nhập.',
  'import.undone': (event) => `hoàn tác xong: bỏ ${countText(Number(fact(event, 'removed')))} mục đã vào sổ. Lý do: ${fact(event, 'ground')}.`,
  'contract.import-undone': takenBack,
  'vendor.import-undone': takenBack,
  'vendor-person.import-undone': takenBack,
  'system.import-undone': takenBack,
  'data-asset.import-undone': takenBack,
};

function rejected(event: PastEvent): number {
  const counts = event.facts['counts'];
  const number = (name: string): number => {
    const value: unknown = typeof counts === 'object' && counts !== null ? Reflect.get(counts, name) : undefined;
    return typeof value === 'number' ? value : 0;
  };
  return number('wrong') + number('asked');
}
