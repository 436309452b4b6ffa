import { citeClause } from '../../kernel/citation.js';
import type { Refusal } from '../../kernel/refusal.js';

/** The sentence of each refusal code, without its ground and full stop; written by the room whose policy refuses. */
export type RefusalTexts = Readonly<Record<string, (facts: Readonly<Record<string, string>>) => string>>;

/**
 * Says why an act is refused and on what ground: "Chưa thể ký: chưa có báo cáo đánh giá rủi ro (khoản 1 Điều 6 dự thảo Quy chế)."
 * @throws when a code has no sentence
 */
export function createRefusalText(texts: RefusalTexts, regulation: () => { readonly issued: boolean }): (refusal: Refusal) => string {
  return (refusal) => {
    const sentence = texts[refusal.reason];
    if (sentence === undefined) throw new Error(`no sentence for refusal ${refusal.reason}`);
    const ground = refusal.clause === undefined ? '' : ` (${citeClause(refusal.clause, regulation())})`;
    return `${sentence(refusal.facts ?? {})}${ground}.`;
  };
}
