import { NotFound } from '../../kernel/errors.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, isIdentifier, optional, paragraph } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import { screen, type Ask, type Route } from '../../platform/http/routes.js';
import type { EvidenceReview, OpenedFile, Question, ReviewedSubject } from '../application/evidence-review.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { isReviewedKind, reviewVerdicts, type ReviewedKind, type ReviewVerdict } from '../domain/evidence-review.js';
import { handoverPaths, handoverSection } from './paths.js';
import { fileTabs, mustProve, openedModel, recordedRows, reviewModels, reviewProgress, reviewRows, reviewState, reviewTitle } from './review-presenter.js';
import { reviewPaths } from './vendor-paths.js';
import { instantOf } from './vendor-presenter.js';

const inSection = { section: handoverSection };
const read = { action: 'read', subject: CLOSING_SUBJECT };
const review = { action: 'review', subject: CLOSING_SUBJECT };
const answer = { action: 'answer-review', subject: CLOSING_SUBJECT };

const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const subjectOf = (ask: Ask): string => ask.params['subjectId'] ?? '';

function kindOf(ask: Ask): ReviewedKind {
  const kind = ask.params['kind'] ?? '';
  if (!isReviewedKind(kind)) throw new NotFound('page');
  return kind;
}

/** The file of the address; anything that is no identifier names none. */
function fileOf(ask: Ask): string | undefined {
  const id = ask.query['tep'];
  return typeof id === 'string' && isIdentifier(id) ? id : undefined;
}

interface ReviewForm {
  readonly verdict: ReviewVerdict;
  readonly reason?: string;
}

const reviewForm = defineForm<ReviewForm>(
  { verdict: choice('Kết luận', reviewVerdicts), reason: optional(paragraph('Nội dung cần làm rõ', 2000)) },
  ({ verdict, reason }) => (verdict === 'questioned' && reason === undefined ? { reason: 'Nhập nội dung cần làm rõ.' } : {}),
);
const answerForm = defineForm<{ text: string }>({ text: paragraph('Giải trình', 4000) });

interface Looked {
  readonly subject: ReviewedSubject;
  readonly opened: OpenedFile | undefined;
}

/** The auditor's pages: everything that proves a handover, each beside its evidence. */
export function reviewRoutes(reviews: EvidenceReview): Route[] {
  const look = async (ask: Ask): Promise<Looked> => {
    const subject = await reviews.subject(ask.principal, kindOf(ask), subjectOf(ask));
    return { subject, opened: await reviews.open(subject, fileOf(ask)) };
  };

  return [
    screen(reviewPaths.list(':id'), read, async (ask) => {
      const list = await reviews.list(ask.principal, idOf(ask));
      const model = {
        crumbs: [{ href: handoverPaths.ofContract(list.contractId), text: 'Kết thúc, bàn giao' }],
        facts: `${list.vendorName}. ${contractText(list)}. ${list.agencyName}`,
        progress: reviewProgress(list),
        lines: reviewRows(list),
      };
      return page('handovers/review-list', 'Minh chứng bàn giao', model, inSection);
    }),

    ...formPage<ReviewForm, Looked>({
      path: reviewPaths.subject(':kind', ':subjectId'),
      may: read,
      mayPerform: review,
      records: ['closing.evidence-reviewed'],
      form: reviewForm,
      load: async (ask) => ({ loaded: await look(ask), values: {} }),
      view: (ask, { loaded: { subject, opened }, values, errors }) => {
        const newest = subject.reviews[0];
        const model = {
          crumbs: [{ href: handoverPaths.ofContract(subject.contractId), text: 'Kết thúc, bàn giao' }, { href: reviewPaths.list(subject.closingId), text: 'Minh chứng bàn giao' }],
          title: reviewTitle(subject),
          facts: `${subject.vendorName}. ${contractText(subject)}. ${subject.agencyName}`,
          states: [reviewState({ verdict: newest?.verdict ?? null, answered: newest?.answer !== null && newest !== undefined })],
          mustProve: mustProve(subject),
          asked: subject.asked,
          recorded: recordedRows(subject),
          files: fileTabs(subject, opened?.file),
          opened: opened === undefined ? undefined : openedModel(opened),
          reviews: reviewModels(subject, reviews.mayAnswer(ask.principal, subject.agencyId)),
          form: reviews.mayReview(ask.principal, subject.agencyId)
            ? {
                action: opened === undefined ? reviewPaths.subject(subject.kind, subject.subjectId) : reviewPaths.file(subject.kind, subject.subjectId, opened.file.id),
                verdict: {
                  name: 'verdict', label: 'Kết luận về minh chứng', value: values['verdict'], error: errors['verdict'],
                  options: [{ value: 'verified', label: 'Đã xác minh' }, { value: 'questioned', label: 'Cần làm rõ', hint: 'Cơ quan được yêu cầu giải trình' }],
                },
                reason: { name: 'reason', label: 'Nội dung cần làm rõ', hint: 'Bỏ trống khi đã xác minh', value: values['reason'], error: errors['reason'], rows: 4, maxlength: 2000 },
              }
            : undefined,
        };
        return page('handovers/review-subject', `Minh chứng: ${reviewTitle(subject)}`, model, inSection);
      },
      perform: async (ask, { verdict, reason }) => {
        await reviews.review(ask.act, ask.principal, { kind: kindOf(ask), subjectId: subjectOf(ask), verdict, reason });
        return seeOther(reviewPaths.subject(kindOf(ask), subjectOf(ask)), verdict === 'verified' ? 'Đã ghi nhận xác minh.' : 'Đã ghi nhận nội dung cần làm rõ. Cơ quan sẽ giải trình.');
      },
    }),

    ...formPage<{ text: string }, Question>({
      path: reviewPaths.answer(':id'),
      may: answer,
      records: ['closing.evidence-answered'],
      form: answerForm,
      load: async (ask) => ({ loaded: await reviews.question(ask.principal, idOf(ask)), values: {} }),
      view: (ask, { loaded: { subject, review: asked }, values, errors }) => {
        const model = {
          facts: `${reviewTitle(subject)}. ${contractText(subject)}`,
          question: { text: asked.reason ?? '', heading: `Yêu cầu làm rõ của ${asked.by}, ${instantOf(asked.at)}` },
          action: reviewPaths.answer(idOf(ask)),
          text: { name: 'text', label: 'Giải trình', hint: 'Nêu minh chứng bổ sung nếu có; tệp bổ sung được đưa vào ở trang của hạng mục', value: values['text'], error: errors['text'], rows: 6, maxlength: 4000 },
          cancelHref: reviewPaths.subject(subject.kind, subject.subjectId),
        };
        return page('handovers/review-answer', 'Giải trình về minh chứng', model, inSection);
      },
      perform: async (ask, { text }) => {
        const { kind, subjectId } = await reviews.answer(ask.act, ask.principal, idOf(ask), text);
        return seeOther(reviewPaths.subject(kind, subjectId), 'Đã ghi nhận giải trình.');
      },
    }),
  ];
}

function contractText({ contractNumber, contractName }: { readonly contractNumber: string | null; readonly contractName: string }): string {
  return contractNumber === null ? contractName : `${contractNumber}, ${contractName}`;
}
