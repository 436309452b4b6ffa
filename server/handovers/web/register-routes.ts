import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { Principal } from '../../platform/http/principal.js';
import { page } from '../../platform/http/answers.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { ClosingUseCases } from '../application/closing-use-cases.js';
import type { ClosingRow } from '../application/read-models.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { handoverPaths, handoverSection } from './paths.js';
import { reasonWords } from './words.js';

const read = { action: 'read', subject: CLOSING_SUBJECT };

/** The register of closings: every contract of the agencies a reader may see whose end has begun. */
export function registerRoutes(closings: ClosingUseCases): Route[] {
  const shownTo = (principal: Principal): RegisterScreen<ClosingRow> => registerScreen(closings.reachesSeveral(principal));
  return [
    screen(handoverPaths.register, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await closings.register(ask.principal, view));
      return page('handovers/register', 'Kết thúc, bàn giao', { register }, { section: handoverSection });
    }),
    exportRoute({ path: handoverPaths.register, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => closings.registerRows(ask.principal, view) }),
  ];
}

function registerScreen(several: boolean): RegisterScreen<ClosingRow> {
  return {
    path: handoverPaths.register,
    caption: 'Hợp đồng đang kết thúc và đã kết thúc',
    noun: 'hợp đồng',
    columns: [
      {
        key: 'hop-dong', label: 'Hợp đồng', kind: 'text', sortable: false,
        cell: (row) => ({ text: row.contract_number ?? row.contract_name, note: row.vendor_name }),
        exported: [
          { label: 'Số hợp đồng', kind: 'code', value: (row) => row.contract_number },
          { label: 'Tên hợp đồng', kind: 'text', value: (row) => row.contract_name },
          { label: 'Bên cung cấp', kind: 'text', value: (row) => row.vendor_name },
        ],
      },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text' as const, sortable: false, cell: (row: ClosingRow) => row.agency_name ?? '' }] : []),
      { key: 'ly-do', label: 'Lý do', kind: 'text', sortable: false, cell: (row) => reasonWords[row.reason] },
      { key: 'bat-dau', label: 'Bắt đầu', kind: 'text', sortable: false, cell: (row) => formatInstant(row.started_at) },
      { key: 'han', label: 'Hạn bàn giao', kind: 'date', sortable: true, cell: (row) => formatDay(row.due_on) },
      { key: 'hang-muc', label: 'Hạng mục đã xong', kind: 'text', sortable: false, cell: (row) => `${String(row.settled_items)}/${String(row.items)}` },
      {
        key: 'tinh-trang', label: 'Tình trạng', kind: 'state', sortable: false,
        cell: (row) => (row.closed_at === null ? { tone: 'attention', icon: 'handover', word: 'Đang bàn giao' } : { tone: 'settled', icon: 'check', word: 'Đã kết thúc' }),
      },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Hợp đồng, bên cung cấp' },
      { kind: 'select', name: 'tinh-trang', label: 'Tình trạng', options: [{ value: '', label: 'Mọi tình trạng' }, { value: 'open', label: 'Đang bàn giao' }, { value: 'overdue', label: 'Quá hạn bàn giao' }, { value: 'closed', label: 'Đã kết thúc' }] },
    ],
    defaultSort: { key: 'newest', descending: true },
    exportable: true,
    href: (row) => handoverPaths.ofContract(row.contract_id),
    empty: { text: 'Danh sách này giữ việc kết thúc, bàn giao của từng hợp đồng thuê dịch vụ. Chưa có hợp đồng nào.', actHref: '/hop-dong', actText: 'Chọn hợp đồng để bắt đầu kết thúc' },
  };
}
