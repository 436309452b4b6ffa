import type { Ask } from '../../platform/http/routes.js';
import type { AssessmentDetail } from '../application/use-cases.js';
import { assessmentPaths } from './paths.js';
import { stageWords } from './words.js';

export const idOf = (ask: Ask): string => ask.params['id'] ?? '';

/** What every page below an assessment says of where it is. */
export function frameOf(detail: AssessmentDetail): { crumbs: { href: string; text: string }[]; cancelHref: string; facts: string } {
  return {
    crumbs: [
      { href: '/hop-dong', text: 'Hợp đồng' },
      { href: `/hop-dong/${detail.contractId}`, text: detail.contractNumber ?? detail.contractName },
      { href: assessmentPaths.assessment(detail.id), text: 'Đánh giá rủi ro' },
    ],
    cancelHref: assessmentPaths.assessment(detail.id),
    facts: `${detail.contractName} · ${stageWords[detail.stage]}`,
  };
}
