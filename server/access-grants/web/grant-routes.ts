import { today } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { identifiers, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { mayAccess } from '../application/access.js';
import { standingGrantOf, type AfterUseCases, type GrantDetail } from '../application/after-use-cases.js';
import { mayBeLetIn, mayOpenUse, useCloses } from '../domain/use-policy.js';
import { contractCaption, grantCrumbs, titleOfGrant } from './access-crumbs.js';
import type { AfterPorts } from './ports.js';
import { presentGrant } from './grant-presenter.js';
import { accessPaths, accessSection } from './paths.js';

const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const useOf = (ask: Ask): { grantId: string; useId: string } => ({ grantId: idOf(ask), useId: ask.params['useId'] ?? '' });

interface OpenForm {
  readonly people: readonly string[];
  readonly ground: string;
}

const openForm = defineForm<OpenForm>(
  { people: identifiers('người'), ground: paragraph('Lý do mở', 2000) },
  ({ people }) => (people.length === 0 ? { people: 'Chọn ít nhất một người được truy cập lần này.' } : {}),
);

/** A grant, and opening a standing one use by use. */
export function grantRoutes(after: AfterUseCases, { library, eventTexts, laterActs }: AfterPorts): Route[] {
  return [
    screen(accessPaths.grant(':id'), { action: 'read', subject: 'AccessGrant' }, async (ask) => {
      const grant = await after.grantFor(ask.principal, idOf(ask), 'read');
      const [history, files] = await Promise.all([after.grantHistory(grant.id), after.filesOf('access-grant', grant.id)]);
      const kinds = library().libraryOn('account-kinds', today({ now: () => grant.now })).entries;
      const kindName = (kind: string): string => kinds.find(({ id }) => id === kind)?.label ?? kind;
      const later = grant.review?.outcome === 'unjustified' ? laterActs?.(ask.principal, { kind: 'review', id: grant.id, agencyId: grant.agencyId }) : undefined;
      const model = presentGrant({ grant, history, files, kindName, eventTexts: eventTexts() }, {
        userId: ask.principal.userId, mayDo: (action) => mayAccess(ask.principal, action, grant.agencyId), refusalText: (refusal) => ask.refusalText(refusal),
      });
      return page('access-grants/grant', titleOfGrant(grant), { ...model, laterActs: later ?? [] }, inSection);
    }),
    ...formPage<OpenForm, GrantDetail>({
      path: accessPaths.openUse(':id'),
      may: { action: 'open-use', subject: 'AccessGrant' },
      records: ['access.use-opened'],
      form: openForm,
      load: async (ask) => {
        const grant = await after.grantFor(ask.principal, idOf(ask), 'open-use');
        const only = new Set(grant.holders.map(({ personId }) => personId)).size === 1;
        return { loaded: grant, values: { people: only ? grant.holders.slice(0, 1).map(({ personId }) => personId) : [] } };
      },
      view: (ask, { loaded: grant, values, errors, kept }) => {
        const verdict = mayOpenUse(standingGrantOf(grant), grant.now);
        const closes = useCloses(grant.useHours ?? 0, grant, grant.now);
        const people = peopleOf(grant);
        return page('access-grants/open-use', 'Mở quyền trực', {
          crumbs: grantCrumbs(grant), caption: contractCaption(grant), systemName: grant.systemName, kept, values, errors,
          people: people.filter(({ why }) => why.allowed).map(({ id, label }) => ({ value: id, label })),
          barred: people.flatMap(({ why }) => (why.allowed ? [] : [ask.refusalText(why)])),
          told: [
            `Quyền có hiệu lực ngay và tự đóng lúc ${formatInstant(closes)} (mỗi lượt nhiều nhất ${String(grant.useHours ?? 0)} giờ).`,
            'Thủ trưởng đơn vị được báo ngay và phải xác nhận đã biết.',
            'Hết giờ của lượt, tài khoản phải được khóa và xác nhận.',
          ],
          action: accessPaths.openUse(grant.id), cancelHref: accessPaths.grant(grant.id),
          closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, { people, ground }) => {
        const closesAt = await after.openUse(ask.act, ask.principal, { grantId: idOf(ask), personIds: people, ground });
        return seeOther(`${accessPaths.grant(idOf(ask))}#luot-mo`, `Đã mở quyền trực. Quyền tự đóng lúc ${formatInstant(closesAt)}; thủ trưởng đã được báo.`);
      },
      walls: {
        access_use_one_at_a_time: { field: 'people', text: 'Quyền trực vừa được người khác mở; mỗi lúc chỉ mở một lượt.' },
        access_line_one_holder_at_a_time: { field: 'people', text: 'Một người đang giữ cùng tài khoản theo quyền khác; bỏ chọn người đó.' },
        access_with_valid_commitment: { field: 'people', text: 'Có người không còn cam kết bảo mật còn hiệu lực.' },
      },
    }),
    act(accessPaths.closeUse(':id', ':useId'), { action: 'open-use', subject: 'AccessGrant' }, ['access.use-closed'], async (ask) => {
      await after.closeUse(ask.act, ask.principal, useOf(ask));
      return seeOther(`${accessPaths.grant(idOf(ask))}#luot-mo`, 'Đã đóng lượt mở quyền trực. Khóa tài khoản rồi xác nhận.');
    }),
    act(accessPaths.acknowledgeUse(':id', ':useId'), { action: 'acknowledge-use', subject: 'AccessGrant' }, ['access.use-acknowledged'], async (ask) => {
      await after.acknowledgeUse(ask.act, ask.principal, useOf(ask));
      return seeOther(`${accessPaths.grant(idOf(ask))}#luot-mo`, 'Đã ghi nhận: thủ trưởng đã biết lượt mở quyền trực.');
    }),
  ];
}

/** The people of a grant, each once with all their accounts. */
function peopleOf(grant: GrantDetail): { readonly id: string; readonly label: string; readonly why: ReturnType<typeof mayBeLetIn> }[] {
  return [...Map.groupBy(grant.holders, ({ personId }) => personId)].flatMap(([id, holders]) => {
    const [first] = holders;
    return first === undefined ? [] : [{ id, label: `${first.name} (${first.post}), tài khoản ${holders.map(({ account }) => account).join(', ')}`, why: mayBeLetIn(first) }];
  });
}
