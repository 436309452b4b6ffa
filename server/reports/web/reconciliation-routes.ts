import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import { COUNT_LIMIT } from '../../platform/database/register-query.js';
import { page, seeOther, type PageAnswer } from '../../platform/http/answers.js';
import { day, line } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { ListPage, Reconciliation } from '../application/published-lists.js';
import { findings } from '../domain/reconciliation.js';
import { reconciliationPaths as paths, reconciliationSection } from './paths.js';
import { packageRoutes } from './package-routes.js';
import { findingsScreen, listsScreen, uncoveredScreen } from './screens.js';
import { fileFaultText, findingNotes, findingStates } from './words.js';

const readLists = { action: 'read', subject: 'PublishedList' };
const inSection = { section: reconciliationSection };

interface PublishFields {
  readonly source: string;
  readonly fromOn: CalendarDay;
  readonly toOn: CalendarDay;
}

const publishForm = defineForm<PublishFields>({ source: line('nguồn của danh sách', 300), fromOn: day('ngày đầu'), toOn: day('ngày cuối') }, ({ fromOn, toOn }) =>
  toOn < fromOn ? { toOn: `Ngày cuối phải từ ngày đầu (${formatDay(fromOn)}) trở đi.` } : {},
);

/** Published packages against the register: lists, what came out of each, single packages. */
export function reconciliationRoutes(reconciliation: Reconciliation): Route[] {
  const idOf = (ask: Ask): string => ask.params['id'] ?? '';
  return [
    screen(paths.lists, readLists, async (ask) => {
      const mayPublish = publishes(ask.principal);
      const shown = listsScreen(mayPublish);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await reconciliation.lists(ask.principal, view));
      return page('reports/lists', 'Đối chiếu gói thầu', { register, publishHref: mayPublish ? paths.publish : '' }, inSection);
    }),
    exportRoute({ path: paths.lists, may: readLists, screen: () => listsScreen(false), rows: (ask, view) => reconciliation.listRows(ask.principal, view) }),
    ...formPage<PublishFields, undefined>({
      path: paths.publish,
      may: { action: 'publish', subject: 'PublishedList' },
      records: ['published-list.brought-in'],
      files: true,
      form: publishForm,
      walls: { published_list_once: { field: 'file', text: 'Tệp này đã được tải lên cho cơ quan; mở danh sách đã có để xem kết quả.' } },
      load: async () => ({ loaded: undefined, values: {} }),
      view: (_ask, { values, errors }) => publishPage(values, errors),
      perform: async (ask, command) => {
        try {
          const made = await reconciliation.publish(ask.act, ask.principal, { ...command, file: ask.uploads.files[0] });
          const rest = [made.unread === 0 ? '' : `${made.unread} dòng chưa đọc được`, made.unplaced === 0 ? '' : `${made.unplaced} gói chưa rõ cơ quan`].filter((text) => text !== '');
          return seeOther(paths.list(made.id), `Đã đọc ${made.packages} gói thầu${rest.length === 0 ? '' : `; ${rest.join(', ')}`}.`);
        } catch (error) {
          const reason = error instanceof InvalidInput ? error.fieldErrors['file'] : undefined;
          if (reason === undefined) throw error;
          throw new InvalidInput({ file: fileFaultText(reason) });
        }
      },
    }),
    screen(paths.list(':id'), readLists, (ask) =>
      listPage(ask, 'packages', findingsScreen(idOf(ask), reachesSeveral(ask.principal)), (view) => reconciliation.findings(ask.principal, idOf(ask), view)),
    ),
    exportRoute({
      path: paths.list(':id'),
      may: readLists,
      screen: (ask) => findingsScreen(idOf(ask), reachesSeveral(ask.principal)),
      rows: (ask, view) => reconciliation.findingRows(ask.principal, idOf(ask), view),
    }),
    screen(paths.uncovered(':id'), readLists, (ask) =>
      listPage(ask, 'contracts', uncoveredScreen(idOf(ask), reachesSeveral(ask.principal)), (view) => reconciliation.uncovered(ask.principal, idOf(ask), view)),
    ),
    exportRoute({
      path: paths.uncovered(':id'),
      may: readLists,
      screen: (ask) => uncoveredScreen(idOf(ask), reachesSeveral(ask.principal)),
      rows: (ask, view) => reconciliation.uncoveredRows(ask.principal, idOf(ask), view),
    }),
    ...packageRoutes(reconciliation),
  ];
}

function publishes(principal: Principal): boolean {
  return principal.agency !== undefined && may(principal.ability, 'publish', 'PublishedList', { agencyId: principal.agency.id, beneficiaryIds: [] });
}

function reachesSeveral(principal: Principal): boolean {
  return principal.agencies.length > 1 || principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1);
}

function publishPage(values: object, errors: object): PageAnswer {
  const model = { crumbs: [{ href: paths.lists, text: 'Đối chiếu gói thầu' }], action: paths.publish, cancelHref: paths.lists, values, errors };
  return page('reports/publish', 'Tải lên danh sách gói thầu công bố', model, inSection);
}

/** Either side of a list: what was published, or the contracts that were not. */
async function listPage<Row extends object>(ask: Ask, side: 'packages' | 'contracts', shown: RegisterScreen<Row>, read: (view: ReturnType<typeof registerView>) => Promise<ListPage<Row>>): Promise<PageAnswer> {
  const view = registerView(shown, ask.query);
  const found = await read(view);
  const { list, counts, uncovered } = found;
  const packages = findings.reduce((sum, finding) => sum + (counts[finding] ?? 0), 0);
  const contracts = uncovered > COUNT_LIMIT ? `hơn ${COUNT_LIMIT.toLocaleString('vi-VN')}` : String(uncovered);
  const open = (counts.missing ?? 0) + (counts.differs ?? 0) + (counts.unplaced ?? 0);
  const own = list.published_by === ask.principal.userId;
  const model = {
    crumbs: [{ href: paths.lists, text: 'Đối chiếu gói thầu' }],
    source: list.source,
    facts: `Công bố từ ${formatDay(list.from_on)} đến ${formatDay(list.to_on)} · ${list.publisher}, ${list.agency_name}, tải lên ${formatInstant(new Date(list.published_at))}`,
    file: { name: list.file_name, sheet: list.sheet_name, hash: list.file_sha256 },
    lead: leadOf(packages, open, contracts),
    complete: packages > 0 && open === 0,
    counts: findings.filter((finding) => (counts[finding] ?? 0) > 0).map((finding) => ({
      state: findingStates[finding],
      note: findingNotes[finding],
      count: (counts[finding] ?? 0).toLocaleString('vi-VN'),
      href: `${paths.list(list.id)}?ket-qua=${finding}`,
    })),
    tabs: [
      { href: paths.list(list.id), text: 'Gói thầu công bố', count: packages.toLocaleString('vi-VN'), current: side === 'packages' },
      { href: paths.uncovered(list.id), text: 'Hợp đồng ngoài danh sách', count: contracts, current: side === 'contracts' },
    ],
    explained: side === 'contracts' ? `Hợp đồng dự kiến và hợp đồng ký từ ${formatDay(list.from_on)} đến một năm sau ngày cuối của danh sách, không mang mã gói thầu nào trong danh sách và chưa được gắn với gói nào.` : '',
    unread: own ? list.unread : [],
    register: registerModel(shown, view, found),
  };
  return page('reports/list', list.source, model, inSection);
}

function leadOf(packages: number, open: number, contracts: string): string {
  if (packages === 0) return 'Danh sách không có gói thầu nào thuộc phạm vi đang xem.';
  const all = packages.toLocaleString('vi-VN');
  const settled = open === 0 ? `Cả ${all} gói thầu đã có kết quả đối chiếu` : `${open.toLocaleString('vi-VN')} trong ${all} gói thầu cần xem xét`;
  return `${settled}; ${contracts} hợp đồng không ứng với gói thầu nào trong danh sách.`;
}
