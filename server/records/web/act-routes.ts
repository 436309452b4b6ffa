import { InvalidInput, Refused } from '../../kernel/errors.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { formatDay, today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, line, optional, paragraph, wholeNumber } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, type Ask, type Route } from '../../platform/http/routes.js';
import { recordEvents } from '../application/events.js';
import type { createAttachFile } from '../application/attach-file.js';
import type { RecordDetail, RecordReadings } from '../application/read-record.js';
import type { createPrintAgain } from '../application/print-again.js';
import type { createRegisterRecord } from '../application/register-record.js';
import type { createWithdrawRecord } from '../application/withdraw-record.js';
import { recordActPath, recordHref, recordsPath } from './paths.js';

/** The acts on a record. */
export interface RecordActs {
  readonly clock: Clock;
  readonly register: ReturnType<typeof createRegisterRecord>;
  readonly withdraw: ReturnType<typeof createWithdrawRecord>;
  readonly printAgain: ReturnType<typeof createPrintAgain>;
  readonly attach: ReturnType<typeof createAttachFile>;
}

interface RegistrationForm {
  readonly number?: number | undefined;
  readonly issuedOn: CalendarDay;
  readonly medium: 'digital' | 'scan';
}

const registrationForm = defineForm<RegistrationForm>({
  number: optional(wholeNumber('Số', 1, 999_999)),
  issuedOn: day('Ngày ban hành'),
  medium: choice('Bản ký', ['digital', 'scan']),
});
const withdrawalForm = defineForm<{ ground: string }>({ ground: paragraph('Lý do', 1000) });
const attachForm = defineForm<{ purpose: string }>({ purpose: line('Nội dung của tệp', 200) });

const mediums = [
  { value: 'digital', label: 'Bản ký số', hint: 'PDF có chữ ký số của người ký và của cơ quan' },
  { value: 'scan', label: 'Bản quét của bản ký', hint: 'PDF hoặc ảnh quét bản giấy đã ký, đóng dấu: màu, từ 200 dpi' },
];

/** At which field a refusal belongs. */
const fields: Readonly<Record<string, string>> = {
  'record-number-missing': 'number',
  'record-number-not-borne': 'number',
  'record-dated-later': 'issuedOn',
  'record-dated-before-preparation': 'issuedOn',
  'record-copy-unsigned': 'file',
};
const missingFiles: Readonly<Record<string, string>> = { 'signed-copy-missing': 'Đính kèm bản đã ký.', 'file-missing': 'Chọn tệp cần đính kèm.' };

const inSection = { section: 'records' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** What can be done to a record: entering its number, taking it back before that, keeping a further copy with it. */
export function actRoutes(acts: RecordActs, readings: RecordReadings): Route[] {
  return [
    act(recordActPath(':id', 'in-lai'), { action: 'print-again', subject: 'Record' }, [recordEvents.printAsked], async (ask) => {
      await acts.printAgain(ask.act, ask.principal, idOf(ask));
      return seeOther(recordHref(idOf(ask)), 'Đã yêu cầu in lại; tải lại trang sau ít giây.');
    }),
    ...formPage<RegistrationForm, RecordDetail>({
      path: recordActPath(':id', 'vao-so'),
      may: { action: 'register', subject: 'Record' },
      records: ['record.registered'],
      files: true,
      form: registrationForm,
      load: async (ask) => {
        const record = await readings.readFor(ask.principal, idOf(ask), 'register');
        const values = { number: record.next_number === null ? undefined : String(record.next_number), issuedOn: formatDay(today(acts.clock)) };
        return { loaded: record, values, version: record.version };
      },
      view: (_ask, { loaded, values, errors, version }) => page('records/enter-number', 'Vào số văn bản', { ...placeOf(loaded), ...registrationModel(loaded), values, errors, version }, inSection),
      perform: async (ask, command, version) => {
        await atFields(ask, () => acts.register(ask.act, ask.principal, idOf(ask), version, command, ask.uploads.files));
        return seeOther(recordHref(idOf(ask)), 'Đã vào số văn bản. Bản in có số và ngày sẽ có sau ít giây.');
      },
      walls: {
        record_number_unique: { field: 'number', text: 'Số này đã dùng cho văn bản khác cùng ký hiệu trong năm; nhập số khác theo sổ đăng ký.' },
        record_signed_by_authority: { field: 'issuedOn', text: 'Vào ngày này người ký không có thẩm quyền ký văn bản của cơ quan; kiểm tra lại ngày, hoặc thu hồi dự thảo và lập lại với người ký khác.' },
      },
    }),
    ...formPage<{ ground: string }, RecordDetail>({
      path: recordActPath(':id', 'thu-hoi'),
      may: { action: 'withdraw', subject: 'Record' },
      records: ['record.withdrawn'],
      form: withdrawalForm,
      load: async (ask) => {
        const record = await readings.readFor(ask.principal, idOf(ask), 'withdraw');
        return { loaded: record, values: {}, version: record.version };
      },
      view: (_ask, { loaded, values, errors, version }) => page('records/withdraw', 'Thu hồi dự thảo', { ...placeOf(loaded), withdrawal: withdrawalModel(loaded, values['ground'], errors['ground'], version) }, inSection),
      perform: async (ask, { ground }, version) => {
        await acts.withdraw(ask.act, ask.principal, idOf(ask), version, ground);
        return seeOther(recordHref(idOf(ask)), 'Đã thu hồi dự thảo.');
      },
    }),
    ...formPage<{ purpose: string }, RecordDetail>({
      path: recordActPath(':id', 'dinh-kem'),
      may: { action: 'attach', subject: 'Record' },
      records: ['record.file-attached'],
      files: true,
      form: attachForm,
      load: async (ask) => ({ loaded: await readings.readFor(ask.principal, idOf(ask), 'attach'), values: {} }),
      view: (_ask, { loaded, values, errors }) => page('records/attach', 'Đính kèm tệp', { ...placeOf(loaded), action: recordActPath(loaded.id, 'dinh-kem'), values, errors }, inSection),
      perform: async (ask, { purpose }) => {
        await atFields(ask, () => acts.attach(ask.act, ask.principal, idOf(ask), purpose, ask.uploads.files));
        return seeOther(recordHref(idOf(ask)), 'Đã đính kèm tệp.');
      },
    }),
  ];
}

/** Performs an act and puts what was refused about a field at that field. */
async function atFields<Result>(ask: Ask, perform: () => Promise<Result>): Promise<Result> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof Refused) {
      const field = fields[error.refusal.reason];
      if (field !== undefined) throw new InvalidInput({ [field]: ask.refusalText(error.refusal) });
    }
    if (error instanceof InvalidInput) throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([name, code]) => [name, missingFiles[code] ?? code])));
    throw error;
  }
}

function placeOf(record: RecordDetail): object {
  return {
    crumbs: [{ href: recordsPath, text: 'Văn bản' }, { href: recordHref(record.id), text: record.title }],
    name: `${record.title}: ${record.subject}`,
    cancelHref: recordHref(record.id),
  };
}

function registrationModel(record: RecordDetail): object {
  const signer = record.signer === null ? 'những người ghi trong văn bản' : `${record.signer}, ${record.signer_post ?? ''}`;
  return {
    action: recordActPath(record.id, 'vao-so'),
    mediums,
    signer,
    numberHint: record.symbol === null ? '' : `Số tiếp theo trong hệ thống cho ký hiệu ${record.symbol} năm nay: ${String(record.next_number ?? 1).padStart(2, '0')}. Nhập đúng số trong sổ đăng ký của cơ quan.`,
    dayHint: `Từ ngày lập dự thảo (${formatDay(record.prepared_on)}) đến hôm nay`,
    closed: record.status === 'printed' ? '' : record.status === 'prepared' ? 'Dự thảo chưa in xong; tải lại trang sau ít giây.' : 'Văn bản đã vào số hoặc đã thu hồi.',
  };
}

function withdrawalModel(record: RecordDetail, ground: string | readonly string[] | undefined, error: string | undefined, version: number | undefined): object {
  return {
    lead: 'Thu hồi dự thảo trước khi vào số. Việc này không hoàn tác được.',
    clause: 'quy định nội bộ',
    steps: [
      { text: `Dự thảo “${record.title}: ${record.subject}” không ký, không vào số được nữa; bản in đã có được giữ lại.`, names: [] },
      { text: 'Văn bản khác về cùng nội dung có thể được lập từ hồ sơ.', names: [] },
    ],
    ground: { name: 'ground', label: 'Lý do', hint: 'Ví dụ: sai nội dung ở mục II, người ký đi vắng', value: typeof ground === 'string' ? ground : '', error },
    action: recordActPath(record.id, 'thu-hoi'),
    version,
    act: { text: 'Thu hồi dự thảo' },
    cancelHref: recordHref(record.id),
  };
}
