import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { DelegationDetail, DelegationRow, DelegationStanding } from '../application/readings.js';
import { delegationsPath } from './administration-tabs.js';
import { areaNames, capacityNames, isDelegableArea } from './words.js';

const standings: Record<DelegationStanding, StateModel> = {
  current: { tone: 'settled', icon: 'check', word: 'Đang hiệu lực' },
  future: { tone: 'neutral', icon: 'clock', word: 'Chưa đến hạn' },
  over: { tone: 'neutral', icon: 'close', word: 'Đã hết hạn' },
  revoked: { tone: 'neutral', icon: 'close', word: 'Đã thu hồi' },
  void: { tone: 'attention', icon: 'warning', word: 'Mất hiệu lực: người ủy quyền thôi giữ chức' },
};

export function areasText(areas: readonly string[]): string {
  return areas.map((area) => (isDelegableArea(area) ? areaNames[area] : area)).join(', ');
}

const term = (row: Pick<DelegationRow, 'valid_from' | 'valid_until'>): string => `${formatDay(row.valid_from)} – ${formatDay(row.valid_until)}`;

export function delegationRegister(first: { readonly actHref: string; readonly actText: string } | undefined): RegisterScreen<DelegationRow> {
  const stateOptions: readonly DelegationStanding[] = ['current', 'future', 'over', 'revoked', 'void'];
  return {
    path: delegationsPath,
    caption: 'Ủy quyền',
    noun: 'ủy quyền',
    columns: [
      {
        key: 'delegate', label: 'Người được ủy quyền', kind: 'text', sortable: true, cell: (row) => ({ text: row.delegate_name, note: row.delegate_post }),
        exported: [{ label: 'Người được ủy quyền', kind: 'text', value: (row) => row.delegate_name }, { label: 'Chức vụ người được ủy quyền', kind: 'text', value: (row) => row.delegate_post }],
      },
      {
        key: 'head', label: 'Người ủy quyền', kind: 'text', sortable: true, cell: (row) => ({ text: row.head_name, note: `${row.head_post}, ${row.agency_name}` }),
        exported: [
          { label: 'Người ủy quyền', kind: 'text', value: (row) => row.head_name },
          { label: 'Chức vụ người ủy quyền', kind: 'text', value: (row) => row.head_post },
          { label: 'Cơ quan', kind: 'text', value: (row) => row.agency_name },
        ],
      },
      {
        key: 'areas', label: 'Hình thức, phạm vi', kind: 'text', sortable: false, cell: (row) => ({ text: capacityNames[row.kind], note: areasText(row.areas) }),
        exported: [{ label: 'Hình thức', kind: 'text', value: (row) => capacityNames[row.kind] }, { label: 'Phạm vi', kind: 'text', value: (row) => areasText(row.areas) }],
      },
      { key: 'from', label: 'Từ ngày', kind: 'date', sortable: true, cell: (row) => formatDay(row.valid_from) },
      { key: 'until', label: 'Đến hết ngày', kind: 'date', sortable: true, cell: (row) => formatDay(row.valid_until) },
      { key: 'state', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => standings[row.standing] },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Tên, chức vụ' },
      { kind: 'select', name: 'hinh-thuc', label: 'Hình thức', options: [{ value: '', label: 'Tất cả' }, { value: 'KT', label: capacityNames.KT }, { value: 'TUQ', label: capacityNames.TUQ }] },
      { kind: 'select', name: 'tinh-trang', label: 'Tình trạng', options: [{ value: '', label: 'Tất cả' }, ...stateOptions.map((value) => ({ value, label: standings[value].word }))] },
    ],
    defaultSort: { key: 'from', descending: true },
    exportable: true,
    href: (row) => `${delegationsPath}/${row.id}`,
    empty: { text: 'Khi thủ trưởng vắng mặt, cấp phó ký thay (KT.) hoặc người khác ký thừa ủy quyền (TUQ.) theo phạm vi và thời hạn ghi ở đây; không ai dùng chung mật khẩu.', ...first },
  };
}

/** A delegation as its page shows it, history and files aside. */
export function presentDelegation(delegation: DelegationDetail, revocable: boolean): object {
  return {
    crumbs: [{ href: delegationsPath, text: 'Ủy quyền' }],
    title: `${delegation.head_name} ủy quyền cho ${delegation.delegate_name}`,
    caption: capacityNames[delegation.kind],
    states: [standings[delegation.standing]],
    facts: [
      { key: 'Cơ quan', value: delegation.agency_name },
      { key: 'Người ủy quyền', value: `${delegation.head_name}, ${delegation.head_post}` },
      { key: 'Người được ủy quyền', value: `${delegation.delegate_name}, ${delegation.delegate_post}` },
      { key: 'Phạm vi', values: delegation.areas.map((area) => (isDelegableArea(area) ? areaNames[area] : area)) },
      { key: 'Thời hạn', value: term(delegation), note: 'Tính cả ngày đầu và ngày cuối' },
      { key: 'Căn cứ', value: delegation.ground },
      delegation.medium === 'click'
        ? { key: 'Cách ủy quyền', value: 'Trên hệ thống', note: `${delegation.created_by_name}, ${formatInstant(delegation.created_at)}` }
        : {
            key: 'Cách ủy quyền',
            value: `Văn bản số ${delegation.paper_number ?? ''} ngày ${delegation.paper_date === null ? '' : formatDay(delegation.paper_date)}`,
            note: `Ghi nhận: ${delegation.created_by_name}, ${formatInstant(delegation.created_at)}`,
          },
      ...(delegation.revoked_at === null ? [] : [{ key: 'Thu hồi', value: delegation.revoke_ground ?? '', note: `${delegation.revoked_by_name ?? ''}, ${formatInstant(delegation.revoked_at)}` }]),
    ],
    revokeHref: revocable && ['current', 'future', 'void'].includes(delegation.standing) ? `${delegationsPath}/${delegation.id}/thu-hoi` : undefined,
  };
}

/** What a delegate is told on the own account page. */
export function presentHeldDelegation(row: DelegationRow): { current: boolean; heading: string; text: string; href: string; hrefText: string } {
  const current = row.standing === 'current';
  const how = row.kind === 'KT' ? 'ký thay (KT.)' : 'ký thừa ủy quyền (TUQ.)';
  return {
    current,
    heading: `${current ? 'Đang được ủy quyền' : 'Ủy quyền chưa có hiệu lực'} ${how}, ${row.agency_name}`,
    text: `Theo ủy quyền của ${row.head_name} (${row.head_post}), phạm vi ${areasText(row.areas)}, thời hạn ${term(row)}. Quyết định trong phạm vi này ghi rõ ${row.kind === 'KT' ? 'KT.' : 'TUQ.'} và số ủy quyền.`,
    href: `${delegationsPath}/${row.id}`,
    hrefText: 'Xem ủy quyền',
  };
}

