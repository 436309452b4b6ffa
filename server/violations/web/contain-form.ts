import { instantOf } from '../../access-grants/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ViolationLevel } from '../../library/index.js';
import { choice, day, identifier, identifiers, optional, paragraph, ticked, timeOfDay } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type FormValues } from '../../platform/http/forms.js';
import type { Contain } from '../application/commands.js';
import { breadths, suspensionScopes, type Breadth, type SuspensionKind, type SuspensionScope } from '../domain/violation.js';

/** What the head chooses before a case is contained; everything else follows from it. */
export interface ContainForm {
  readonly measure: SuspensionKind | 'none';
  readonly systems: readonly string[];
  readonly scope?: SuspensionScope | undefined;
  readonly part?: string | undefined;
  readonly untilDay?: CalendarDay | undefined;
  readonly untilTime?: string | undefined;
  readonly liftCondition?: string | undefined;
  readonly continuity?: string | undefined;
  readonly executorId?: string | undefined;
  readonly reason?: string | undefined;
  readonly proposals: readonly string[];
  readonly proposalText?: string | undefined;
  readonly breadth: Breadth;
  readonly grants: readonly string[];
  readonly noticeText?: string | undefined;
  readonly ground: string;
  /** Back from the list of what will happen. */
  readonly edit: boolean;
  /** Whoever sends it has seen the list of what will happen. */
  readonly confirmed: boolean;
}

export const measures = ['pause', 'stop', 'none'] as const;

export const containForm = defineForm<ContainForm>(
  {
    measure: choice('biện pháp', measures),
    systems: identifiers('hệ thống'),
    scope: optional(choice('phạm vi', suspensionScopes)),
    part: optional(paragraph('Phần bị tạm dừng hoặc đình chỉ', 1000)),
    untilDay: optional(day('Ngày kết thúc tạm dừng')),
    untilTime: optional(timeOfDay('Giờ kết thúc tạm dừng')),
    liftCondition: optional(paragraph('Điều kiện hoạt động trở lại', 2000)),
    continuity: optional(paragraph('Biện pháp duy trì phục vụ người sử dụng', 2000)),
    executorId: optional(identifier('người thực hiện')),
    reason: optional(paragraph('Lý do', 2000)),
    proposals: identifiers('hệ thống'),
    proposalText: optional(paragraph('Nội dung đề nghị', 2000)),
    breadth: choice('phạm vi thu hồi', breadths),
    grants: identifiers('quyền truy cập', 5000),
    noticeText: optional(paragraph('Nội dung thông báo thêm', 2000)),
    ground: paragraph('Căn cứ, lý do ngăn chặn', 2000),
    edit: ticked('Sửa lại'),
    confirmed: ticked('Đã xem'),
  },
  (fields) => ({ ...suspensionErrors(fields), ...proposalErrors(fields) }),
);

function suspensionErrors({ measure, systems, proposals, scope, part, untilDay, untilTime, liftCondition, continuity, executorId }: ContainForm): FieldErrors {
  if (measure === 'none') return proposals.length === 0 ? {} : { measure: 'Đề nghị cơ quan khác tạm dừng hoặc đình chỉ thì chọn biện pháp tương ứng.' };
  const unchosen = systems.length + proposals.length === 0;
  return {
    ...(unchosen ? { systems: 'Chọn ít nhất một hệ thống; nếu không tạm dừng hoặc đình chỉ hệ thống nào thì chọn biện pháp tương ứng và nêu lý do.' } : {}),
    ...(scope === undefined ? { scope: 'Chọn phạm vi.' } : {}),
    ...(scope === 'part' && part === undefined ? { part: 'Nêu phần bị tạm dừng hoặc đình chỉ: chức năng, kết nối, môi trường.' } : {}),
    ...(systems.length === 0 ? {} : ownErrors({ measure, untilDay, untilTime, liftCondition, continuity, executorId })),
  };
}

type OwnFields = Pick<ContainForm, 'measure' | 'untilDay' | 'untilTime' | 'liftCondition' | 'continuity' | 'executorId'>;

/** What a suspension by the own agency says besides its scope. */
function ownErrors({ measure, untilDay, untilTime, liftCondition, continuity, executorId }: OwnFields): FieldErrors {
  return {
    ...(measure === 'pause' && untilDay === undefined ? { untilDay: 'Nhập ngày kết thúc tạm dừng.' } : {}),
    ...(measure === 'pause' && untilTime === undefined ? { untilTime: 'Nhập giờ kết thúc tạm dừng.' } : {}),
    ...(measure === 'stop' && liftCondition === undefined ? { liftCondition: 'Nêu điều kiện để hệ thống được xem xét hoạt động trở lại.' } : {}),
    ...(continuity === undefined ? { continuity: 'Nêu biện pháp duy trì phục vụ người sử dụng.' } : {}),
    ...(executorId === undefined ? { executorId: 'Chọn người thực hiện.' } : {}),
  };
}

function proposalErrors({ proposals, proposalText }: ContainForm): FieldErrors {
  return proposals.length > 0 && proposalText === undefined ? { proposalText: 'Nêu nội dung đề nghị gửi cơ quan quản lý hệ thống.' } : {};
}

/** The command of the form; at Mức 1 the grants that were ticked, else every grant. */
export function containOf(fields: ContainForm, of: { readonly caseId: string; readonly version: number | undefined; readonly choosesGrants: boolean }): Contain {
  const { measure, scope = 'whole', part, untilDay, untilTime } = fields;
  const suspends = measure !== 'none';
  const partOf = scope === 'part' ? part : undefined;
  return {
    caseId: of.caseId,
    version: of.version,
    ground: fields.ground,
    breadth: fields.breadth,
    grantIds: of.choosesGrants && fields.breadth === 'contract' ? fields.grants : undefined,
    measure,
    suspensions: suspends ? fields.systems.map((systemId) => ({ systemId, scope, part: partOf })) : [],
    proposals: suspends ? fields.proposals.map((systemId) => ({ systemId, scope, part: partOf, text: fields.proposalText ?? '' })) : [],
    reason: fields.reason,
    until: measure === 'pause' && untilDay !== undefined && untilTime !== undefined ? instantOf(untilDay, untilTime) : undefined,
    liftCondition: measure === 'stop' ? fields.liftCondition : undefined,
    continuity: suspends ? fields.continuity : undefined,
    executorId: suspends ? fields.executorId : undefined,
    noticeText: fields.noticeText,
  };
}

/** What the level asks for, as the form begins. */
export function askedMeasure({ pause }: Pick<ViolationLevel, 'pause'>): Pick<ContainForm, 'measure'> & { readonly scope: SuspensionScope } {
  switch (pause) {
    case 'none-with-reason': return { measure: 'none', scope: 'part' };
    case 'partial': return { measure: 'pause', scope: 'part' };
    case 'whole': return { measure: 'pause', scope: 'whole' };
    case 'suspend': return { measure: 'stop', scope: 'whole' };
  }
}

/** Everything that was typed, to be sent once more with the button that does it. */
export function hiddenFields(body: FormValues): { name: string; value: string }[] {
  return containForm.fields.filter((name) => name !== 'edit' && name !== 'confirmed').flatMap((name) => {
    const value = body[name];
    if (value === undefined) return [];
    return typeof value === 'string' ? [{ name, value }] : value.map((one) => ({ name, value: one }));
  });
}
