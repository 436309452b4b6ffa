import { presentTimeline } from '../../audit-trail/index.js';
import { formatDay } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page, type PageAnswer } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { presentAttachment, type Attachment } from '../../attachments/index.js';
import { detailFacts, type SystemContract, type SystemDataAsset, type SystemDetail, type SystemInside } from '../application/read-systems.js';
import type { SystemWords } from '../application/system-words.js';
import { levelHints } from '../domain/level.js';
import { nextStepOf, type SystemStep } from '../domain/next-step.js';
import { systemLifecycle } from '../domain/system.lifecycle.js';
import { systemEventTexts } from './event-texts.js';
import { dataAssetPath, newDataAssetPath, systemActPath, systemsPath } from './system-paths.js';
import { countText, countryNames, hostingNames, levelHintText, levelModel, personalDataNames, stateModel } from './words.js';

/** Everything the page of a system shows. */
export interface DetailMaterial {
  readonly system: SystemDetail;
  readonly inside: SystemInside | undefined;
  readonly contracts: readonly SystemContract[];
  /** Acts of later rooms that begin at a system, for whoever may. */
  readonly laterActs: readonly { readonly href: string; readonly text: string }[];
}

/** The page of a system. `itOfficer` names the role whose turn the next step is. */
export function detailPage(words: SystemWords, principal: Principal, { system, inside, contracts, laterActs }: DetailMaterial, itOfficer: string): PageAnswer {
  const can = (action: string): boolean => may(principal.ability, action, 'System', detailFacts(system));
  const model = {
    crumbs: [{ href: systemsPath, text: 'Hệ thống thông tin' }],
    head: headOf(words, system),
    next: nextStep(system, can, itOfficer),
    hint: levelHint(system),
    facts: factRows(words, system, can('amend')),
    level: levelSection(system, inside?.attachments ?? [], can('decide-level')),
    data: dataSection(words, system, can('manage-data')),
    beneficiaries: system.beneficiaries.map(({ name }) => name),
    states: statesSection(words, system, can('change-state')),
    contracts,
    laterActs,
    files: inside && { list: inside.attachments.map(presentAttachment), attachHref: can('attach') ? systemActPath(system.id, 'tep') : undefined },
    history: inside && presentTimeline(inside.history, systemEventTexts),
    deleteHref: can('delete') ? systemActPath(system.id, 'xoa') : undefined,
  };
  return page('systems/detail', system.name, model, { section: 'systems' });
}

function headOf(words: SystemWords, system: SystemDetail) {
  return {
    caption: system.code,
    title: system.name,
    facts: system.agency_name,
    states: [
      stateModel(system.service_state, words.labelOf(words.serviceStates(), system.service_state)),
      levelModel({ effective: system.effective_level, approved: system.level_approved }),
      ...(system.national_security ? [{ tone: 'attention', icon: 'shield', word: 'Quan trọng về an ninh quốc gia' }] : []),
    ],
  };
}

const steps: Readonly<Record<SystemStep, { text: string; act: string; action: string; href: (id: string) => string }>> = {
  'approve-level': {
    text: 'Hệ thống đang vận hành mà cấp độ chưa được phê duyệt: trình phê duyệt cấp độ và ghi nhận quyết định.',
    act: 'Ghi nhận quyết định', action: 'decide-level', href: (id) => systemActPath(id, 'cap-do'),
  },
  'approve-level-before-operation': {
    text: 'Ghi nhận quyết định phê duyệt cấp độ trước khi đưa hệ thống vào vận hành.',
    act: 'Ghi nhận quyết định', action: 'decide-level', href: (id) => systemActPath(id, 'cap-do'),
  },
  'begin-trial': { text: 'Khi xây dựng xong, chuyển hệ thống sang vận hành thử.', act: 'Chuyển tình trạng', action: 'change-state', href: (id) => systemActPath(id, 'tinh-trang') },
  'begin-service': { text: 'Khi có kết quả vận hành thử bằng văn bản, đưa hệ thống vào vận hành.', act: 'Chuyển tình trạng', action: 'change-state', href: (id) => systemActPath(id, 'tinh-trang') },
  'list-data': { text: 'Ghi nhận tài sản dữ liệu của hệ thống: loại dữ liệu, số người, nơi lưu trữ.', act: 'Thêm tài sản dữ liệu', action: 'manage-data', href: newDataAssetPath },
};

function nextStep(system: SystemDetail, can: (action: string) => boolean, itOfficer: string) {
  const code = nextStepOf({ serviceState: system.service_state, levelApproved: system.level_approved, dataAssets: system.data_assets.length });
  if (code === undefined) return { text: system.service_state === 'retired' ? 'Hệ thống đã ngừng vận hành; không còn việc phải làm.' : 'Không có việc phải làm ngay.' };
  const step = steps[code];
  const mine = can(step.action);
  return { text: step.text, who: `${itOfficer}, ${system.agency_name}`, mine, ...(mine ? { href: step.href(system.id), hrefText: step.act } : {}) };
}

/** The level that a warning compares: what is approved, else what is proposed, else what counts provisionally. */
function levelHint(system: SystemDetail): string | undefined {
  const people = (kind: SystemDataAsset['personalData']): number =>
    system.data_assets.filter((asset) => asset.personalData === kind).reduce((sum, asset) => sum + asset.subjectCount, 0);
  const compared = system.level_approved ? system.effective_level : (system.proposed_level ?? system.effective_level);
  const name = system.level_approved ? 'được phê duyệt' : system.proposed_level === null ? 'tạm tính' : 'đề xuất';
  const hints = levelHints(compared, { servesProcedures: system.serves_procedures, basicSubjects: people('basic'), sensitiveSubjects: people('sensitive') });
  return levelHintText(`Cấp độ ${String(compared)} ${name}`, hints);
}

function factRows(words: SystemWords, system: SystemDetail, mayAmend: boolean) {
  const plan = system.plan_number === null || system.plan_approved_on === null ? undefined : `Số ${system.plan_number} ngày ${formatDay(system.plan_approved_on)}`;
  const operator = words.labelOf(words.operatorKinds(), system.operator_kind);
  const change = (field: string) => (mayAmend ? `${systemActPath(system.id, 'sua')}#${field}` : undefined);
  const yes = (on: boolean): string => (on ? 'Có' : 'Không');
  return [
    { key: 'Chức năng', value: system.description, changeHref: change('description') },
    { key: 'Cơ quan quản lý', value: system.agency_name },
    { key: 'Chủ quản', value: system.owner_name, changeHref: change('ownerAgencyId') },
    { key: 'Đơn vị vận hành hiện nay', value: system.operator_name === null ? operator : `${operator}: ${system.operator_name}`, changeHref: change('operatorKind') },
    { key: 'Giải quyết thủ tục hành chính', value: yes(system.serves_procedures), changeHref: change('servesProcedures') },
    { key: 'Phục vụ người dân, doanh nghiệp', value: yes(system.public_service), changeHref: change('publicService') },
    { key: 'Hệ thống thông tin quan trọng về an ninh quốc gia', value: yes(system.national_security), changeHref: change('nationalSecurity') },
    {
      key: 'Nơi đặt',
      value: [hostingNames[system.hosting_kind], system.hosting_place].filter((part) => part !== null && part !== undefined).join(': '),
      changeHref: change('hostingKind'),
    },
    { key: 'Phương án bảo đảm an ninh mạng được phê duyệt', value: plan, changeHref: change('planNumber') },
  ];
}

function levelSection(system: SystemDetail, attachments: readonly Attachment[], mayDecide: boolean) {
  return {
    approved: system.level_approved,
    effective: system.effective_level,
    proposed: system.proposed_level,
    provisionalNote: system.serves_procedures ? 'tạm tính cấp độ 3 vì hệ thống giải quyết thủ tục hành chính' : 'tạm tính cấp độ 2',
    decideHref: mayDecide ? systemActPath(system.id, 'cap-do') : undefined,
    decisions: system.decisions.map((decision) => {
      const attachment = attachments.find(({ sha256 }) => sha256 === decision.fileSha256);
      return {
        level: `Cấp độ ${String(decision.level)}`,
        number: decision.number,
        decidedOn: formatDay(decision.decidedOn),
        issuingBody: decision.issuingBody,
        recorded: `${decision.recordedBy}, ${formatDay(decision.recordedOn)}`,
        state: decisionState(system, decision),
        file: attachment === undefined ? undefined : presentAttachment(attachment),
      };
    }),
  };
}

function decisionState(system: SystemDetail, decision: SystemDetail['decisions'][number]) {
  if (decision.id === system.level_decision_id) return { tone: 'settled', icon: 'check', word: 'Đang áp dụng' };
  return decision.corrected ? { tone: 'neutral', icon: 'dash', word: 'Đã đính chính' } : { tone: 'neutral', icon: 'dash', word: 'Đã thay thế' };
}

function dataSection(words: SystemWords, system: SystemDetail, mayManage: boolean) {
  const kinds = words.dataKinds();
  return {
    addHref: mayManage ? newDataAssetPath(system.id) : undefined,
    abroad: system.data_assets.some((asset) => asset.storageCountry === 'abroad' && asset.personalData !== 'none'),
    rows: system.data_assets.map((asset) => ({
      name: asset.name,
      note: asset.note,
      kind: words.labelOf(kinds, asset.kind),
      subjects: asset.personalData === 'none' ? personalDataNames['none'] : asset.subjectCount === 0 ? 'Chưa thống kê số người' : `${countText(asset.subjectCount)} người`,
      stateManaged: asset.stateManaged ? 'Thuộc phạm vi nhà nước quản lý' : 'Không thuộc phạm vi nhà nước quản lý',
      place: `${asset.storagePlace} (${(countryNames[asset.storageCountry] ?? asset.storageCountry).toLocaleLowerCase('vi')})`,
      backup: asset.backup,
      editHref: mayManage ? dataAssetPath(system.id, asset.id, 'sua') : undefined,
      removeHref: mayManage ? dataAssetPath(system.id, asset.id, 'xoa') : undefined,
    })),
  };
}

function statesSection(words: SystemWords, system: SystemDetail, mayChange: boolean) {
  const labels = words.serviceStates();
  const open = systemLifecycle.movesFrom(system.service_state).length > 0;
  return {
    changeHref: mayChange && open ? systemActPath(system.id, 'tinh-trang') : undefined,
    changes: system.state_changes.map((change) => ({
      day: formatDay(change.changedOn),
      text: `${words.labelOf(labels, change.fromState)} → ${words.labelOf(labels, change.toState)}`,
      ground: change.ground,
      who: change.changedBy,
    })),
  };
}
