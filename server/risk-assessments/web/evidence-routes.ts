import { formatDay, formatInstant, type CalendarDay } from '../../kernel/calendar-day.js';
import { parseInstant } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/errors.js';
import { attachmentHref } from '../../attachments/index.js';
import type { RiskCriterion } from '../../library/index.js';
import { may } from '../../platform/authorization/ability.js';
import { page, seeOther } from '../../platform/http/answers.js';
import { choice, day, line, optional, paragraph, ticked } from '../../platform/http/field-types.js';
import { formPage } from '../../platform/http/form-pages.js';
import { defineForm } from '../../platform/http/forms.js';
import type { Ask, Route } from '../../platform/http/routes.js';
import { methodFor } from '../application/computation.js';
import { assessmentEvents } from '../application/events.js';
import type { AssessmentDetail, EvidenceRow, RiskAssessmentUseCases } from '../application/use-cases.js';
import { evidenceTerm, presentEvidence } from './evidence-presenter.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { saying, verdictWords } from './words.js';

const inSection = { section: assessmentSection };

interface OfferForm {
  readonly title: string;
  readonly effectiveOn: CalendarDay;
  readonly expiresOn?: CalendarDay | undefined;
  readonly independentTest: boolean;
}

const offerForm = defineForm<OfferForm>(
  {
    title: line('Tên minh chứng', 300),
    effectiveOn: day('Ngày có hiệu lực'),
    expiresOn: optional(day('Ngày hết hiệu lực')),
    independentTest: ticked('kết quả kiểm tra độc lập hoặc kiểm thử'),
  },
  ({ effectiveOn, expiresOn }) => (expiresOn !== undefined && expiresOn < effectiveOn ? { expiresOn: `Ngày hết hiệu lực không được trước ngày có hiệu lực (${formatDay(effectiveOn)}).` } : {}),
);

interface JudgeForm {
  readonly verdict: 'accepted' | 'refused';
  readonly reason?: string | undefined;
}

const judgeForm = defineForm<JudgeForm>(
  { verdict: choice('kết luận', ['accepted', 'refused']), reason: optional(paragraph('Lý do', 1000)) },
  ({ verdict, reason }) => (verdict === 'refused' && reason === undefined ? { reason: 'Nêu lý do không chấp nhận.' } : {}),
);

const criterionOf = (ask: Ask): string => ask.params['criterion'] ?? '';

/** Evidence: offered for a criterion with its days, accepted or refused by the assessor. */
export function evidenceRoutes(assessments: RiskAssessmentUseCases): Route[] {
  /** @throws NotFound */
  function criterionIn(detail: AssessmentDetail, id: string): RiskCriterion {
    const found = methodFor(assessments.library(), detail).criteria.find((criterion) => criterion.id === id);
    if (found === undefined) throw new NotFound('criterion');
    return found;
  }
  async function pieceOf(ask: Ask): Promise<{ detail: AssessmentDetail; piece: EvidenceRow; criterion: RiskCriterion }> {
    const detail = await assessments.assessment(ask.principal, idOf(ask), 'score');
    const piece = detail.evidence.find(({ id }) => id === ask.params['evidenceId']);
    if (piece === undefined) throw new NotFound('evidence');
    return { detail, piece, criterion: criterionIn(detail, piece.criterionId) };
  }

  return [
    ...formPage<OfferForm, { detail: AssessmentDetail; criterion: RiskCriterion }>({
      path: assessmentPaths.offerEvidence(':id', ':criterion'),
      may: { action: 'offer-evidence', subject: 'RiskAssessment' },
      records: [assessmentEvents.evidenceOffered],
      files: true,
      form: offerForm,
      load: async (ask) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'offer-evidence');
        return { loaded: { detail, criterion: criterionIn(detail, criterionOf(ask)) }, values: {} };
      },
      view: (_ask, { loaded: { detail, criterion }, values, errors }) => {
        const model = {
          ...frameOf(detail), values, errors, action: assessmentPaths.offerEvidence(detail.id, criterion.id),
          title: `Minh chứng cho ${criterion.id}`, criterion: criterion.text, expected: criterion.evidence.join('; '),
          test: [{ value: 'co', label: 'Là kết quả kiểm tra độc lập hoặc kiểm thử', hint: 'Trong 12 tháng gần nhất thì được chấm 4; ngày có hiệu lực là ngày kiểm tra' }],
        };
        return page('risk-assessments/offer-evidence', `Minh chứng cho ${criterion.id}`, model, inSection);
      },
      perform: async (ask, form) => {
        const detail = await assessments.assessment(ask.principal, idOf(ask), 'offer-evidence');
        const criterion = criterionIn(detail, criterionOf(ask));
        const command = { criterionId: criterion.id, title: form.title, effectiveOn: form.effectiveOn, expiresOn: form.expiresOn ?? null, independentTest: form.independentTest };
        await saying(() => assessments.offerEvidence(ask.act, ask.principal, detail.id, command, ask.uploads.files));
        const scores = may(ask.principal.ability, 'score', 'RiskAssessment', { agencyId: detail.agencyId });
        return seeOther(scores ? assessmentPaths.group(detail.id, criterion.group) : assessmentPaths.assessment(detail.id), `Đã đính kèm minh chứng cho ${criterion.id}; người đánh giá xem xét.`);
      },
    }),
    ...formPage<JudgeForm, { detail: AssessmentDetail; piece: EvidenceRow; criterion: RiskCriterion }>({
      path: assessmentPaths.evidence(':id', ':evidenceId'),
      may: { action: 'score', subject: 'RiskAssessment' },
      records: [assessmentEvents.evidenceJudged],
      form: judgeForm,
      load: async (ask) => {
        const loaded = await pieceOf(ask);
        return { loaded, values: { verdict: loaded.piece.verdict ?? '', reason: loaded.piece.verdictReason ?? '' }, version: loaded.piece.version };
      },
      view: (_ask, { loaded: { detail, piece, criterion }, values, errors, conflict, version }) => {
        const model = {
          ...frameOf(detail), values, errors, version,
          title: `Xem xét minh chứng của ${criterion.id}`,
          action: assessmentPaths.evidence(detail.id, piece.id),
          cancelHref: assessmentPaths.group(detail.id, criterion.group),
          conflict: conflict.map(({ field, theirs, yours }) => ({ label: field === 'verdict' ? 'Kết luận' : 'Lý do', theirs: verdictWords[theirs] ?? theirs, yours: verdictWords[yours] ?? yours })),
          evidence: {
            proves: { sentence: criterion.text, note: `Minh chứng cần có: ${criterion.evidence.join('; ')}` },
            state: presentEvidence(detail.id, piece).state,
            document: {
              name: piece.title, href: attachmentHref(piece.attachmentId), kind: piece.fileName, size: sizeText(piece.size), hash: piece.sha256,
              hashState: { tone: 'settled', icon: 'check', word: 'Giữ nguyên từ khi tải lên' }, uploaded: `${piece.offeredName}, ${formatInstant(parseInstant(isoOf(piece.offeredAt)))}`, effective: evidenceTerm(piece),
            },
          },
          options: Object.entries(verdictWords).map(([value, label]) => ({ value, label })),
        };
        return page('risk-assessments/judge-evidence', `Xem xét minh chứng của ${criterion.id}`, model, inSection);
      },
      perform: async (ask, { verdict, reason }, version) => {
        const { detail, piece, criterion } = await pieceOf(ask);
        await assessments.judgeEvidence(ask.act, ask.principal, detail.id, piece.id, version, verdict, reason ?? null);
        return seeOther(assessmentPaths.group(detail.id, criterion.group), `Đã ghi kết luận về minh chứng của ${piece.criterionId}.`);
      },
    }),
  ];
}

function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB` : `${String(Math.max(1, Math.round(bytes / 1024)))} KB`;
}

/** PostgreSQL writes up to six decimals of a second into JSON; an instant of the product has three. */
function isoOf(text: string): string {
  return text.replace(/(\.\d{3})\d+/, '$1');
}
