import ipaddr from 'ipaddr.js';
import { addDays, dayOf, startOfDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { choice, choices, day, identifier, identifiers, line, optional, paragraph, timeOfDay, wholeNumber } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type Form } from '../../platform/http/forms.js';
import type { AskedHolder, RequestAccess } from '../application/request-access.js';
import { accessPhases, environments, methods, planes, purposes, supervisions, type AccessPhase, type Environment, type Method, type Plane, type Purpose, type Supervision } from '../domain/access.js';
import { minutesOf, type WeeklyWindow } from '../domain/windows.js';

/** How many people and accounts one request has room for. */
export const slots = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Slot = (typeof slots)[number];
/** How many weekly windows. */
export const windowSlots = [1, 2] as const;
export type WindowSlot = (typeof windowSlots)[number];

export type HolderFields = Readonly<Partial<Record<`person${Slot}` | `account${Slot}` | `kind${Slot}`, string>>>;
type WindowFields = Readonly<Partial<Record<`days${WindowSlot}`, readonly string[]> & Record<`from${WindowSlot}` | `to${WindowSlot}`, string>>>;

/** The request form as typed. */
export interface RequestFields extends HolderFields, WindowFields {
  readonly systemId: string;
  readonly form: 'grant' | 'standing';
  readonly phase: AccessPhase;
  readonly purpose: Purpose;
  readonly environment: Environment;
  readonly plane: Plane;
  readonly privilege: string;
  readonly assetIds: readonly string[];
  readonly method: Method;
  readonly sourceAddresses?: string | undefined;
  readonly startDay: CalendarDay;
  readonly startTime: string;
  readonly endDay: CalendarDay;
  readonly endTime: string;
  readonly useHours?: number | undefined;
  readonly supervision: Supervision;
  readonly supervisorId: string;
  readonly rollbackPlan?: string | undefined;
  readonly ground: string;
  readonly decideBy?: CalendarDay | undefined;
  readonly continuesId?: string | undefined;
}

const weekdays = ['1', '2', '3', '4', '5', '6', '7'];
/** How long a request waits for its decision unless said otherwise. */
export const USUAL_WAIT_DAYS = 7;

/** The form for requests; kinds of account come from the library. */
export function requestForm(accountKinds: readonly string[]): Form<RequestFields> {
  return defineForm<RequestFields>(
    {
      systemId: identifier('Hệ thống'),
      form: choice('Hình thức', ['grant', 'standing']),
      phase: choice('Giai đoạn', accessPhases),
      purpose: choice('Mục đích', purposes),
      environment: choice('Môi trường', environments),
      plane: choice('Mặt quyền', planes),
      privilege: paragraph('Quyền hạn cụ thể', 2000),
      assetIds: identifiers('dữ liệu'),
      method: choice('Cách kết nối', methods),
      sourceAddresses: optional(paragraph('Địa chỉ nguồn', 2000)),
      startDay: day('Ngày bắt đầu'),
      startTime: timeOfDay('Giờ bắt đầu'),
      endDay: day('Ngày kết thúc'),
      endTime: timeOfDay('Giờ kết thúc'),
      useHours: optional(wholeNumber('Số giờ mỗi lần mở', 1, 24)),
      ...windowRules(),
      supervision: choice('Cách giám sát', supervisions),
      supervisorId: identifier('Người giám sát'),
      rollbackPlan: optional(paragraph('Phương án khôi phục', 4000)),
      ground: paragraph('Căn cứ, lý do', 2000),
      decideBy: optional(day('Cần quyết định trước hết ngày')),
      continuesId: optional(identifier('Quyền được tiếp nối')),
      ...holderRules(accountKinds),
    },
    (fields) => ({ ...holderErrors(fields), ...windowErrors(fields), ...addressErrors(fields.sourceAddresses) }),
  );
}

function windowRules() {
  const days = (): ReturnType<typeof choices> => choices('ngày trong tuần', weekdays);
  const time = (label: string) => optional(timeOfDay(label));
  return { days1: days(), from1: time('Từ giờ'), to1: time('Đến giờ'), days2: days(), from2: time('Từ giờ'), to2: time('Đến giờ') };
}

/** The rules of the rows that name people and accounts. */
export function holderRules(kinds: readonly string[]) {
  const person = () => optional(identifier('người được cấp quyền'));
  const account = () => optional(line('Tên tài khoản', 120));
  const kind = () => optional(choice('loại tài khoản', kinds));
  return {
    person1: person(), account1: account(), kind1: kind(), person2: person(), account2: account(), kind2: kind(), person3: person(), account3: account(), kind3: kind(),
    person4: person(), account4: account(), kind4: kind(), person5: person(), account5: account(), kind5: kind(), person6: person(), account6: account(), kind6: kind(),
    person7: person(), account7: account(), kind7: kind(), person8: person(), account8: account(), kind8: kind(),
  };
}

/** Each row names person, account and kind together or nothing; at least one row; nothing twice. */
export function holderErrors(fields: HolderFields): FieldErrors {
  const errors: Record<string, string> = {};
  const seen = new Set<string>();
  for (const slot of slots) {
    const [person, account, kind] = [fields[`person${slot}`], fields[`account${slot}`], fields[`kind${slot}`]];
    if (person === undefined && account === undefined) continue;
    if (person === undefined) errors[`person${slot}`] = `Chọn người dùng tài khoản ${account ?? ''}.`;
    if (account === undefined) errors[`account${slot}`] = 'Nhập tên tài khoản trên hệ thống.';
    if (kind === undefined) errors[`kind${slot}`] = 'Chọn loại tài khoản.';
    const key = `${person ?? ''}|${kind ?? ''}|${(account ?? '').toLowerCase()}`;
    if (seen.has(key)) errors[`account${slot}`] = `Người và tài khoản ${account ?? ''} đã có ở dòng trên.`;
    seen.add(key);
  }
  if (seen.size === 0) errors['person1'] = 'Chọn ít nhất một người của bên cung cấp.';
  return errors;
}

function windowErrors(fields: WindowFields): FieldErrors {
  const errors: Record<string, string> = {};
  for (const slot of windowSlots) {
    const [days = [], from, to] = [fields[`days${slot}`], fields[`from${slot}`], fields[`to${slot}`]];
    const given = days.length > 0 || from !== undefined || to !== undefined;
    if (!given) continue;
    if (days.length === 0) errors[`days${slot}`] = 'Chọn ngày trong tuần của khung giờ.';
    if (from === undefined) errors[`from${slot}`] = 'Nhập giờ bắt đầu của khung giờ.';
    if (to === undefined) errors[`to${slot}`] = 'Nhập giờ kết thúc của khung giờ.';
    if (from !== undefined && from === to) errors[`to${slot}`] = 'Giờ kết thúc của khung giờ phải khác giờ bắt đầu.';
  }
  return errors;
}

/** What is wrong with typed source addresses. */
export function addressErrors(typed: string | undefined): FieldErrors {
  const wrong = typed === undefined ? undefined : addressesOf(typed).find(({ network }) => network === undefined);
  return wrong === undefined ? {} : { sourceAddresses: `“${wrong.typed}” không phải là địa chỉ IP hoặc dải địa chỉ; mỗi dòng một địa chỉ, ví dụ 203.0.113.7 hoặc 203.0.113.0/28.` };
}

/** Each typed line as a network in CIDR form; a range is read by its network, whatever host it was written with. */
function addressesOf(typed: string): { readonly typed: string; readonly network: string | undefined }[] {
  return typed.split(/[\s,;]+/).filter((part) => part !== '').map((part) => ({ typed: part.slice(0, 60), network: networkOf(part) }));
}

function networkOf(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return `${text}/32`;
  if (ipaddr.IPv6.isValid(text) && !text.includes('%')) return `${text}/128`;
  try {
    const [address, bits] = ipaddr.parseCIDR(text);
    if (address.kind() === 'ipv4' && /^\d+\.\d+\.\d+\.\d+\//.test(text)) return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${String(bits)}`;
    // Longer IPv6 networks are kept as they were written when nothing is set behind the prefix; the library cannot cut them.
    return address.kind() === 'ipv6' && isNetwork(address.toByteArray(), bits) ? `${address.toString()}/${String(bits)}` : undefined;
  } catch {
    return undefined;
  }
}

function isNetwork(bytes: readonly number[], bits: number): boolean {
  return bytes.every((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return (byte & (0xff >> kept)) === 0;
  });
}

const MINUTE_MS = 60_000;

/** The instant of a day and time of day in Vietnam. */
export function instantOf(on: CalendarDay, time: string): Date {
  return new Date(startOfDay(on).getTime() + (minutesOf(time) ?? 0) * MINUTE_MS);
}

/** The rows of the form as people and accounts, with the row each came from. */
export function holdersOf(fields: HolderFields): (AskedHolder & { readonly slot: Slot })[] {
  return slots.flatMap((slot) => {
    const [personId, accountName, accountKind] = [fields[`person${slot}`], fields[`account${slot}`], fields[`kind${slot}`]];
    return personId === undefined || accountName === undefined || accountKind === undefined ? [] : [{ slot, personId, accountName, accountKind }];
  });
}

function windowsOf(fields: WindowFields): WeeklyWindow[] {
  return windowSlots.flatMap((slot) => {
    const [days = [], from, to] = [fields[`days${slot}`], fields[`from${slot}`], fields[`to${slot}`]];
    return days.length === 0 || from === undefined || to === undefined ? [] : [{ days: days.map(Number), from, to }];
  });
}

/** What the form asks for. @param now an instant; a request without a day of its own waits a week */
export function requestOf(contractId: string, fields: RequestFields, now: Date): RequestAccess {
  const decideOn = fields.decideBy ?? addDays(today({ now: () => now }), USUAL_WAIT_DAYS);
  return {
    contractId,
    systemId: fields.systemId,
    form: fields.form,
    phase: fields.phase,
    purpose: fields.purpose,
    environment: fields.environment,
    plane: fields.plane,
    privilege: fields.privilege,
    assetIds: fields.assetIds,
    method: fields.method,
    sourceAddresses: networksOf(fields.sourceAddresses ?? ''),
    startsAt: instantOf(fields.startDay, fields.startTime),
    endsAt: instantOf(fields.endDay, fields.endTime),
    windows: windowsOf(fields),
    useHours: fields.form === 'standing' ? fields.useHours : undefined,
    supervision: fields.supervision,
    supervisorId: fields.supervisorId,
    rollbackPlan: fields.rollbackPlan,
    ground: fields.ground,
    holders: holdersOf(fields).map(({ personId, accountName, accountKind }) => ({ personId, accountName, accountKind })),
    continuesId: fields.continuesId,
    decideBy: startOfDay(addDays(decideOn, 1)),
  };
}

/** Typed source addresses as networks in CIDR form; what is no address is left out (see {@link addressErrors}). */
export function networksOf(typed: string): string[] {
  return addressesOf(typed).flatMap(({ network }) => (network === undefined ? [] : [network]));
}

/** The day and time of an instant as the form shows them. */
export function typedInstant(instant: Date): { readonly day: CalendarDay; readonly time: string } {
  const on = dayOf(instant);
  const minutes = Math.floor((instant.getTime() - startOfDay(on).getTime()) / MINUTE_MS);
  return { day: on, time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}` };
}
