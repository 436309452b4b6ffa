import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { SystemRegisterRow } from '../application/read-systems.js';
import type { SystemWords } from '../application/system-words.js';
import { systemLifecycle } from '../domain/system.lifecycle.js';
import { levels } from './forms.js';
import { systemPath, systemsPath } from './system-paths.js';
import { levelModel, stateModel } from './words.js';

const everything = { value: '', label: 'Tất cả' };

/** The register of systems; the filter by agency shows to those who see several. */
export function systemScreen(words: SystemWords, reader: { readonly seesSeveralAgencies: boolean; readonly mayRegister: boolean }): RegisterScreen<SystemRegisterRow> {
  const states = words.serviceStates();
  return {
    path: systemsPath,
    caption: 'Hệ thống thông tin',
    noun: 'hệ thống thông tin',
    columns: [
      {
        key: 'ten', label: 'Hệ thống', kind: 'text', sortable: true, cell: (row) => ({ text: row.name, note: row.code }),
        exported: [{ label: 'Tên hệ thống', kind: 'text', value: (row) => row.name }, { label: 'Mã hệ thống', kind: 'code', value: (row) => row.code }],
      },
      { key: 'co-quan', label: 'Cơ quan quản lý', kind: 'text', sortable: false, cell: (row) => row.agency_name },
      { key: 'cap-do', label: 'Cấp độ', kind: 'state', sortable: true, cell: (row) => levelModel({ effective: row.effective_level, approved: row.level_approved }) },
      { key: 'tinh-trang', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => stateModel(row.service_state, words.labelOf(states, row.service_state)) },
      { key: 'thu-tuc', label: 'Thủ tục hành chính', kind: 'text', sortable: false, cell: (row) => (row.serves_procedures ? 'Có' : 'Không') },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Tên, mã, chức năng' },
      { kind: 'select', name: 'cap-do', label: 'Cấp độ', options: [everything, ...levels.map((level) => ({ value: level, label: `Cấp độ ${level}` }))] },
      {
        kind: 'select', name: 'phe-duyet', label: 'Phê duyệt cấp độ',
        options: [everything, { value: 'chua', label: 'Chưa phê duyệt' }, { value: 'da', label: 'Đã phê duyệt' }],
      },
      {
        kind: 'select', name: 'tinh-trang', label: 'Tình trạng',
        options: [everything, ...systemLifecycle.states.map((state) => ({ value: state, label: words.labelOf(states, state) }))],
      },
      {
        kind: 'select', name: 'thu-tuc', label: 'Thủ tục hành chính',
        options: [everything, { value: 'co', label: 'Có' }, { value: 'khong', label: 'Không' }],
      },
      ...(reader.seesSeveralAgencies ? [{ kind: 'text', name: 'co-quan', label: 'Cơ quan quản lý' } as const] : []),
    ],
    defaultSort: { key: 'ten', descending: false },
    exportable: true,
    href: (row) => systemPath(row.id),
    empty: {
      text: 'Chưa có hệ thống thông tin nào. Hợp đồng, đánh giá rủi ro và quyền truy cập đều gắn với hệ thống đã ghi nhận ở đây.',
      ...(reader.mayRegister ? { actHref: `${systemsPath}/moi`, actText: 'Ghi nhận hệ thống' } : {}),
    },
  };
}
