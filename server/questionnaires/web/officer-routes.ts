import { presentTimeline, type EventTexts } from '../../audit-trail/index.js';
import { formatDay, dayOf } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import type { Verdict } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther, type Answer } from '../../platform/http/answers.js';
import { email, identifier, line, paragraph, wholeNumber } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { registerModel, registerView } from '../../platform/http/register-page.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { requireMay, type RolesThatMay } from '../application/access.js';
import { askedGroups, linkDays } from '../application/criteria.js';
import type { Issued, Recipient } from '../application/issue-link.js';
import type { QuestionnaireDetail, SendingPage } from '../application/read-questionnaires.js';
import { requireAskable } from '../application/send-questionnaire.js';
import type { QuestionnaireUseCases } from '../application/use-cases.js';
import { mayReceive, mayRenew, mayReopen, mayRevoke, type QuestionnaireFacts } from '../domain/standing.js';
import { headRows, issuedModel, linkRows, recipientFields, roundModel, roundTabs } from './officer-presenter.js';
import { questionnairePaths as paths, questionnaireSection } from './paths.js';
import { registerScreen } from './register-screen.js';
import { answersModel, fileLine } from './sheet-presenter.js';
import { standingStates } from './words.js';

/** What the pages need beside this room's own use cases. */
export interface OfficerPorts {
  readonly rolesThatMay: RolesThatMay;
  readonly eventTexts: () => EventTexts;
  readonly now: () => Date;
  /** Whether this installation sends mail: the pages say where the link will go. */
  readonly mailConfigured: boolean;
}

const inSection = { section: questionnaireSection };
const read = { action: 'read', subject: 'Questionnaire' };
const send = { action: 'send', subject: 'Questionnaire' };
const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const MOST_DAYS = 90;

interface RecipientForm {
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly days: number;
}

const recipientRules = {
  recipientName: line('Họ và tên người được đề nghị trả lời', 120),
  recipientEmail: email('Thư điện tử'),
  days: wholeNumber('Số ngày dùng được của đường liên kết', 1, MOST_DAYS),
};
const recipientForm = defineForm<RecipientForm>(recipientRules);
const reopenForm = defineForm<RecipientForm & { reason: string }>({ ...recipientRules, reason: paragraph('Lý do mở lại', 2000) });
const revokeForm = defineForm<{ ground: string }>({ ground: paragraph('Lý do thu hồi', 1000) });
const takeOverForm = defineForm<{ round: string }>({ round: identifier('Hồ sơ') });

const recipientOf = ({ recipientName, recipientEmail, days }: RecipientForm): Recipient => ({ name: recipientName, email: recipientEmail, days });

/** The agency's pages of questionnaires. */
export function officerRoutes(questionnaires: QuestionnaireUseCases, ports: OfficerPorts): Route[] {
  const { library, today } = questionnaires;
  const days = (): string => String(linkDays(library(), today()));

  /** Shows a form only to those whose act would pass. @throws NotFound, Forbidden, Refused */
  const loadFor = async (ask: Ask, policy: (facts: QuestionnaireFacts) => Verdict): Promise<QuestionnaireDetail> => {
    const questionnaire = await questionnaires.questionnaire(ask.principal, idOf(ask));
    requireMay(ask.principal, 'send', questionnaire.agencyId, ports.rolesThatMay);
    const verdict = policy(factsOf(questionnaire));
    if (!verdict.allowed) throw new Refused(verdict);
    return questionnaire;
  };
  const loadSending = async (ask: Ask): Promise<SendingPage> => {
    const sending = await questionnaires.sending(ask.principal, idOf(ask));
    requireAskable(sending.contract);
    return sending;
  };

  return [
    screen(paths.register, read, async (ask) => {
      const shown = registerScreen(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await questionnaires.register(ask.principal, view));
      return page('questionnaires/register', 'Phiếu hỏi bên cung cấp', { register }, inSection);
    }),

    screen(paths.questionnaire(':id'), read, async (ask) => {
      const questionnaire = await questionnaires.questionnaire(ask.principal, idOf(ask));
      const history = await questionnaires.history(questionnaire.id);
      const shown = questionnaire.rounds.find(({ ordinal }) => String(ordinal) === ask.query['vong']) ?? questionnaire.rounds[0];
      if (shown === undefined) throw new Error('a questionnaire has no round');
      const maySend = may(ask.principal.ability, 'send', 'Questionnaire', { agencyId: questionnaire.agencyId });
      const facts = factsOf(questionnaire);
      const open = (policy: (of: QuestionnaireFacts) => Verdict): boolean => maySend && policy(facts).allowed;
      const model = {
        crumbs: [{ href: paths.register, text: 'Phiếu hỏi bên cung cấp' }],
        title: questionnaire.vendorName,
        states: [standingStates[questionnaire.state]],
        rows: headRows(questionnaire),
        receive: open(mayReceive) ? { text: 'Tiếp nhận trả lời', action: paths.receive(questionnaire.id), version: questionnaire.rounds[0]?.version } : undefined,
        acts: [
          ...(open(mayRenew) ? [{ href: paths.renew(questionnaire.id), text: 'Gửi lại bằng đường liên kết mới' }] : []),
          ...(open(mayReopen) ? [{ href: paths.reopen(questionnaire.id), text: 'Mở lại để bổ sung' }] : []),
          ...(open(mayRevoke) ? [{ href: paths.revoke(questionnaire.id), text: 'Thu hồi đường liên kết' }] : []),
        ],
        links: linkRows(questionnaire.links, ports.now()),
        tabs: roundTabs(questionnaire, shown),
        round: roundModel(questionnaire, shown, library(), today()),
        timeline: presentTimeline(history, ports.eventTexts()),
      };
      return page('questionnaires/questionnaire', `Phiếu hỏi ${questionnaire.vendorName}`, model, inSection);
    }),

    ...formPage<RecipientForm, SendingPage>({
      path: paths.send(':id'),
      may: send,
      records: ['questionnaire.sent'],
      form: recipientForm,
      load: async (ask) => ({ loaded: await loadSending(ask), values: { days: days() } }),
      view: (_ask, { loaded: { contract, asked, dossier }, values, errors }) => {
        const groups = askedGroups(library(), { criteriaEdition: asked.edition, criteria: asked.criteria }, today());
        const model = {
          facts: `${contract.vendorName ?? ''}. ${contract.number === null ? contract.name : `${contract.number}, ${contract.name}`}`,
          fields: recipientFields(values, errors),
          asked: groups.map(({ label, criteria }) => ({ key: label, value: `${String(criteria.length)} tiêu chí` })),
          total: asked.criteria.length,
          mailConfigured: ports.mailConfigured,
          dossier: dossier === undefined ? undefined : { text: `Bên cung cấp có hồ sơ trả lời gửi ngày ${formatDay(dayOf(dossier.submittedAt))}, đồng ý cho cơ quan khác dùng lại, gồm ${String(dossier.taken.length)} tiêu chí của phiếu này.`, href: paths.takeOver(contract.id) },
          action: paths.send(contract.id),
          cancelHref: `/hop-dong/${contract.id}`,
        };
        return page('questionnaires/send', 'Gửi phiếu hỏi cho bên cung cấp', model, inSection);
      },
      perform: async (ask, fields) => issuedAnswer(await questionnaires.sendQuestionnaire(ask.act, ask.principal, idOf(ask), recipientOf(fields))),
    }),

    ...formPage<{ round: string }, SendingPage>({
      path: paths.takeOver(':id'),
      may: send,
      records: ['questionnaire.taken-over'],
      form: takeOverForm,
      load: async (ask) => ({ loaded: await loadSending(ask), values: {} }),
      view: (_ask, { loaded: { contract, asked, dossier } }) => {
        const taken = dossier?.taken ?? [];
        const content = { answers: dossier?.answers.filter(({ criterionId }) => taken.includes(criterionId)) ?? [], evidence: dossier?.evidence.filter(({ criterionId }) => taken.includes(criterionId)) ?? [] };
        const expired = content.evidence.filter((file) => fileLine(file, today()).expired).length;
        const model = {
          facts: `${contract.vendorName ?? ''}. ${contract.number === null ? contract.name : `${contract.number}, ${contract.name}`}`,
          dossier: dossier === undefined ? undefined : {
            round: dossier.roundId,
            rows: [
              { key: 'Bên cung cấp', value: dossier.vendorName },
              { key: 'Ngày gửi trả lời', value: formatDay(dayOf(dossier.submittedAt)) },
              { key: 'Tiêu chí dùng được cho hợp đồng này', value: `${String(taken.length)}/${String(asked.criteria.length)}` },
              { key: 'Tệp minh chứng', value: `${String(content.evidence.length)} tệp${expired > 0 ? `, ${String(expired)} tệp đã hết hiệu lực` : ''}` },
            ],
            groups: answersModel(askedGroups(library(), { criteriaEdition: asked.edition, criteria: taken }, today()), content, today()),
          },
          action: paths.takeOver(contract.id),
          cancelHref: paths.send(contract.id),
        };
        return page('questionnaires/take-over', 'Tiếp nhận trả lời từ hồ sơ của bên cung cấp', model, inSection);
      },
      perform: async (ask, { round }) => {
        const id = await questionnaires.takeOverDossier(ask.act, ask.principal, idOf(ask), round);
        return seeOther(paths.questionnaire(id), 'Đã tiếp nhận trả lời và minh chứng từ hồ sơ của bên cung cấp. Kết luận vẫn do cơ quan tự đánh giá.');
      },
    }),

    ...formPage<RecipientForm, QuestionnaireDetail>({
      path: paths.renew(':id'),
      may: send,
      records: ['questionnaire.link-renewed'],
      form: recipientForm,
      load: async (ask) => {
        const loaded = await loadFor(ask, mayRenew);
        return { loaded, values: { ...lastRecipient(loaded), days: days() } };
      },
      view: (_ask, { loaded, values, errors }) =>
        page('questionnaires/renew', 'Gửi lại bằng đường liên kết mới', { facts: loaded.vendorName, fields: recipientFields(values, errors), mailConfigured: ports.mailConfigured, action: paths.renew(loaded.id), cancelHref: paths.questionnaire(loaded.id) }, inSection),
      perform: async (ask, fields) => issuedAnswer(await questionnaires.renewLink(ask.act, ask.principal, idOf(ask), recipientOf(fields))),
    }),

    ...formPage<RecipientForm & { reason: string }, QuestionnaireDetail>({
      path: paths.reopen(':id'),
      may: send,
      records: ['questionnaire.reopened'],
      form: reopenForm,
      load: async (ask) => {
        const loaded = await loadFor(ask, mayReopen);
        return { loaded, values: { ...lastRecipient(loaded), days: days() } };
      },
      view: (_ask, { loaded, values, errors }) =>
        page('questionnaires/reopen', 'Mở lại phiếu hỏi', { facts: loaded.vendorName, fields: recipientFields(values, errors), reason: values['reason'], reasonError: errors['reason'], mailConfigured: ports.mailConfigured, action: paths.reopen(loaded.id), cancelHref: paths.questionnaire(loaded.id) }, inSection),
      perform: async (ask, { reason, ...fields }) => issuedAnswer(await questionnaires.reopen(ask.act, ask.principal, idOf(ask), reason, recipientOf(fields))),
    }),

    ...formPage<{ ground: string }, QuestionnaireDetail>({
      path: paths.revoke(':id'),
      may: send,
      records: ['questionnaire.link-revoked'],
      form: revokeForm,
      load: async (ask) => ({ loaded: await loadFor(ask, mayRevoke), values: {} }),
      view: (_ask, { loaded, values, errors }) => {
        const revoking = {
          lead: 'Thu hồi đường liên kết: người đang giữ không mở được nữa, kể cả khi đang trả lời dở.',
          steps: [{ text: 'Đường liên kết mất hiệu lực ngay.' }, { text: 'Thư chưa gửi được rút lại.' }, { text: 'Nội dung bên cung cấp đã lưu được giữ nguyên; gửi lại bằng đường liên kết mới để làm tiếp.' }],
          action: paths.revoke(loaded.id),
          act: { text: 'Thu hồi' },
          ground: { name: 'ground', label: 'Lý do thu hồi', value: values['ground'], error: errors['ground'], rows: 3, maxlength: 1000 },
          cancelHref: paths.questionnaire(loaded.id),
        };
        return page('questionnaires/revoke', 'Thu hồi đường liên kết', { facts: loaded.vendorName, revoking }, inSection);
      },
      perform: async (ask, { ground }) => {
        await questionnaires.revokeLink(ask.act, ask.principal, idOf(ask), ground);
        return seeOther(paths.questionnaire(idOf(ask)), 'Đã thu hồi đường liên kết.');
      },
    }),

    act(paths.receive(':id'), send, ['questionnaire.received'], async (ask) => {
      const typed = ask.body['_version'];
      const version = typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
      await questionnaires.receive(ask.act, ask.principal, idOf(ask), version);
      return seeOther(paths.questionnaire(idOf(ask)), 'Đã tiếp nhận trả lời.');
    }),
  ];
}

/** With a mail server the link goes out alone; without one it is shown here, and nowhere again. */
function issuedAnswer(issued: Issued): Answer {
  if (issued.shownLink === undefined) {
    return seeOther(paths.questionnaire(issued.questionnaireId), `Đường liên kết đang được gửi tới ${issued.recipient.email}.`);
  }
  return page('questionnaires/issued', 'Đường liên kết để chuyển cho bên cung cấp', issuedModel(issued), inSection);
}

function factsOf({ origin, rounds, links }: QuestionnaireDetail): QuestionnaireFacts {
  const newest = rounds[0];
  return { origin, submitted: newest !== undefined && newest.submittedAt !== null, received: newest !== undefined && newest.receivedAt !== null, hasLink: links.some(({ revokedAt }) => revokedAt === null) };
}

function lastRecipient({ links }: QuestionnaireDetail): { recipientName: string | undefined; recipientEmail: string | undefined } {
  return { recipientName: links[0]?.recipientName, recipientEmail: links[0]?.recipientEmail };
}
