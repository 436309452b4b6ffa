import { citeClause, type Clause } from '../../kernel/citation.js';
import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { inSentences } from '../../platform/http/fault-sentences.js';
import { day, identifiers, paragraph, timeOfDay } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import { recordEvents } from '../../records/index.js';
import type { AccessGround } from '../application/use-cases.js';
import type { AfterUseCases, EndedAccess, GrantDetail, RunningGrant } from '../application/after-use-cases.js';
import { mayEnd } from '../domain/end-policy.js';
import { accessCrumbs, contractCaption, grantCrumbs, titleOfGrant } from './access-crumbs.js';
import type { AfterPorts } from './ports.js';
import { grantSentence } from './grant-presenter.js';
import { accessPaths, accessSection } from './paths.js';
import { instantOf, typedInstant } from './request-form.js';

const inSection = { section: accessSection };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
/** Access is taken away on this ground. */
const REVOKING: Clause = { article: 6, clause: 3, point: 'b' };

interface CutForm {
  readonly untilDay: CalendarDay;
  readonly untilTime: string;
  readonly ground: string;
}

const cutForm = defineForm<CutForm>({ untilDay: day('Ngày kết thúc mới'), untilTime: timeOfDay('Giờ kết thúc mới'), ground: paragraph('Lý do', 2000) });
const groundForm = defineForm<{ ground: string }>({ ground: paragraph('Lý do', 2000) });
const revokeAllForm = defineForm<{ grants: readonly string[]; ground: string }>(
  { grants: identifiers('quyền', 5000), ground: paragraph('Lý do', 2000) },
  ({ grants }) => (grants.length === 0 ? { grants: 'Chọn ít nhất một quyền để thu hồi.' } : {}),
);

/** Ending access before its term: cut back, returned, revoked, all of a contract revoked in one act. */
export function endRoutes(after: AfterUseCases, { groundFor, regulation }: AfterPorts): Route[] {
  const grantFor = (action: string) => async (ask: Ask): Promise<{ loaded: GrantDetail; values: Record<string, string>; version: number }> => {
    const grant = await after.grantFor(ask.principal, idOf(ask), action);
    const ends = typedInstant(grant.endsAt);
    return { loaded: grant, values: action === 'cut-back' ? { untilDay: formatDay(ends.day), untilTime: ends.time } : {}, version: grant.version };
  };
  const closedFor = (ask: Ask, grant: GrantDetail): { reason: string } | undefined => {
    const verdict = mayEnd(grant, grant.now);
    return verdict.allowed ? undefined : { reason: ask.refusalText(verdict) };
  };
  return [
    ...formPage<CutForm, GrantDetail>({
      path: accessPaths.cutBack(':id'),
      may: { action: 'cut-back', subject: 'AccessGrant' },
      records: ['access.cut-back'],
      form: cutForm,
      load: grantFor('cut-back'),
      view: (ask, { loaded: grant, values, errors, version, kept, conflict }) =>
        page('access-grants/end', 'Rút ngắn thời hạn truy cập', {
          crumbs: grantCrumbs(grant), title: 'Rút ngắn thời hạn truy cập', caption: contractCaption(grant), sentence: grantSentence(grant), dated: true,
          hint: `Đang đến ${formatInstant(grant.endsAt)}. Chỉ rút ngắn; kéo dài thì phải đề nghị và phê duyệt mới.`,
          values, errors, version, kept, conflict: conflict.map((part) => ({ ...part, label: cutLabels[part.field] ?? part.field })), submit: 'Rút ngắn',
          action: accessPaths.cutBack(grant.id), cancelHref: accessPaths.grant(grant.id), closed: closedFor(ask, grant),
        }, inSection),
      perform: async (ask, { untilDay, untilTime, ground }, version) => {
        const until = instantOf(untilDay, untilTime);
        await after.cutBack(ask.act, ask.principal, { grantId: idOf(ask), version, until, ground });
        return seeOther(accessPaths.grant(idOf(ask)), `Đã rút ngắn thời hạn truy cập đến ${formatInstant(until)}.`);
      },
    }),
    ...formPage<{ ground: string }, GrantDetail>({
      path: accessPaths.returnEarly(':id'),
      may: { action: 'return-early', subject: 'AccessGrant' },
      records: ['access.returned-early'],
      form: groundForm,
      load: grantFor('return-early'),
      view: (ask, { loaded: grant, values, errors, version, kept }) =>
        page('access-grants/end', 'Trả lại quyền truy cập trước hạn', {
          crumbs: grantCrumbs(grant), title: 'Trả lại quyền truy cập trước hạn', caption: contractCaption(grant), sentence: grantSentence(grant), dated: false,
          hint: 'Quyền kết thúc ngay. Việc này không hoàn tác được: muốn truy cập lại thì phải đề nghị và phê duyệt mới.',
          values, errors, version, kept, conflict: [], submit: 'Trả lại quyền', danger: true,
          action: accessPaths.returnEarly(grant.id), cancelHref: accessPaths.grant(grant.id), closed: closedFor(ask, grant),
        }, inSection),
      perform: async (ask, { ground }) => {
        const ended = await after.returnEarly(ask.act, ask.principal, { grantId: idOf(ask), ground });
        return seeOther(accessPaths.grant(idOf(ask)), `Đã trả lại quyền truy cập. ${restText(ended)}`);
      },
    }),
    ...formPage<{ ground: string }, GrantDetail>({
      path: accessPaths.revoke(':id'),
      may: { action: 'revoke', subject: 'AccessGrant' },
      records: ['access.revoked', recordEvents.prepared],
      form: groundForm,
      load: grantFor('revoke'),
      view: (ask, { loaded: grant, values, errors, kept }) =>
        page('access-grants/revoke', 'Thu hồi quyền truy cập', {
          crumbs: grantCrumbs(grant), title: 'Thu hồi quyền truy cập', caption: contractCaption(grant), kept, values, errors,
          lead: `Thu hồi ngay quyền “${titleOfGrant(grant)}” đã cấp cho ${grant.vendorName ?? 'bên cung cấp'}. Việc này không hoàn tác được.`, clause: citeClause(REVOKING, regulation()),
          steps: stepsOf([grant.systemName], grant.holders.map((holder) => `${holder.name}, tài khoản ${holder.account} trên ${grant.systemName}`)),
          submit: 'Thu hồi quyền', action: accessPaths.revoke(grant.id), cancelHref: accessPaths.grant(grant.id), closed: closedFor(ask, grant),
        }, inSection),
      perform: async (ask, { ground }) => {
        const ended = await after.revoke(ask.act, ask.principal, { grantId: idOf(ask), ground });
        return seeOther(accessPaths.grant(idOf(ask)), `Đã thu hồi quyền truy cập. ${restText(ended)} Dự thảo quyết định thu hồi (HS-14) đã được lập.`);
      },
    }),
    ...formPage<{ grants: readonly string[]; ground: string }, { readonly contract: AccessGround; readonly running: readonly RunningGrant[] }>({
      path: accessPaths.revokeAll(':id'),
      may: { action: 'revoke', subject: 'AccessGrant' },
      records: ['access.revoked', recordEvents.prepared],
      form: revokeAllForm,
      load: async (ask) => {
        const contract = await groundFor(ask.principal, idOf(ask), 'revoke');
        const running = await after.runningGrants(contract.id);
        return { loaded: { contract, running }, values: { grants: running.map(({ id }) => id) } };
      },
      view: (_ask, { loaded: { contract, running }, values, errors, kept }) => {
        const of = { contractId: contract.id, contractName: contract.name, contractNumber: contract.number };
        const people = new Set(running.flatMap(({ holders }) => holders.map(({ name }) => name))).size;
        const systems = [...new Set(running.map(({ systemName }) => systemName))];
        return page('access-grants/revoke', 'Thu hồi quyền truy cập của hợp đồng', {
          crumbs: accessCrumbs(of), title: 'Thu hồi quyền truy cập của hợp đồng', caption: contractCaption(of), kept, values, errors,
          lead: `Thu hồi ngay các quyền được chọn trong ${String(running.length)} quyền của ${String(people)} người thuộc ${contract.vendorName ?? 'bên cung cấp'}. Việc này không hoàn tác được.`, clause: citeClause(REVOKING, regulation()),
          steps: stepsOf(systems, []),
          choices: running.map((grant) => ({
            value: grant.id, label: `${titleOfGrant(grant)}, đến ${formatInstant(grant.endsAt)}`, hint: grant.holders.map(({ name, account }) => `${name} (${account})`).join(', '),
          })),
          submit: 'Thu hồi các quyền đã chọn', action: accessPaths.revokeAll(contract.id), cancelHref: accessPaths.ofContract(contract.id),
          closed: running.length === 0 ? { reason: 'Hợp đồng không có quyền truy cập nào đang hoặc sắp có hiệu lực.' } : undefined,
        }, inSection);
      },
      perform: async (ask, { grants, ground }) => {
        const ended = await inSentences({ 'grants.none': 'Chọn ít nhất một quyền để thu hồi.' }, () => after.revokeAll(ask.act, ask.principal, { contractId: idOf(ask), grantIds: grants, ground }));
        return seeOther(accessPaths.ofContract(idOf(ask)), `Đã thu hồi ${String(ended.grants.length)} quyền truy cập. ${restText(ended)} Dự thảo quyết định thu hồi (HS-14) đã được lập.`);
      },
    }),
  ];
}

const cutLabels: Readonly<Record<string, string>> = { untilDay: 'Ngày kết thúc mới', untilTime: 'Giờ kết thúc mới', ground: 'Lý do' };

/** What revoking does, in order. */
function stepsOf(systems: readonly string[], names: readonly string[]): { text: string; names?: readonly string[] }[] {
  return [
    { text: 'Những người sau mất quyền truy cập ngay lập tức, kể cả lượt trực đang mở:', ...(names.length === 0 ? {} : { names }) },
    { text: `Việc khóa từng tài khoản trên ${systems.join(', ')} được giao cho cán bộ chuyên trách CNTT/ANM, tính từ lúc thu hồi; quyền chỉ coi là thu hồi xong khi có minh chứng.` },
    { text: 'Dự thảo Quyết định thu hồi quyền truy cập (HS-14) được lập để trình ký.' },
    { text: 'Việc thu hồi và lý do được ghi vào lịch sử của hợp đồng, hệ thống và bên cung cấp.' },
  ].map((step, index) => (index === 0 && names.length === 0 ? { text: 'Người của các quyền được chọn dưới đây mất quyền truy cập ngay lập tức, kể cả lượt trực đang mở.' } : step));
}

/** What remains to be done after access ended. */
function restText({ lines }: EndedAccess): string {
  const people = new Set(lines.map(({ personId }) => personId)).size;
  return lines.length === 0 ? 'Không có tài khoản nào đang được giữ.' : `${String(people)} người mất quyền; còn ${String(lines.length)} tài khoản phải khóa và xác nhận.`;
}
