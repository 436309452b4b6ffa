import Joi from 'joi';
import type { ChapterSource, ChapterStep, ChapterView, ContractAlert, DutyStanding } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import type { SummaryRow } from '../../platform/views/pattern-models.js';
import { accessPaths } from './paths.js';
import { sinceText } from './since.js';

/** What the SQL function access_chapter tells of a contract. */
interface Told {
  readonly live: { readonly people: number; readonly accounts: number; readonly until: string | null };
  readonly waiting: number;
  readonly ever: boolean;
  readonly accountsOpen: { readonly count: number; readonly since: string | null };
  readonly unreviewed: readonly { readonly grantId: string; readonly system: string; readonly openedAt: string; readonly dueAt: string; readonly openedBy: string }[];
  readonly standing: number;
  readonly inUse: readonly { readonly grantId: string; readonly closesAt: string }[];
  readonly sessions: { readonly count: number; readonly marked: number };
  readonly cleared: boolean;
}

const text = Joi.string().required();
const count = Joi.number().required();
const told = Joi.object<Told>({
  live: Joi.object({ people: count, accounts: count, until: Joi.string().allow(null).required() }).required(),
  waiting: count,
  ever: Joi.boolean().required(),
  accountsOpen: Joi.object({ count, since: Joi.string().allow(null).required() }).required(),
  unreviewed: Joi.array().items(Joi.object({ grantId: text, system: text, openedAt: text, dueAt: text, openedBy: text })).required(),
  standing: count,
  inUse: Joi.array().items(Joi.object({ grantId: text, closesAt: text })).required(),
  sessions: Joi.object({ count, marked: count }).required(),
  cleared: Joi.boolean().required(),
});

const inService = ['signed', 'trial', 'active', 'handing_over'];

/** The second duty of a contract (khoản 2 Điều 6) for its page: who has access now, what waits, what ended and is not closed. */
export function accessChapter(clock: Clock): ChapterSource {
  return {
    sqlFunction: 'access_chapter',
    present(given, view) {
      const chapter = Joi.attempt(given, told);
      const now = clock.now();
      const next = nextOf(chapter, view);
      return {
        duties: inService.includes(view.contract.phase) || chapter.ever ? { use: dutyOf(chapter) } : {},
        alerts: alertsOf(chapter, now),
        ...(next === undefined ? {} : { next }),
        sections: inService.includes(view.contract.phase) || chapter.ever ? { use: rowsOf(chapter, view) } : {},
      };
    },
  };
}

function dutyOf({ unreviewed, accountsOpen, waiting, live, ever }: Told): DutyStanding {
  if (unreviewed.length > 0) return { tone: 'stop', icon: 'warning', word: 'Khẩn cấp chưa rà soát', worst: `${String(unreviewed.length)} lần mở khẩn cấp chờ rà soát` };
  if (accountsOpen.count > 0) return { tone: 'stop', icon: 'warning', word: 'Tài khoản chưa khóa', worst: `${String(accountsOpen.count)} tài khoản đã hết quyền, chưa xác nhận khóa` };
  if (waiting > 0) return { tone: 'attention', icon: 'pending', word: 'Chờ phê duyệt', worst: `${String(waiting)} đề nghị cấp quyền chờ phê duyệt` };
  if (live.people > 0) return { tone: 'settled', icon: 'check', word: `${String(live.people)} người đang có quyền` };
  return { tone: 'neutral', icon: 'dash', word: ever ? 'Không còn quyền nào' : 'Chưa cấp quyền nào' };
}

/** Red on top of the page until somebody else has looked at what was opened, and until every account is really closed. */
function alertsOf({ unreviewed, accountsOpen }: Told, now: Date): ContractAlert[] {
  return [
    ...unreviewed.map(({ grantId, system, openedAt, dueAt, openedBy }): ContractAlert => ({
      kind: 'stop',
      heading: `Quyền truy cập khẩn cấp chưa được rà soát: ${system}`,
      text: `${openedBy} mở lúc ${formatInstant(new Date(openedAt))}; người khác phải rà soát trước ${formatInstant(new Date(dueAt))}${new Date(dueAt) < now ? `, ${sinceText(new Date(dueAt), now)}` : ''}. Chưa rà soát thì chưa thể kết thúc hợp đồng (quy định nội bộ).`,
      href: accessPaths.grant(grantId),
      hrefText: 'Mở quyền khẩn cấp',
    })),
    ...(accountsOpen.count === 0 || accountsOpen.since === null
      ? []
      : [{
          kind: 'stop' as const,
          heading: `${String(accountsOpen.count)} tài khoản của bên cung cấp đã hết quyền nhưng chưa xác nhận khóa`,
          text: `Tài khoản lâu nhất ${sinceText(new Date(accountsOpen.since), now)} kể từ ${formatInstant(new Date(accountsOpen.since))}. Quyền chỉ được coi là thu hồi khi có xác nhận kèm minh chứng.`,
        }]),
  ];
}

function nextOf({ unreviewed, accountsOpen }: Told, { contract }: ChapterView): ChapterStep | undefined {
  const open = { href: accessPaths.ofContract(contract.id), hrefText: 'Mở quyền truy cập' };
  if (unreviewed.length > 0) return { text: 'Rà soát quyền truy cập đã mở khẩn cấp.', who: 'Thủ trưởng đơn vị', role: 'unit_head', ...open };
  if (accountsOpen.count > 0) return { text: 'Khóa các tài khoản đã hết quyền và xác nhận kèm minh chứng.', who: 'Cán bộ chuyên trách CNTT/ANM', role: 'it_officer', ...open };
  return undefined;
}

function rowsOf(chapter: Told, { contract }: ChapterView): SummaryRow[] {
  const { live, waiting, standing, inUse, sessions, cleared } = chapter;
  return [
    {
      key: 'Quyền đang có hiệu lực',
      value: live.people === 0 ? 'Không có' : `${String(live.people)} người, ${String(live.accounts)} tài khoản${live.until === null ? '' : `; sớm nhất hết lúc ${formatInstant(new Date(live.until))}`}`,
      href: accessPaths.ofContract(contract.id),
    },
    ...(waiting === 0 ? [] : [{ key: 'Đề nghị chờ phê duyệt', value: String(waiting) }]),
    ...(standing === 0 ? [] : [{ key: 'Quyền trực xử lý sự cố', value: `${String(standing)} quyền sẵn sàng mở${inUse.length === 0 ? '' : `, ${String(inUse.length)} đang mở`}` }]),
    ...(sessions.count === 0 ? [] : [{ key: 'Phiên truy cập đã ghi nhận', value: `${String(sessions.count)} phiên${sessions.marked === 0 ? '' : `, ${String(sessions.marked)} phiên có điểm bất thường`}` }]),
    ...(cleared || !inService.includes(contract.phase) ? [] : [{ key: 'Cấp quyền mới', value: 'Đang đóng: phê duyệt kết quả đánh giá rủi ro không còn hiệu lực (khoản 1 Điều 6 dự thảo Quy chế)' }]),
  ];
}
