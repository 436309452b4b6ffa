import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** What the library data-kinds says of a kind. */
export interface DataKindFacts {
  readonly personal: boolean;
  readonly sensitive: boolean;
  readonly outOfScope: boolean;
}

export type PersonalData = 'none' | 'basic' | 'sensitive';

export type DataAssetRefusal = 'data-kind-unknown' | 'state-secret-out-of-scope' | 'subjects-without-personal-data';

/**
 * Whether a data asset of this kind and number of people may be registered. State secrets are outside this product: they follow
 * their own rules (dự thảo Quy chế, khoản 3 Điều 9).
 */
export function mayHoldData(kind: DataKindFacts | undefined, subjectCount: number): Verdict<DataAssetRefusal> {
  if (kind === undefined) return refuse('data-kind-unknown', { clause: 'internal' });
  if (kind.outOfScope) return refuse('state-secret-out-of-scope', { clause: { article: 9, clause: 3 } });
  if (subjectCount > 0 && !kind.personal) return refuse('subjects-without-personal-data', { clause: 'internal' });
  return allow;
}

/** Which personal data an asset of this kind holds. */
export function personalDataOf(kind: DataKindFacts): PersonalData {
  if (!kind.personal) return 'none';
  return kind.sensitive ? 'sensitive' : 'basic';
}
