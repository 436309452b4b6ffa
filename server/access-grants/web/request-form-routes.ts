import { inSentence } from '../../kernel/text.js';
import { contractPaths } from '../../contracts/index.js';
import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import type { AccessTerm } from '../../library/index.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences, type FaultSentences } from '../../platform/http/fault-sentences.js';
import { formPage } from '../../platform/http/form-pages.js';
import type { FormBody, FormValues } from '../../platform/http/forms.js';
import { screen, type Ask, type FormState, type Route } from '../../platform/http/routes.js';
import type { AccessGround, AccessUseCases, GroundSystem, RequestDetail } from '../application/use-cases.js';
import { environments, methods, planes, purposes, supervisions, type AccessPhase, type Purpose } from '../domain/access.js';
import { lastMoment, mayAsk, mayAskForPhase, mayOfferPlane, openPhases, TRANSITIONAL_HOURS, watchesEnough } from '../domain/request-policy.js';
import { longestTerm, type LongestTerm } from '../domain/terms.js';
import { accessPhases } from '../domain/access.js';
import { accessPaths, accessSection } from './paths.js';
import { requestForm, requestOf, slots, typedInstant, windowSlots, USUAL_WAIT_DAYS, type RequestFields } from './request-form.js';
import { environmentWords, formWords, hoursText, methodWords, phaseWords, planeWords, purposeWords, supervisionWords } from './words.js';

const requesting = { action: 'request', subject: 'AccessGrant' };
const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** What was chosen on the first page, and what the second needs. */
interface Loaded {
  readonly ground: AccessGround;
  readonly system: GroundSystem;
  readonly form: 'grant' | 'standing';
  readonly phase: AccessPhase;
  readonly purpose: Purpose;
  readonly longest: LongestTerm;
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
}

const textOf = (value: FormBody[string] | undefined): string => (typeof value === 'string' ? value : '');
const capOf = (ground: AccessGround): number | undefined => (ground.unassessedTransition ? TRANSITIONAL_HOURS : undefined);

/** Asking for access, in two pages: what it is for, with the longest terms and what is closed and why; then who, how, from when to when. */
export function requestFormRoutes(access: AccessUseCases): Route[] {
  const kinds = access.library().libraryOn('account-kinds', access.today()).entries.filter(({ shouldExist }) => shouldExist).map(({ id, label }) => ({ value: id, label }));
  const terms = (): readonly AccessTerm[] => access.library().libraryOn('access-terms', access.today()).entries;

  const load = async (ask: Ask): Promise<Loaded> => {
    const ground = await access.groundFor(ask.principal, idOf(ask), 'request');
    const chosen = ask.body['systemId'] === undefined ? ask.query : ask.body;
    const wantedSystem = textOf(chosen['systemId']);
    const system = ground.systems.find(({ id }) => wantedSystem === '' || id === wantedSystem);
    const purpose = purposes.find((known) => known === (textOf(chosen['purpose']) || 'operation-support'));
    const form = textOf(chosen['form']) === 'standing' ? 'standing' : 'grant';
    if (system === undefined || purpose === undefined) throw new NotFound('system or purpose of a request');
    const wanted = accessPhases.find((known) => known === textOf(chosen['phase']));
    const phase = wanted ?? openPhases(ground, system)[0] ?? 'operation';
    const verdict = mayAsk(phase, ground, system);
    if (!verdict.allowed) throw new Refused(verdict);
    const longest = longestTerm(terms(), form, purpose, system.level, capOf(ground));
    if (longest === undefined) throw new NotFound('terms of a purpose');
    return { ground, system, form, phase, purpose, longest, kinds };
  };

  return [
    screen(accessPaths.chooseRequest(':id'), requesting, async (ask) => {
      const ground = await access.groundFor(ask.principal, idOf(ask), 'request');
      return page('access-grants/choose-request', 'Đề nghị cấp quyền truy cập', chooseModel(ask, ground, terms()), inSection);
    }),
    ...formPage<RequestFields, Loaded>({
      path: accessPaths.newRequest(':id'),
      may: requesting,
      records: ['access.requested'],
      form: requestForm(kinds.map(({ value }) => value)),
      load: async (ask) => {
        const loaded = await load(ask);
        const before = textOf(ask.query['tiep-noi']);
        const continued = before === '' ? undefined : await access.request(ask.principal, before);
        return { loaded, values: firstValues(loaded, continued, access.now()) };
      },
      view: (_ask, state) => page('access-grants/request-form', 'Đề nghị cấp quyền truy cập', formModel(state), inSection),
      perform: async (ask, fields) => {
        const loaded = await load(ask);
        const id = await inSentences(faultSentences(loaded), () => access.requestAccess(ask.act, ask.principal, requestOf(idOf(ask), fields, access.now())));
        return seeOther(accessPaths.request(id), 'Đã trình đề nghị cấp quyền truy cập.');
      },
    }),
  ];
}

/** The first page: every system with its purposes, the longest term of each, and what is closed. */
function chooseModel(ask: Ask, ground: AccessGround, terms: readonly AccessTerm[]): object {
  return {
    crumbs: crumbsOf(ground),
    caption: captionOf(ground),
    vendorName: ground.vendorName,
    transitional: ground.unassessedTransition ? 'Hợp đồng chuyển tiếp chưa được đánh giá rủi ro: mỗi lần cấp quyền nhiều nhất 30 ngày.' : '',
    unbound: ground.people.filter(({ boundUntil }) => boundUntil === null).map(({ name, post }) => `${name} (${post})`),
    bound: ground.people.filter(({ boundUntil }) => boundUntil !== null).length,
    noSystem: ground.systems.length === 0,
    systems: ground.systems.map((system) => {
      const open = openPhases(ground, system);
      const phase = open[0];
      const verdict = phase === undefined ? mayAskForPhase('operation', ground, system) : mayAsk(phase, ground, system);
      const href = (form: string, purpose: string): string => `${accessPaths.newRequest(ground.id)}?${new URLSearchParams({ systemId: system.id, form, purpose, phase: phase ?? '' }).toString()}`;
      const limit = (form: 'grant' | 'standing', purpose: Purpose): LongestTerm | undefined => longestTerm(terms, form, purpose, system.level, capOf(ground));
      return {
        id: system.id,
        name: `${system.code} – ${system.name}`,
        level: `Cấp độ ${String(system.level)}${system.levelApproved ? '' : ' (tạm tính, chưa có quyết định)'}`,
        closed: verdict.allowed ? undefined : ask.refusalText(verdict),
        phases: accessPhases.map((each) => {
          const asked = mayAskForPhase(each, ground, system);
          return { name: phaseWords[each], open: asked.allowed, why: asked.allowed ? 'Đang mở' : ask.refusalText(asked) };
        }),
        purposes: [
          ...purposes.map((purpose) => ({ form: 'grant' as const, purpose, name: purposeWords[purpose] })),
          { form: 'standing' as const, purpose: 'incident-handling' as const, name: `${formWords.standing}: duyệt trước, mở từng lần khi có sự cố` },
        ].flatMap(({ form, purpose, name }) => {
          const longest = limit(form, purpose);
          return longest === undefined ? [] : [{ name, longest: longestText(longest), supervision: longest.entry.supervision, href: verdict.allowed ? href(form, purpose) : '' }];
        }),
        data: system.holdsStateData
          ? 'Quyền quản trị dữ liệu không được cấp cho bên cung cấp trên hệ thống này: hệ thống lưu trữ dữ liệu thuộc phạm vi nhà nước quản lý (điểm b khoản 2 Điều 6 dự thảo Quy chế).'
          : '',
      };
    }),
    emergencyHref: ask.principal.ability.can('open-emergency', 'AccessGrant') ? accessPaths.emergency(ground.id) : '',
    cancelHref: accessPaths.ofContract(ground.id),
  };
}

function longestText({ hours, useHours }: LongestTerm): string {
  return useHours === undefined ? hoursText(hours) : `${hoursText(hours)}; mỗi lần mở nhiều nhất ${hoursText(useHours)}`;
}

function crumbsOf(ground: AccessGround): object[] {
  return [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(ground.id), text: ground.name }, { href: accessPaths.ofContract(ground.id), text: 'Quyền truy cập' }];
}

function captionOf(ground: AccessGround): string {
  return ground.number === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${ground.number}`;
}

/** What stands in the fields at first; continuing a grant repeats its request from where it ends. */
function firstValues({ ground, form, phase, purpose, system }: Loaded, before: RequestDetail | undefined, now: Date): FormValues {
  const chosen: FormValues = { systemId: system.id, form, phase, purpose };
  if (before === undefined || before.contractId !== ground.id || before.systemId !== system.id) {
    return { ...chosen, environment: 'production', startDay: formatDay(typedInstant(now).day), startTime: '08:00', endTime: '17:00' };
  }
  const starts = typedInstant(before.endsAt > now ? before.endsAt : now);
  const holders = Object.fromEntries<string>(before.holders.slice(0, slots.length).flatMap(({ personId, account, accountKind }, index): [string, string][] => {
    const slot = String(index + 1);
    return [[`person${slot}`, personId], [`account${slot}`, account], [`kind${slot}`, accountKind]];
  }));
  const windows = Object.fromEntries<string | string[]>(before.windows.slice(0, windowSlots.length).flatMap(({ days, from, to }, index): [string, string | string[]][] => {
    const slot = String(index + 1);
    return [[`days${slot}`, days.map(String)], [`from${slot}`, from], [`to${slot}`, to]];
  }));
  return {
    ...chosen, ...holders, ...windows,
    environment: before.environment, plane: before.plane, privilege: before.privilege, method: before.method, sourceAddresses: before.sourceAddresses.join('\n'),
    supervision: before.supervision, rollbackPlan: before.rollbackPlan ?? '', ground: before.ground, startDay: formatDay(starts.day), startTime: starts.time, endTime: starts.time,
    useHours: before.useHours === null ? '' : String(before.useHours), continuesId: before.grantId ?? '',
  };
}

const options = (words: Readonly<Record<string, string>>, codes: readonly string[]): { value: string; label: string }[] => codes.map((code) => ({ value: code, label: words[code] ?? code }));

function formModel({ loaded, values, errors, kept }: FormState<Loaded>): object {
  const { ground, system, form, phase, purpose, longest, kinds } = loaded;
  const bound = ground.people.filter(({ boundUntil }) => boundUntil !== null);
  const last = lastMoment(phase, ground);
  return {
    crumbs: [...crumbsOf(ground), { href: accessPaths.chooseRequest(ground.id), text: 'Đề nghị cấp quyền' }],
    caption: captionOf(ground),
    kept, values, errors,
    action: accessPaths.newRequest(ground.id),
    chosen: [
      { key: 'Hệ thống', value: `${system.code} – ${system.name}`, note: `Cấp độ ${String(system.level)}` },
      { key: 'Mục đích', value: form === 'standing' ? `${formWords.standing} (${inSentence(purposeWords[purpose])})` : purposeWords[purpose], note: 'Điểm c khoản 2 Điều 6 dự thảo Quy chế' },
      { key: 'Giai đoạn', value: phaseWords[phase] },
      { key: 'Thời hạn dài nhất', value: longestText(longest), note: `${longest.entry.supervision}. Quy định nội bộ` },
      ...(last === undefined ? [] : [{ key: 'Không quá', value: formatInstant(last), note: 'Hết ngày cuối của hợp đồng' }]),
    ],
    changeHref: accessPaths.chooseRequest(ground.id),
    hidden: [['systemId', system.id], ['form', form], ['phase', phase], ['purpose', purpose], ['continuesId', textOf(values['continuesId'])]].map(([name, value]) => ({ name, value })),
    standing: form === 'standing',
    upgrade: purpose === 'upgrade-support' && form === 'grant',
    rows: slots.map((slot) => ({
      slot, more: slot > 3,
      person: { name: `person${String(slot)}`, label: `Người ${String(slot)}`, optional: slot > 1, value: values[`person${String(slot)}`], error: errors[`person${String(slot)}`] },
      account: { name: `account${String(slot)}`, label: 'Tên tài khoản', optional: slot > 1, value: values[`account${String(slot)}`], error: errors[`account${String(slot)}`] },
      kind: { name: `kind${String(slot)}`, label: 'Loại tài khoản', optional: slot > 1, value: values[`kind${String(slot)}`], error: errors[`kind${String(slot)}`] },
    })),
    moreOpen: slots.some((slot) => slot > 3 && textOf(values[`person${String(slot)}`]) + textOf(values[`account${String(slot)}`]) !== ''),
    people: bound.map(({ id, name, post, boundUntil }) => ({ value: id, label: `${name} (${post}), cam kết ${boundUntil === 'infinity' || boundUntil === null ? 'không thời hạn' : `đến hết ${formatDay(boundUntil)}`}` })),
    kinds,
    unbound: ground.people.filter(({ boundUntil }) => boundUntil === null).map(({ name }) => name).join(', '),
    vendorHref: ground.vendorId === null ? '' : `/ben-cung-cap/${ground.vendorId}`,
    environments: options(environmentWords, environments),
    planes: planes.filter((plane) => mayOfferPlane(plane, system).allowed).map((plane) => ({ value: plane, label: planeWords[plane] })),
    planeClosed: system.holdsStateData ? 'Quản trị dữ liệu không được cấp cho bên cung cấp: hệ thống lưu trữ dữ liệu thuộc phạm vi nhà nước quản lý (điểm b khoản 2 Điều 6 dự thảo Quy chế).' : '',
    assets: system.assets.map(({ id, name, stateManaged, personalData }) => ({
      value: id, label: name, hint: [stateManaged ? 'thuộc phạm vi nhà nước quản lý' : '', personalData === 'none' ? '' : `dữ liệu cá nhân ${personalData === 'sensitive' ? 'nhạy cảm' : 'cơ bản'}`].filter((part) => part !== '').join(', '),
    })),
    methods: options(methodWords, methods),
    weekdays: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'].map((label, index) => ({ value: String(index + 1), label })),
    windows: windowSlots.map((slot) => {
      const field = (name: string, label: string): object => ({ name: `${name}${String(slot)}`, label, value: values[`${name}${String(slot)}`], error: errors[`${name}${String(slot)}`] });
      return { slot, days: field('days', `Khung giờ ${String(slot)}: các ngày`), from: field('from', 'Từ giờ'), to: field('to', 'Đến giờ') };
    }),
    supervisions: supervisions.filter((each) => watchesEnough(each, longest.entry, system.level) && (phase !== 'remediation' || each === 'attended')).map((each) => ({ value: each, label: supervisionWords[each] })),
    supervisionHint: longest.entry.supervision,
    staff: ground.staff.map(({ id, name, post }) => ({ value: id, label: `${name} (${post})` })),
    waitHint: `Để trống: ${String(USUAL_WAIT_DAYS)} ngày. Quá ngày này mà chưa có quyết định thì phải đề nghị lại; đây không phải là thời hạn truy cập.`,
    useHint: longest.useHours === undefined ? '' : `Nhiều nhất ${String(longest.useHours)} giờ`,
    termHint: `Dài nhất ${hoursText(longest.hours)} kể từ lúc bắt đầu`,
    cancelHref: accessPaths.ofContract(ground.id),
  };
}

/** What is said at the fields for the codes of requestFaults and namingFaults. */
function faultSentences({ ground, system, longest, phase }: Loaded): FaultSentences {
  const last = lastMoment(phase, ground);
  const people = Object.fromEntries(slots.flatMap((slot) => [
    [`person${String(slot)}.unknown`, 'Người này không còn làm việc cho bên cung cấp; chọn người khác.'],
    [`person${String(slot)}.not-bound`, 'Người này chưa có cam kết bảo mật còn hiệu lực với cơ quan (điểm a khoản 2 Điều 6 dự thảo Quy chế).'],
  ]));
  return {
    ...people,
    'person1.nobody': 'Chọn ít nhất một người của bên cung cấp.',
    'startDay.past': 'Ngày bắt đầu đã qua.',
    'startDay.before-contract': `Ngày bắt đầu trước ngày hợp đồng có hiệu lực${ground.startsOn === null ? '' : ` (${formatDay(ground.startsOn)})`}.`,
    'endDay.not-after-start': 'Thời điểm kết thúc phải sau thời điểm bắt đầu.',
    'endDay.past': 'Thời điểm kết thúc đã qua.',
    'endDay.too-long': `Thời hạn dài hơn mức cho phép: nhiều nhất ${hoursText(longest.hours)} với hệ thống cấp độ ${String(system.level)} (quy định nội bộ).`,
    'endDay.after-contract': `Thời điểm kết thúc sau khi hợp đồng hết hạn${last === undefined ? '' : ` (${formatInstant(last)})`}.`,
    'useHours.too-long': `Mỗi lần mở nhiều nhất ${String(longest.useHours ?? 0)} giờ.`,
    'purpose.incidents-only': 'Quyền trực chỉ dùng để xử lý sự cố.',
    'plane.state-data': 'Không cấp quyền quản trị dữ liệu cho bên cung cấp: hệ thống lưu trữ dữ liệu thuộc phạm vi nhà nước quản lý (điểm b khoản 2 Điều 6 dự thảo Quy chế).',
    'sourceAddresses.missing': 'Nhập địa chỉ nguồn được phép kết nối; chỉ bỏ trống khi làm trực tiếp tại chỗ.',
    'rollbackPlan.missing': 'Nêu phương án khôi phục khi nâng cấp không thành công.',
    'supervision.attended-only': 'Khắc phục sau vi phạm phải có cán bộ giám sát tại chỗ.',
    'supervision.too-weak': `Cách giám sát chưa đủ với mục đích và cấp độ này: ${longest.entry.supervision}.`,
    'supervisorId.unknown': 'Chọn người giám sát trong danh sách.',
    'assetIds.unknown': 'Chọn dữ liệu trong danh sách.',
    'decideBy.past': 'Ngày cần quyết định đã qua.',
    'decideBy.too-late': 'Đề nghị chờ quyết định nhiều nhất 30 ngày.',
  };
}
