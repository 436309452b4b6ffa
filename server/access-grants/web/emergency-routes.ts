import { citeClause, type Clause } from '../../kernel/citation.js';
import { formatInstant, today } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { choice, identifier, optional, paragraph, wholeNumber } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm, lazyForm, type Form } from '../../platform/http/forms.js';
import type { Ask, FormState, Route } from '../../platform/http/routes.js';
import { mayAccess } from '../application/access.js';
import { openedInEmergency, reviewEmergency, type AfterUseCases, type GrantDetail, type StandingChoice } from '../application/after-use-cases.js';
import type { AccessGround } from '../application/use-cases.js';
import { environments, methods, planes, type Environment, type Method, type Plane } from '../domain/access.js';
import { mayReview, reviewDue } from '../domain/emergency-policy.js';
import { mayOfferPlane } from '../domain/request-policy.js';
import { longestTerm } from '../domain/terms.js';
import { accessCrumbs, contractCaption, grantCrumbs, titleOfGrant } from './access-crumbs.js';
import type { AfterPorts } from './ports.js';
import { grantSentence } from './grant-presenter.js';
import { clockAt } from './grant-next-step.js';
import { accessPaths, accessSection } from './paths.js';
import { addressErrors, holderErrors, holderRules, holdersOf, networksOf, slots, type HolderFields } from './request-form.js';
import { environmentWords, methodWords, planeWords, supervisionWords } from './words.js';

const POINT_A: Clause = { article: 6, clause: 2, point: 'a' };
const POINT_B: Clause = { article: 6, clause: 2, point: 'b' };
const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const HIGHEST_HOURS = 24;
/** In an emergency only the strong ways of watching are offered. */
const watching = ['attended', 'recorded'] as const;

interface EmergencyFields extends HolderFields {
  readonly systemId: string;
  readonly environment: Environment;
  readonly plane: Plane;
  readonly privilege: string;
  readonly method: Method;
  readonly sourceAddresses?: string | undefined;
  readonly hours: number;
  readonly supervision: (typeof watching)[number];
  readonly supervisorId: string;
  readonly ground: string;
}

function emergencyForm(kinds: readonly string[], longest: number): Form<EmergencyFields> {
  return defineForm<EmergencyFields>(
    {
      systemId: identifier('Hệ thống'),
      environment: choice('Môi trường', environments),
      plane: choice('Mặt quyền', planes),
      privilege: paragraph('Quyền hạn cụ thể', 2000),
      method: choice('Cách kết nối', methods),
      sourceAddresses: optional(paragraph('Địa chỉ nguồn', 2000)),
      hours: wholeNumber('Số giờ', 1, longest),
      supervision: choice('Cách giám sát', watching),
      supervisorId: identifier('Người giám sát'),
      ground: paragraph('Lý do mở khẩn cấp', 2000),
      ...holderRules(kinds),
    },
    (fields) => ({ ...holderErrors(fields), ...addressErrors(fields.sourceAddresses) }),
  );
}

interface Loaded {
  readonly contract: AccessGround;
  readonly standing: readonly StandingChoice[];
}

interface ReviewForm {
  readonly outcome: 'justified' | 'unjustified';
  readonly ground: string;
}

const reviewForm = defineForm<ReviewForm>({ outcome: choice('kết quả rà soát', ['justified', 'unjustified']), ground: paragraph('Nhận xét, căn cứ', 2000) });
const outcomes = [
  { value: 'justified', label: 'Có căn cứ' },
  { value: 'unjustified', label: 'Không có căn cứ', hint: 'Xem xét trách nhiệm và dấu hiệu vi phạm' },
];

/** Breaking glass, and its review by another person. */
export function emergencyRoutes(after: AfterUseCases, { library, groundFor, now, regulation }: AfterPorts): Route[] {
  const terms = () => library().libraryOn('access-terms', today({ now })).entries;
  const kinds = () => library().libraryOn('account-kinds', today({ now })).entries.filter(({ shouldExist }) => shouldExist);
  const hoursOf = (level: number): number => longestTerm(terms(), 'emergency', 'incident-handling', level)?.hours ?? 0;
  const cite = (clause: Clause): string => citeClause(clause, regulation());

  function emergencyModel(ask: Ask, { loaded: { contract, standing }, values, errors, kept }: FormState<Loaded>): object {
    const of = { contractId: contract.id, contractName: contract.name, contractNumber: contract.number };
    const verdict = reviewEmergency(contract, now());
    const bound = contract.people.filter(({ boundUntil }) => boundUntil !== null);
    const options = (words: Readonly<Record<string, string>>, codes: readonly string[]): { value: string; label: string }[] => codes.map((code) => ({ value: code, label: words[code] ?? code }));
    const offered = planes.filter((plane) => contract.systems.some((system) => mayOfferPlane(plane, system).allowed));
    return {
      crumbs: accessCrumbs(of), caption: contractCaption(of), kept, values, errors,
      standing: standing.map((grant) => ({
        text: `Đã có quyền trực trên ${grant.systemName} đến ${formatInstant(grant.endsAt)}${grant.open ? ', đang được mở' : ''}: mở quyền trực thay vì mở khẩn cấp.`,
        href: grant.open ? accessPaths.grant(grant.id) : accessPaths.openUse(grant.id),
      })),
      steps: [
        'Những người được chọn có quyền truy cập ngay, không qua phê duyệt, tối đa số giờ đã nhập; hết giờ quyền tự đóng.',
        'Thủ trưởng đơn vị được báo ngay qua việc cần làm và thư điện tử.',
        'Trong 24 giờ, người khác phải rà soát. Chưa rà soát thì hợp đồng luôn hiện cảnh báo đỏ và không thể kết thúc.',
        'Hết quyền, từng tài khoản phải được khóa và xác nhận kèm minh chứng.',
      ],
      systems: contract.systems.map(({ id, code, name, level, suspended }) => ({ value: id, label: `${code} – ${name} (cấp độ ${String(level)}, nhiều nhất ${String(hoursOf(level))} giờ)${suspended ? ', đang tạm dừng hoặc đình chỉ' : ''}` })),
      hoursHint: `Nhiều nhất ${String(Math.max(0, ...contract.systems.map(({ level }) => hoursOf(level))))} giờ, tùy cấp độ hệ thống`,
      rows: slots.map((slot) => ({
        slot, more: slot > 2,
        person: { name: `person${String(slot)}`, label: 'Người của bên cung cấp', value: values[`person${String(slot)}`], error: errors[`person${String(slot)}`] },
        account: { name: `account${String(slot)}`, label: 'Tên tài khoản', value: values[`account${String(slot)}`], error: errors[`account${String(slot)}`] },
        kind: { name: `kind${String(slot)}`, label: 'Loại tài khoản', value: values[`kind${String(slot)}`], error: errors[`kind${String(slot)}`] },
      })),
      moreOpen: slots.some((slot) => slot > 2 && [`person${String(slot)}`, `account${String(slot)}`].some((name) => (values[name] ?? '') !== '' || errors[name] !== undefined)),
      people: bound.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
      unbound: contract.people.filter(({ boundUntil }) => boundUntil === null).map(({ name }) => name).join(', '),
      kinds: kinds().map(({ id, label }) => ({ value: id, label })),
      environments: options(environmentWords, environments),
      planes: options(planeWords, offered),
      planeHint: offered.includes('data') ? '' : `Quản trị dữ liệu không được cấp cho bên cung cấp, kể cả khi khẩn cấp (${cite(POINT_B)})`,
      methods: options(methodWords, methods),
      supervisions: options(supervisionWords, watching),
      staff: contract.staff.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
      action: accessPaths.emergency(contract.id), cancelHref: accessPaths.ofContract(contract.id),
      closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
    };
  }

  return [
    ...formPage<EmergencyFields, Loaded>({
      path: accessPaths.emergency(':id'),
      may: { action: 'open-emergency', subject: 'AccessGrant' },
      records: ['access.opened-in-emergency'],
      form: lazyForm(() => emergencyForm(kinds().map(({ id }) => id), HIGHEST_HOURS)),
      load: async (ask) => {
        const contract = await groundFor(ask.principal, idOf(ask), 'open-emergency');
        const [only, another] = contract.systems;
        const standing = await after.standingGrants(contract.id);
        const first = only !== undefined && another === undefined ? { systemId: only.id, hours: String(hoursOf(only.level)) } : {};
        return { loaded: { contract, standing }, values: { environment: 'production', kind1: 'personal', supervision: 'attended', ...first } };
      },
      view: (ask, state) => page('access-grants/emergency', 'Mở quyền truy cập khẩn cấp', emergencyModel(ask, state), inSection),
      perform: async (ask, fields) => {
        const contract = await groundFor(ask.principal, idOf(ask), 'open-emergency');
        const level = contract.systems.find(({ id }) => id === fields.systemId)?.level ?? 1;
        const grantId = await inSentences(faultSentences(hoursOf(level), level, cite), () =>
          after.openEmergency(ask.act, ask.principal, {
            ...fields, contractId: contract.id, sourceAddresses: networksOf(fields.sourceAddresses ?? ''),
            holders: holdersOf(fields).map(({ personId, accountName, accountKind }) => ({ personId, accountName, accountKind })),
          }));
        return seeOther(accessPaths.grant(grantId), `Đã mở quyền truy cập khẩn cấp trong ${String(fields.hours)} giờ. Thủ trưởng đã được báo; phải được rà soát trong 24 giờ.`);
      },
      walls: {
        access_line_one_holder_at_a_time: { field: 'account1', text: 'Cùng người và cùng tài khoản đang được cấp ở một quyền khác.' },
        access_with_valid_commitment: { field: 'person1', text: 'Có người không còn cam kết bảo mật còn hiệu lực.' },
      },
    }),
    ...formPage<ReviewForm, GrantDetail>({
      path: accessPaths.review(':id'),
      may: { action: 'review-emergency', subject: 'AccessGrant' },
      records: ['access.emergency-reviewed'],
      form: reviewForm,
      load: async (ask) => ({ loaded: await after.grantFor(ask.principal, idOf(ask), 'review-emergency'), values: {} }),
      view: (ask, { loaded: grant, values, errors, kept }) => {
        const verdict = mayReview(openedInEmergency(grant), { id: ask.principal.userId, head: mayAccess(ask.principal, 'decide', grant.agencyId) });
        return page('access-grants/review', 'Rà soát việc mở khẩn cấp', {
          crumbs: grantCrumbs(grant), title: 'Rà soát việc mở khẩn cấp', caption: titleOfGrant(grant), sentence: grantSentence(grant), kept, values, errors, outcomes,
          facts: [
            { key: 'Người mở', value: `${grant.grantedByName} (${grant.grantedByPost}), ${formatInstant(grant.grantedAt)}` },
            { key: 'Lý do mở', value: grant.ground },
            { key: 'Quyền hạn cụ thể', value: grant.privilege },
            { key: 'Phiên đã ghi nhận', value: grant.sessionCount === 0 ? 'Chưa có phiên nào' : `${String(grant.sessionCount)} phiên`, ...(grant.sessionCount === 0 ? {} : { href: `${accessPaths.grant(grant.id)}#phien` }) },
          ],
          clock: grant.review === null && grant.form === 'emergency' ? clockAt(reviewDue({ openedAt: grant.grantedAt }), grant.now, 'Hạn rà soát') : undefined,
          action: accessPaths.review(grant.id), cancelHref: accessPaths.grant(grant.id), closed: verdict.allowed ? undefined : { reason: ask.refusalText(verdict) },
        }, inSection);
      },
      perform: async (ask, command) => {
        await after.reviewEmergency(ask.act, ask.principal, { grantId: idOf(ask), ...command });
        return seeOther(accessPaths.grant(idOf(ask)), 'Đã rà soát việc mở khẩn cấp.');
      },
      walls: { access_review_pkey: { field: 'outcome', text: 'Người khác vừa rà soát việc mở khẩn cấp này.' } },
    }),
  ];
}

function faultSentences(hours: number, level: number, cite: (clause: Clause) => string): FaultSentences {
  const people = Object.fromEntries(slots.flatMap((slot) => [
    [`person${String(slot)}.unknown`, 'Người này không còn làm việc cho bên cung cấp; chọn người khác.'],
    [`person${String(slot)}.not-bound`, `Người này chưa có cam kết bảo mật còn hiệu lực với cơ quan (${cite(POINT_A)}).`],
  ]));
  return {
    ...people,
    'person1.nobody': 'Chọn ít nhất một người của bên cung cấp.',
    'systemId.unknown': 'Chọn hệ thống trong danh sách.',
    'endDay.too-long': `Hệ thống cấp độ ${String(level)} chỉ được mở khẩn cấp nhiều nhất ${String(hours)} giờ (quy định nội bộ).`,
    'endDay.after-contract': 'Quyền không được vượt quá thời hạn hợp đồng; giảm số giờ.',
    'plane.state-data': `Không cấp quyền quản trị dữ liệu cho bên cung cấp: hệ thống lưu trữ dữ liệu thuộc phạm vi nhà nước quản lý (${cite(POINT_B)}).`,
    'sourceAddresses.missing': 'Nhập địa chỉ nguồn được phép kết nối; chỉ bỏ trống khi làm trực tiếp tại chỗ.',
    'supervisorId.unknown': 'Chọn người giám sát trong danh sách.',
  };
}
