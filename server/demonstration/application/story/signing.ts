import { applicableCriteria, hireFactsOf, methodFor } from '../../../risk-assessments/index.js';
import type { Stage } from '../stage.js';

/** Clauses that the vendor of the website has not agreed to yet. */
const OPEN_CLAUSES = ['CT-07', 'CT-17'];

/**
 * The website of the ward stands shortly before its signing, three conditions short: the approved report waits for its signature and number, two mandatory
 * clauses are still open, and there is no processing agreement for the personal data. Everybody does what is theirs.
 */
export async function prepareSigning(stage: Stage, websiteContract: string): Promise<void> {
  const assessment = await assess(stage, websiteContract);
  const head = await stage.as('phuong-chu-tich');
  await stage.rooms.assessments.decideAssessment(...head, { id: assessment, outcome: 'approved' });
  await locateClauses(stage, websiteContract);
}

/** The IT officer scores every criterion that applies 3, each on evidence that the contract's officer brought. */
async function assess(stage: Stage, contractId: string): Promise<string> {
  const { assessments } = stage.rooms;
  const officer = await stage.as('phuong-dau-moi');
  const it = await stage.as('phuong-cntt');
  const id = await assessments.openAssessment(...officer, contractId, 'signing');
  const opened = await assessments.assessment(it[1], id);
  const method = methodFor(assessments.library(), opened);
  const exposures = Object.fromEntries(method.exposure.whenAny.map((exposure) => [exposure.id, false]));
  await assessments.saveScope(...it, id, opened.version, { personalData: true, cloud: false, stateSecret: false, processingAgreement: null, shortPathAsked: false, exposures });
  const criteria = applicableCriteria(method, hireFactsOf(await assessments.assessment(it[1], id)), false);
  for (const { id: criterionId } of criteria) {
    const evidence = { criterionId, title: `Hồ sơ năng lực của Ví Dụ Bắc, mục ${criterionId} (minh họa)`, effectiveOn: stage.day(-60), expiresOn: null, independentTest: false };
    await assessments.offerEvidence(...officer, id, evidence, [stage.file('cam-ket-bao-mat.pdf')]);
  }
  for (const { id: evidenceId, version } of (await assessments.assessment(it[1], id)).evidence) await assessments.judgeEvidence(...it, id, evidenceId, version, 'accepted', null);
  for (const groupId of new Set(criteria.map(({ group }) => group))) {
    const answers = criteria.filter(({ group }) => group === groupId).map(({ id: criterionId }) => ({ criterionId, score: 3, notApplicableReason: null, note: null, version: 0 }));
    await assessments.scoreGroup(...it, id, { groupId, answers, impact: { impact: 3, reason: 'Trang thông tin phục vụ người dân, có dữ liệu phản ánh của khoảng 2.300 người', version: 0 } });
  }
  await assessments.planTreatment(...it, id, {
    criterionId: 'DL-06', measure: 'Khử nhận dạng dữ liệu phản ánh trước khi dùng để thử nghiệm', owner: 'Công ty TNHH Ví Dụ Bắc', dueOn: stage.day(25), expectedScore: 4,
  });
  await assessments.submitAssessment(...it, id, (await assessments.assessment(it[1], id)).version);
  return id;
}

/** The officer finds the clauses in the draft contract; two are still being negotiated, so that the review cannot go to the head yet. */
async function locateClauses(stage: Stage, contractId: string): Promise<void> {
  const { signing } = stage.rooms;
  const officer = await stage.as('phuong-dau-moi');
  await signing.openReview(...officer, contractId);
  const clauses = signing.library().libraryOn('mandatory-clauses', signing.today()).entries.map(({ id }) => id);
  const review = (await signing.review(contractId)).review;
  const located = clauses.map((clauseId, index) =>
    OPEN_CLAUSES.includes(clauseId)
      ? { clauseId, standing: 'missing' as const, article: null, paragraph: null, page: null, reason: 'Đang thương thảo với Ví Dụ Bắc (minh họa)' }
      : { clauseId, standing: 'located' as const, article: `Điều ${String(3 + Math.floor(index / 4))}`, paragraph: String(1 + (index % 4)), page: String(2 + Math.floor(index / 6)), reason: null },
  );
  await signing.recordFindings(...officer, {
    contractId, version: review?.version, findings: located, takenBack: [],
    source: { scope: 'made-for-agency', statement: 'Khoản 1 Điều 11 dự thảo hợp đồng: giao diện, mẫu tin và phần tích hợp làm riêng cho phường' },
  });
}
