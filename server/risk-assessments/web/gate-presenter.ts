import { gateGround, type Gate, type Library } from '../../library/index.js';
import type { GateCondition } from '../../platform/views/pattern-models.js';
import { versionOf, type Computed } from '../application/computation.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { foreseenGates, type GateFinding } from '../domain/gates.js';
import { groupNames } from './result-presenter.js';
import { assessmentPaths } from './paths.js';

type Regulation = { readonly issued: boolean };

/** What of the gates of signing or operation this assessment settles, foreseen as it stands; the page of the gate itself belongs to the room of signing. */
export function gateConditions(library: Library, regulation: Regulation, detail: AssessmentDetail, computed: Computed): GateCondition[] {
  const gates = library.edition('gates', versionOf('gates', detail.gatesEdition)).entries;
  const { result, inputs } = computed;
  const findings = foreseenGates({
    stage: detail.stage,
    level: inputs.facts.level,
    personalData: inputs.facts.personalData,
    agreement: detail.processingAgreement !== null,
    highGroups: result.highGroups,
    veryHighGroups: result.veryHighGroups,
    treatedGroups: detail.treatments.map(({ groupId }) => groupId),
    opinions: detail.opinions.filter(({ current }) => current),
    failedA: result.failedA,
    failedB: result.failedB,
    waivers: detail.waivers.filter(({ inForce }) => inForce),
    stateSecret: detail.stateSecret,
  });
  return findings.flatMap((finding) => {
    const gate = gates.find(({ id }) => id === finding.gate);
    return gate === undefined ? [] : [conditionOf(gate, regulation, finding, detail, computed)];
  });
}

function conditionOf(gate: Gate, regulation: Regulation, finding: GateFinding, detail: AssessmentDetail, { method }: Computed): GateCondition {
  const about = finding.gate === 'G-05' || finding.gate === 'G-06' ? finding.about.join(', ') : groupNames(method, finding.about);
  const settle = finding.standing === 'unmet' ? settleLink(finding, detail) : undefined;
  return {
    standing: finding.standing,
    sentence: gate.condition,
    clause: gateGround(gate, regulation),
    ...(finding.standing === 'unmet' ? { note: noteOf(finding, about) } : {}),
    ...(settle === undefined ? {} : { settle }),
  };
}

function noteOf({ reason }: GateFinding, about: string): string {
  const notes: Readonly<Record<GateFinding['reason'], string>> = {
    'very-high-groups': `Nhóm mức Rất cao: ${about}`,
    'high-groups': `Nhóm mức Cao: ${about}`,
    'high-without-treatment': `Chưa có biện pháp xử lý cho nhóm: ${about}`,
    'high-without-opinion': 'Chưa có ý kiến của cán bộ (đơn vị) chuyên trách an ninh mạng',
    'high-not-accepted': `Thủ trưởng chưa chấp nhận rủi ro của nhóm: ${about}`,
    'failed-a': `Chưa đạt: ${about}`,
    'failed-b': `Chưa đạt và chưa được miễn: ${about}`,
    'no-agreement': 'Chưa ghi thỏa thuận xử lý dữ liệu cá nhân',
    'state-secret': 'Có dữ liệu thuộc bí mật nhà nước',
    'not-answered': 'Chưa trả lời',
    met: '',
    'not-asked': '',
  };
  return notes[reason];
}

function settleLink({ reason }: GateFinding, { id, status }: AssessmentDetail): { text: string; href: string } | undefined {
  const open = status === 'draft' || status === 'returned';
  if (reason === 'no-agreement' || reason === 'not-answered') return open ? { text: 'Ghi phạm vi', href: assessmentPaths.scope(id) } : undefined;
  if (reason === 'high-without-treatment') return open ? { text: 'Lập biện pháp', href: assessmentPaths.newTreatment(id) } : undefined;
  if (reason === 'high-without-opinion') return status === 'submitted' ? { text: 'Cho ý kiến', href: assessmentPaths.opinion(id) } : undefined;
  if (reason === 'failed-b' || reason === 'high-not-accepted') return open ? undefined : { text: 'Đề nghị', href: assessmentPaths.askWaiver(id) };
  return undefined;
}
