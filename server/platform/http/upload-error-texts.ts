import type { FieldErrors } from './forms.js';
import type { UnreadableFormCode, UploadErrorCode } from './uploads.js';

const texts: Record<UploadErrorCode, string> = {
  'too-large': 'Tệp quá lớn. Chọn tệp nhỏ hơn giới hạn ghi dưới ô chọn tệp.',
  empty: 'Tệp không có nội dung. Chọn lại tệp.',
  'type-mismatch': 'Nội dung tệp không đúng với phần mở rộng của tên tệp. Kiểm tra lại tệp gốc.',
  'type-not-allowed': 'Không nhận loại tệp này. Chọn tệp PDF, Word, Excel, ảnh hoặc văn bản thuần.',
  'disk-full': 'Kho lưu trữ của hệ thống đã hết chỗ. Báo quản trị hệ thống, sau đó gửi lại.',
  'too-many-files': 'Gửi quá nhiều tệp trong một lần. Gửi thành nhiều lần.',
  'storage-failed': 'Chưa lưu được tệp. Gửi lại; nếu vẫn lỗi, báo quản trị hệ thống.',
};

/** The sentences for files that were not taken, under the field each came in. */
export function uploadErrorTexts(errors: ReadonlyMap<string, UploadErrorCode>): FieldErrors {
  return Object.fromEntries([...errors].map(([field, code]) => [field, texts[code]]));
}

const unreadable: Record<UnreadableFormCode, string> = {
  malformed: 'Nội dung gửi lên bị đứt quãng hoặc sai định dạng. Quay lại trang trước và gửi lại.',
  'too-many-files': 'Gửi quá nhiều tệp trong một lần. Gửi thành nhiều lần.',
  'too-many-fields': 'Biểu mẫu có quá nhiều mục.',
  'field-too-long': 'Một mục của biểu mẫu quá dài.',
  'field-name-invalid': 'Biểu mẫu có mục không hợp lệ.',
};

function isUnreadableCode(code: string): code is UnreadableFormCode {
  return code in unreadable;
}

/** The sentence for a form that could not be read whole; a text that is no such code is already a sentence. */
export function unreadableFormText(codeOrText: string): string {
  return isUnreadableCode(codeOrText) ? unreadable[codeOrText] : codeOrText;
}
