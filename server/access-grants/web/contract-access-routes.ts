import { contractPaths } from '../../contracts/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { may } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import { screen, type Route } from '../../platform/http/routes.js';
import { recordHref } from '../../records/index.js';
import type { AccessUseCases, ContractGrant } from '../application/use-cases.js';
import { sessionMarks } from '../domain/access.js';
import { accessPaths, accessSection } from './paths.js';
import { grantStateOf } from './register-routes.js';
import { sinceText } from './since.js';
import { formWords, purposeWords, sessionMarkWords } from './words.js';

const read = { action: 'read', subject: 'AccessGrant' };
const at = (iso: string): string => formatInstant(new Date(iso));

/** All access of one contract: what waits, what is in force, what is still open, what was done, and the acts that begin here. */
export function contractAccessRoutes(access: AccessUseCases): Route[] {
  return [
    screen(accessPaths.ofContract(':id'), read, async (ask) => {
      const contract = await access.contractFor(ask.principal, ask.params['id'] ?? '', 'read');
      const told = await access.contractAccess(contract.id);
      const now = access.now();
      const mayDo = (action: string): boolean => may(ask.principal.ability, action, 'AccessGrant', { agencyId: contract.agencyId });
      const link = (action: string, href: string): string => (mayDo(action) ? href : '');
      return page('access-grants/contract-access', 'Quyền truy cập của hợp đồng', {
        crumbs: [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(contract.id), text: contract.name }],
        caption: contract.number === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contract.number}`,
        facts: contract.vendorName ?? '',
        unreviewed: told.unreviewed.map(({ grantId, systemName, openedAt, dueAt, openedBy }) => ({
          heading: `Quyền truy cập khẩn cấp chưa được rà soát: ${systemName}`,
          text: `${openedBy} mở lúc ${at(openedAt)}; phải được người khác rà soát trước ${at(dueAt)}${new Date(dueAt) < now ? ` (${sinceText(new Date(dueAt), now)})` : ''}. Hợp đồng chưa thể kết thúc khi còn quyền khẩn cấp chưa rà soát.`,
          href: mayDo('review-emergency') ? accessPaths.review(grantId) : accessPaths.grant(grantId),
        })),
        open: told.accountsOpen.map(({ lineId, account, systemName, person, since }) => ({
          text: `${account} (${person}), ${systemName}`, since: `Hết quyền từ ${at(since)}, ${sinceText(new Date(since), now)}`, href: link('confirm-closure', accessPaths.closure(lineId)),
        })),
        waiting: told.waiting.map((request) => ({
          href: accessPaths.request(request.id), text: `${purposeWords[request.purpose]}, ${request.systemName}`, people: request.people.join(', '),
          term: `${at(request.startsAt)} – ${at(request.endsAt)}`, requester: request.requester, decideBy: at(request.decideBy),
        })),
        grants: told.grants.map((grant) => ({
          href: accessPaths.grant(grant.id), text: `${grant.form === 'grant' ? purposeWords[grant.purpose] : formWords[grant.form]}, ${grant.systemName}`, people: grant.people.join(', '),
          term: `${at(grant.startsAt)} – ${at(grant.endedAt ?? grant.endsAt)}`, state: stateOf(grant, now),
        })),
        over: told.over,
        overHref: `${accessPaths.register}?${new URLSearchParams({ q: contract.number ?? contract.name, 'tinh-trang': 'da-ket-thuc' }).toString()}`,
        sessions: told.sessions.map(({ id, person, account, systemName, beganAt, endedAt, marks }) => ({
          href: accessPaths.session(id), text: `${person} (${account}), ${systemName}`, when: `${at(beganAt)} – ${at(endedAt)}`,
          marks: sessionMarks.filter((mark) => marks.includes(mark)).map((mark) => sessionMarkWords[mark]).join('; '),
        })),
        sessionCount: told.sessionCount,
        records: told.records.map(({ id, kind, title, status, number, preparedOn }) => ({ href: recordHref(id), text: `${kind} ${title}`, note: number === null ? `dự thảo lập ngày ${dayText(preparedOn)}` : `số ${number}`, status })),
        none: told.grants.length === 0 && told.over === 0 && told.waiting.length === 0,
        requestHref: link('request', accessPaths.chooseRequest(contract.id)),
        emergencyHref: link('open-emergency', accessPaths.emergency(contract.id)),
        sessionHref: link('record-session', accessPaths.newSession(contract.id)),
        revokeHref: told.grants.some(({ endsAt, endedAt }) => endedAt === null && new Date(endsAt) > now) ? link('revoke', accessPaths.revokeAll(contract.id)) : '',
        papers: mayDo('draw-up')
          ? [
              { action: accessPaths.drawUpAgreement(contract.id), text: 'Lập thỏa thuận bảo mật (HS-06)' },
              { action: accessPaths.drawUpDecision(contract.id), text: 'Lập quyết định cấp quyền (HS-08)' },
              { action: accessPaths.drawUpRegister(contract.id), text: 'In sổ theo dõi truy cập' },
            ]
          : [],
      }, { section: accessSection });
    }),
  ];
}

function stateOf(grant: ContractGrant, now: Date): ReturnType<typeof grantStateOf> {
  return grantStateOf({
    form: grant.form, starts_at: new Date(grant.startsAt), ends_at: new Date(grant.endsAt), ended_at: grant.endedAt === null ? null : new Date(grant.endedAt),
    held_until: grant.heldUntil === null ? null : new Date(grant.heldUntil), accounts_open: grant.accountsOpen, usable: grant.usable, unreviewed: grant.unreviewed,
  }, now);
}

function dayText(iso: string): string {
  return iso.split('-').toReversed().join('/');
}
