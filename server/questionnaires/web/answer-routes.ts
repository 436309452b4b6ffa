import type { FieldErrors, FormBody } from '../../platform/http/forms.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { page, seeOther, type Answer } from '../../platform/http/answers.js';
import { formPage } from '../../platform/http/form-pages.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { askedGroups, everyCriterion, type AskedGroup } from '../application/criteria.js';
import type { VendorSheet } from '../application/read-questionnaires.js';
import type { QuestionnaireUseCases } from '../application/use-cases.js';
import { declarationForm, fieldOf, groupForm, type DeclarationForm, type TypedEntry } from './answer-forms.js';
import { answerPaths } from './paths.js';
import { answersModel, groupModel, groupProgress, groupValues, groupVersion, instantText, sheetRows, uploadNote } from './sheet-presenter.js';
import type { VisitorLimits } from './visitor-limits.js';

const plain = { layout: 'plain' } as const;
const tokenOf = (ask: Ask): string => ask.params['token'] ?? '';

interface LoadedGroup {
  readonly sheet: VendorSheet;
  readonly group: AskedGroup;
  readonly next: AskedGroup | undefined;
}

/** The vendor's pages: open to whoever holds the link, which is all that is known of them. */
export function answerRoutes(questionnaires: QuestionnaireUseCases, limits: VisitorLimits): Route[] {
  const { library, today } = questionnaires;
  const groupsOf = (sheet: VendorSheet): AskedGroup[] => askedGroups(library(), sheet, today());
  /** The sheet while it can be answered. @throws NotFound, Refused when it was sent in */
  const openSheet = async (ask: Ask): Promise<VendorSheet> => {
    const sheet = await questionnaires.sheet(tokenOf(ask));
    if (sheet.round.submittedAt !== null) throw new Refused(refuse('questionnaire-submitted'));
    return sheet;
  };

  const routes: Route[] = [
    screen(answerPaths.sheet(':token'), 'anyone', async (ask) => {
      const sheet = await questionnaires.sheet(tokenOf(ask));
      await questionnaires.countOpening(sheet.linkId);
      const { round } = sheet;
      const groups = groupsOf(sheet);
      const progress = groups.map((group) => groupProgress(tokenOf(ask), sheet, group));
      const done = progress.reduce((sum, { answered }) => sum + answered, 0);
      const total = progress.reduce((sum, { total: all }) => sum + all, 0);
      const model = {
        rows: sheetRows(sheet),
        reopenReason: round.submittedAt === null ? round.reopenReason : null,
        groups: progress,
        progressText: `Đã trả lời ${String(done)} / ${String(total)} tiêu chí`,
        done,
        total,
        submitHref: answerPaths.submit(tokenOf(ask)),
        submitted: round.submittedAt === null ? undefined : {
          text: `${round.declarantName ?? ''} (${round.declarantPost ?? ''}) đã gửi trả lời lúc ${formatInstant(parseInstant(instantText(round.submittedAt)))}. Nội dung dưới đây không thay đổi được nữa.`,
          reuse: round.reuseAgreed === true ? 'Đồng ý cho cơ quan nhà nước khác của thành phố dùng lại trả lời này.' : 'Không đồng ý cho cơ quan khác dùng lại trả lời này.',
          hash: round.answersHash,
          answers: answersModel(groups, round, today()),
        },
      };
      return page('questionnaires/sheet', 'Phiếu đánh giá rủi ro an ninh mạng', model, plain);
    }),

    ...formPage<readonly TypedEntry[], LoadedGroup>({
      path: answerPaths.group(':token', ':group'),
      may: 'anyone',
      records: ['questionnaire.answers-saved'],
      files: true,
      admits: async ({ params, address, contentLength }) => {
        if (await limits.mustWait(address)) throw new Refused(refuse('questionnaire-uploading-too-fast'));
        const linkId = await countingWrong(limits, address, () => questionnaires.admitFiles(params['token'] ?? '', contentLength));
        if (!(await limits.mayUpload(linkId, contentLength ?? 0))) throw new Refused(refuse('questionnaire-uploading-too-fast'));
      },
      form: groupForm(everyCriterion(library())),
      load: async (ask) => {
        const sheet = await openSheet(ask);
        const groups = groupsOf(sheet);
        const index = groups.findIndex(({ id }) => id === ask.params['group']);
        const group = groups[index];
        if (group === undefined) throw new NotFound('group');
        return { loaded: { sheet, group, next: groups[index + 1] }, values: groupValues(sheet, group), version: groupVersion(sheet, group) };
      },
      view: (ask, { loaded: { sheet, group, next }, values, errors, version, conflict }) => {
        const model = {
          heading: group.label,
          facts: `${sheet.agencyName}. Hạn trả lời ${formatInstant(sheet.expiresAt)}`,
          criteria: groupModel(sheet, group, values, errors, today()),
          action: answerPaths.group(tokenOf(ask), group.id),
          backHref: answerPaths.sheet(tokenOf(ask)),
          nextText: next === undefined ? 'Lưu và xem lại trước khi gửi' : `Lưu và sang nhóm ${next.label}`,
          version,
          uploadNote,
          conflict: conflict.map(({ field, theirs, yours }) => ({ label: field.replace(/^(claim|text|validUntil|remove)-/, ''), theirs, yours })),
        };
        return page('questionnaires/group', `${group.label} – Phiếu đánh giá rủi ro`, model, plain);
      },
      perform: async (ask, entries, version) => {
        const sheet = await openSheet(ask);
        const groups = groupsOf(sheet);
        const index = groups.findIndex(({ id }) => id === ask.params['group']);
        const group = groups[index];
        if (group === undefined) throw new NotFound('group');
        const withFiles = entriesWithFiles(group, entries, ask.uploads.files);
        await questionnaires.saveGroup(ask.act, tokenOf(ask), { group: group.id, criteria: group.criteria.map(({ id }) => id), entries: withFiles, version, address: ask.address });
        const next = groups[index + 1];
        if (!wantsNext(ask.body)) return seeOther(answerPaths.group(tokenOf(ask), group.id), 'Đã lưu.');
        return seeOther(next === undefined ? answerPaths.submit(tokenOf(ask)) : answerPaths.group(tokenOf(ask), next.id), `Đã lưu nhóm ${group.label}.`);
      },
    }),

    ...formPage<DeclarationForm, VendorSheet>({
      path: answerPaths.submit(':token'),
      may: 'anyone',
      records: ['questionnaire.submitted'],
      form: declarationForm,
      load: async (ask) => {
        const sheet = await openSheet(ask);
        return { loaded: sheet, values: { name: sheet.recipientName, email: sheet.recipientEmail } };
      },
      view: (ask, { loaded: sheet, values, errors }) => {
        const progress = groupsOf(sheet).map((group) => groupProgress(tokenOf(ask), sheet, group));
        const missing = progress.filter(({ answered, total }) => answered < total);
        const model = { rows: sheetRows(sheet), groups: progress, missing: missing.reduce((sum, { answered, total }) => sum + total - answered, 0), values, errors, action: answerPaths.submit(tokenOf(ask)), backHref: answerPaths.sheet(tokenOf(ask)), ...submitFields(values['reuse'], errors) };
        return page('questionnaires/submit', 'Gửi trả lời – Phiếu đánh giá rủi ro', model, plain);
      },
      perform: async (ask, { name, post, email, reuse }) => {
        await questionnaires.submit(ask.act, tokenOf(ask), { name, post, email, reuseAgreed: reuse === 'yes' }, ask.address);
        return seeOther(answerPaths.sheet(tokenOf(ask)), 'Đã gửi trả lời. Trang này giữ bản đã gửi cho đến khi đường liên kết hết hạn.');
      },
    }),
  ];
  return routes.map((route) => ({ ...route, answer: (ask) => answerVisitor(route, limits, ask) }));
}

/**
 * Answers somebody who holds a link or tries one. Unknown, ended and revoked links get one and the same page after the same one look-up; whoever tries many waits.
 */
async function answerVisitor(route: Route, limits: VisitorLimits, ask: Ask): Promise<Answer> {
  if (await limits.mustWait(ask.address)) return page('questionnaires/wait', 'Tạm dừng', {}, { ...plain, status: 429 });
  try {
    return await countingWrong(limits, ask.address, () => route.answer(ask));
  } catch (error) {
    if (error instanceof NotFound) return page('questionnaires/link-gone', 'Không mở được đường liên kết', {}, { ...plain, status: 404 });
    const sentIn = error instanceof Refused && error.refusal.reason === 'questionnaire-submitted';
    if (sentIn && route.method === 'get') return seeOther(answerPaths.sheet(tokenOf(ask)));
    throw error;
  }
}

async function countingWrong<T>(limits: VisitorLimits, address: string, answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof NotFound && error.subject === 'questionnaire link') await limits.countWrongLink(address);
    throw error;
  }
}

function wantsNext(body: FormBody): boolean {
  return body['tiep'] === '1';
}

/** Files belong to the criterion of the field they came in; those of other fields are not taken. */
function entriesWithFiles(group: AskedGroup, entries: readonly TypedEntry[], files: readonly StoredFile[]) {
  const byCriterion = new Map(entries.map((entry) => [entry.criterionId, entry]));
  return group.criteria.flatMap(({ id }) => {
    const entry = byCriterion.get(id);
    const brought = files.filter(({ field }) => field === fieldOf('files', id));
    if (entry === undefined && brought.length === 0) return [];
    return [{ criterionId: id, answer: entry, validUntil: entry?.validUntil, remove: entry?.remove ?? [], files: brought }];
  });
}

function submitFields(reuse: string | readonly string[] | undefined, errors: FieldErrors) {
  return {
    reuse: {
      name: 'reuse',
      label: 'Cơ quan nhà nước khác của thành phố có được dùng lại trả lời này không?',
      hint: 'Chỉ gồm nội dung trả lời, tệp minh chứng, tên bên cung cấp và ngày gửi; không gồm hợp đồng, kết luận của cơ quan này và tên người trả lời.',
      options: [
        { value: 'yes', label: 'Đồng ý cho dùng lại', hint: 'Không phải trả lời lại từ đầu khi cơ quan khác thuê dịch vụ.' },
        { value: 'no', label: 'Không đồng ý' },
      ],
      value: reuse,
      error: errors['reuse'],
    },
  };
}
