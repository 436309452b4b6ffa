import { formatInstant } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { BuiltUpon, ImportDetail, WhatWasBuilt } from '../application/read-imports.js';
import { importPaths } from './paths.js';
import { countText } from './words.js';

const subjectHrefs: Readonly<Record<BuiltUpon['subjectKind'], (id: string) => string | undefined>> = {
  contract: (id) => `/hop-dong/${id}`,
  vendor: (id) => `/ben-cung-cap/${id}`,
  'vendor-person': (id) => `/nhan-su-ben-cung-cap/${id}`,
  system: (id) => `/he-thong/${id}`,
  'data-asset': () => undefined,
};

/** The page before an import is taken back: what will happen, or what stands against it. */
export function undoPageOf(
  principal: Principal, { list, effects, built }: { readonly list: ImportDetail; readonly effects: { readonly made: number; readonly changed: number }; readonly built: WhatWasBuilt }, ground: string, error: string | undefined, version: number | undefined,
) {
  const steps = [
    ...(effects.made > 0 ? [{ text: `Bỏ ${countText(effects.made)} mục mà lần nhập này đã ghi vào sổ; lịch sử vẫn giữ việc nhập và việc hoàn tác.` }] : []),
    ...(effects.changed > 0 ? [{ text: `Trả ${countText(effects.changed)} mục đã cập nhật về nội dung trước khi nhập.` }] : []),
    { text: 'Tất cả được hoàn tác trong một lần; nếu có một mục không hoàn tác được thì không mục nào thay đổi.' },
  ];
  return {
    closed: list.status !== 'done' || built.total > 0,
    notDone: list.status !== 'done',
    built: built.first.map((thing) => builtRow(principal, thing)),
    more: built.total > built.first.length ? `và ${countText(built.total - built.first.length)} mục khác` : undefined,
    total: countText(built.total),
    lead: 'Hoàn tác cả lần nhập danh sách này.',
    steps,
    action: importPaths.undo(list.id),
    version,
    act: { text: 'Hoàn tác lần nhập' },
    ground: { name: 'ground', label: 'Lý do hoàn tác', value: ground, ...(error === undefined ? {} : { error }) },
    cancelHref: importPaths.list(list.id),
  };
}

/** What another agency did with something is not told, only that it did. */
function builtRow(principal: Principal, { row, title, subjectKind, subjectId, at, agencyId }: BuiltUpon) {
  const own = agencyId === null || may(principal.ability, 'read', 'Import', { agencyId });
  const href = subjectHrefs[subjectKind](subjectId);
  return { text: `Dòng ${String(row)}: ${title}`, ...(href === undefined ? {} : { href }), note: own ? `có việc ghi nhận lúc ${formatInstant(at)}` : 'được cơ quan khác sử dụng' };
}
