import { presentAttachment } from '../../attachments/index.js';
import { presentTimeline, type PastEvent } from '../../audit-trail/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { versionText, type Library } from '../../library/index.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StateModel } from '../../platform/views/page-model.js';
import { recordEvents } from '../application/events.js';
import type { Integrity, RecordDetail, RecordMaterial, RecordPrint } from '../application/read-record.js';
import { recordEventTexts } from './event-texts.js';
import { recordActPath, recordHref, recordsPath } from './paths.js';
import { capacityWords, mediumNames, namedRecord, recordStates, replacedState } from './words.js';

/** What later rooms know of the things that records are about. */
export interface RecordPorts {
  /** The page of a subject, by its kind. */
  readonly subjectHref: Readonly<Record<string, (id: string) => string>>;
  /** Where the room of a subject composes a correction of a registered record; undefined where it allows none. By the kind of subject. */
  readonly replaceHref: Readonly<Record<string, (principal: Principal, record: { readonly id: string; readonly kind: string; readonly subjectId: string }) => string | undefined>>;
}

const integrityStates: Readonly<Record<Integrity, StateModel>> = {
  intact: { tone: 'settled', icon: 'check', word: 'Nguyên vẹn' },
  missing: { tone: 'stop', icon: 'warning', word: 'Không tìm thấy tệp' },
  corrupt: { tone: 'stop', icon: 'warning', word: 'Tệp đã bị thay đổi, không khớp mã băm' },
};

const editionNames: Readonly<Record<RecordPrint['edition'], string>> = { draft: 'Bản in trình ký (số, ngày để trống)', issued: 'Bản in có số và ngày' };

/** What the page of a record says beside the record itself. */
export interface RecordPageNeeds {
  readonly ports: RecordPorts;
  /** The Vietnamese name of the records clerk's role. */
  readonly clerkRole: string;
  readonly library: Library;
}

/** The page of a record. */
export function presentRecord({ record, attachments, history, integrity }: RecordMaterial, principal: Principal, { ports, clerkRole, library }: RecordPageNeeds): object {
  const can = (action: string): boolean => may(principal.ability, action, 'Record', { agencyId: record.agency_id });
  const open = record.status === 'prepared' || record.status === 'printed';
  const replace = record.status === 'registered' && record.replaced_by === null ? ports.replaceHref[record.subject_kind]?.(principal, { id: record.id, kind: record.kind, subjectId: record.subject_id }) : undefined;
  const stateOf = (sha256: string): StateModel => integrityStates[integrity.get(sha256) ?? 'missing'];
  return {
    crumbs: [{ href: recordsPath, text: 'Văn bản' }],
    caption: `${record.kind} · ${record.number_text === null ? `mã ${record.product_code}` : `số ${record.number_text}`}`,
    title: `${record.title}: ${record.subject}`,
    agencyName: record.agency_name,
    states: [record.replaced_by?.status === 'registered' ? replacedState : recordStates[record.status]],
    next: nextStep(record, can('register'), clerkRole),
    unprinted: printingFailed(history) ? { action: can('print-again') ? recordActPath(record.id, 'in-lai') : '' } : undefined,
    damaged: [...integrity.values()].some((state) => state !== 'intact'),
    facts: factRows(record, ports, library),
    prints: record.prints.map((print) => ({
      name: editionNames[print.edition],
      href: recordActPath(record.id, print.edition === 'draft' ? 'ban-in' : 'ban-in-chinh-thuc'),
      about: `PDF, ${String(print.pages)} trang`,
      sha256: print.sha256,
      state: stateOf(print.sha256),
    })),
    files: attachments.map((attachment) => ({ ...presentAttachment(attachment), state: stateOf(attachment.sha256) })),
    registerHref: record.status === 'printed' && can('register') ? recordActPath(record.id, 'vao-so') : undefined,
    withdrawHref: open && can('withdraw') ? recordActPath(record.id, 'thu-hoi') : undefined,
    attachHref: record.status === 'registered' && can('attach') ? recordActPath(record.id, 'dinh-kem') : undefined,
    replaceHref: replace,
    history: presentTimeline(history, recordEventTexts),
  };
}

function nextStep(record: RecordDetail, mine: boolean, clerkRole: string): object {
  const who = `${clerkRole}, ${record.agency_name}`;
  switch (record.status) {
    case 'prepared':
      return { text: 'Dự thảo đang được in; tải lại trang sau ít giây.' };
    case 'printed': {
      const signer = record.signer === null ? 'những người ký ghi trong văn bản' : `${record.signer} (${record.signer_post ?? ''})`;
      const what = record.symbol === null ? 'đính kèm bản ký' : 'vào số, ghi ngày và đính kèm bản ký';
      return { text: `Trình ${signer} ký; sau khi ký, văn thư ${what}.`, who, mine, ...(mine ? { href: recordActPath(record.id, 'vao-so'), hrefText: 'Vào số' } : {}) };
    }
    case 'registered':
      return { text: 'Văn bản đã ban hành và được giữ nguyên; nội dung chỉ thay đổi bằng văn bản mới.' };
    case 'withdrawn':
      return { text: 'Dự thảo đã thu hồi trước khi vào số; văn bản khác có thể được lập thay.' };
  }
}

/** Whether the last that was heard of printing is that nobody tries any more. */
function printingFailed(history: readonly PastEvent[]): boolean {
  const told: readonly string[] = [recordEvents.printFailed, recordEvents.printAsked, recordEvents.printed, recordEvents.issuedPrinted, recordEvents.registered, recordEvents.withdrawn];
  return history.find(({ type }) => told.includes(type))?.type === recordEvents.printFailed;
}

function factRows(record: RecordDetail, ports: RecordPorts, library: Library): object[] {
  const signer = record.signer === null ? undefined : [record.signer, record.signer_post, record.capacity === null ? '' : capacityWords[record.capacity]].filter((part) => part !== null && part !== '').join(', ');
  const subject = ports.subjectHref[record.subject_kind]?.(record.subject_id);
  const rows = [
    { key: 'Số, ký hiệu', value: record.number_text ?? (record.symbol === null ? 'Không mang số của cơ quan' : `Chưa có số, ký hiệu ${record.symbol}`) },
    { key: 'Ngày ban hành', value: record.issued_on === null ? undefined : formatDay(record.issued_on) },
    { key: 'Người ký', value: signer ?? 'Ghi trong văn bản' },
    ...(subject === undefined ? [] : [{ key: 'Thuộc hồ sơ', value: 'Mở hồ sơ', href: subject }]),
    { key: 'Người lập', value: `${record.prepared_by_name}, ngày ${formatDay(record.prepared_on)}` },
    ...(record.registered_at === null ? [] : [{ key: 'Người vào số', value: `${record.registered_by_name ?? ''}, ${formatInstant(record.registered_at)}`, note: record.signed_medium === null ? undefined : `Kèm ${mediumNames[record.signed_medium]}${record.signed_medium === 'digital' ? '; hệ thống không kiểm tra chứng thư số' : ''}` }]),
    ...(record.withdrawn_at === null ? [] : [{ key: 'Thu hồi dự thảo', value: `${record.withdrawn_by_name ?? ''}, ${formatInstant(record.withdrawn_at)}`, note: record.withdrawn_ground ?? undefined }]),
    ...(record.replaces === null ? [] : [{ key: 'Thay thế cho', value: namedRecord(record.replaces.title, record.replaces.number_text), href: recordHref(record.replaces.id) }]),
    ...(record.replaced_by === null ? [] : [{ key: record.replaced_by.status === 'registered' ? 'Đã được thay thế bằng' : 'Đang lập văn bản thay thế', value: namedRecord(record.replaced_by.title, record.replaced_by.number_text), href: recordHref(record.replaced_by.id) }]),
    { key: 'Mã trong hệ thống', value: record.product_code },
    { key: 'Lập theo', values: record.library_versions.map((id) => `${library.titleOf(id) ?? id}, ${versionText(id)}`), value: undefined },
    { key: 'Mã băm nội dung (SHA-256)', value: record.model_sha256 },
  ];
  return rows;
}
