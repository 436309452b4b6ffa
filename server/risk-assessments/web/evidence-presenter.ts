import { attachmentHref } from '../../attachments/index.js';
import { formatDay } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { EvidenceRow } from '../application/use-cases.js';
import { assessmentPaths } from './paths.js';

const states: Readonly<Record<'accepted' | 'refused' | 'waiting', StateModel>> = {
  accepted: { tone: 'settled', icon: 'check', word: 'Đã chấp nhận' },
  refused: { tone: 'stop', icon: 'close', word: 'Không chấp nhận' },
  waiting: { tone: 'attention', icon: 'pending', word: 'Chờ xem xét' },
};

/** "hiệu lực 05/01/2026 – 05/01/2027". */
export function evidenceTerm({ effectiveOn, expiresOn, independentTest }: Pick<EvidenceRow, 'effectiveOn' | 'expiresOn' | 'independentTest'>): string {
  const from = independentTest ? `kiểm tra, kiểm thử ngày ${formatDay(effectiveOn)}` : `hiệu lực từ ${formatDay(effectiveOn)}`;
  return expiresOn === null ? from : `${from}, đến ${formatDay(expiresOn)}`;
}

/** A piece of evidence as the list of a criterion shows it. */
export function presentEvidence(assessmentId: string, piece: EvidenceRow): { title: string; href: string; judgeHref: string; term: string; state: StateModel; by: string; reason: string | null } {
  return {
    title: piece.title,
    href: attachmentHref(piece.attachmentId),
    judgeHref: assessmentPaths.evidence(assessmentId, piece.id),
    term: evidenceTerm(piece),
    state: states[piece.verdict ?? 'waiting'],
    by: piece.offeredName,
    reason: piece.verdictReason,
  };
}
