import type { FieldErrors } from '../../platform/http/forms.js';
import { LARGEST_FILE } from '../domain/uploads.js';
import { bytesText } from './vendor-presenter.js';

/** A large file that no hand-over has taken yet; sizes in bytes, `sha256` once it is whole and checked. */
export interface WaitingFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly sha256: string | null;
}

/** The field of large files (partials/field-large-files): where their pieces go, what is whole already and what is still under way. */
export function largeFilesField(hrefs: { readonly begin: string; readonly pieces: string }, waiting: readonly WaitingFile[], errors: FieldErrors) {
  const whole = waiting.filter(({ sha256 }) => sha256 !== null);
  return {
    name: 'files',
    label: 'Tệp bàn giao',
    hint: `PDF, Word, Excel, ảnh, CSV, XML, văn bản thuần hoặc ZIP, mỗi tệp nhiều nhất ${String(LARGEST_FILE / 2 ** 30)} GB. Tệp được gửi từng phần ngay khi chọn; khi mất kết nối, việc gửi tự tiếp tục, hoặc chọn lại đúng tệp đó để gửi tiếp.`,
    error: errors['files'],
    beginHref: hrefs.begin,
    piecesHref: hrefs.pieces,
    whole: whole.length === 0 ? undefined : {
      name: 'uploads',
      label: 'Tệp lớn đã gửi xong, đưa vào lần bàn giao này',
      options: whole.map(({ id, name, size, sha256 }) => ({ value: id, label: `${name} (${bytesText(size)})`, hint: `SHA-256: ${sha256 ?? ''}`, checked: true })),
      error: errors['uploads'],
    },
    uploadsError: whole.length === 0 ? errors['uploads'] : undefined,
    unfinished: waiting.filter(({ sha256 }) => sha256 === null).map(({ name, size, received }) => ({ name, facts: `đã nhận ${bytesText(received)} / ${bytesText(size)}` })),
  };
}
