import type { AnnexArticle } from '../../library/index.js';
import type { ClauseFinding, DutifulClause } from './clauses.js';

/** The names in braces of the model wording, each with what this contract says; what is not known is left as dots to be filled in by hand. */
export const annexNames = [
  'contractName', 'scope', 'systems', 'data', 'places', 'operator', 'regulation', 'separation', 'subcontractors', 'personalData', 'incidentHours', 'sourceScope',
] as const;
export type AnnexName = (typeof annexNames)[number];
export type AnnexFacts = Readonly<Partial<Record<AnnexName, string>>>;

/** A khoản of the annex: the clause it carries, and its text with its điểm. */
export interface AnnexParagraph {
  readonly number: number;
  readonly clauseId: string;
  readonly text: string;
  readonly points: readonly string[];
}

export interface AnnexPart {
  readonly number: number;
  readonly title: string;
  readonly paragraphs: readonly AnnexParagraph[];
}

export const DOTS = '……………………';

/** What the annex is called in a contract: locations of clauses name it. */
export const ANNEX_NAME = 'Phụ lục bảo đảm an ninh mạng';

/**
 * The standard annex for one contract: every clause that is mandatory for it or good practice, in the order of the model, articles and khoản counted
 * anew without those that do not apply, so that each clause has one place.
 * @throws when the model knows a name that no fact has: a brace in a contract would be a defect
 */
export function composeAnnex(model: readonly AnnexArticle[], clauses: readonly DutifulClause[], facts: AnnexFacts): AnnexPart[] {
  const wanted = new Set(clauses.filter(({ duty }) => duty !== 'not-applicable').map(({ clause }) => clause.id));
  const parts = model
    .map(({ title, clauses: carried }) => ({ title, carried: carried.filter(({ clause }) => wanted.has(clause)) }))
    .filter(({ carried }) => carried.length > 0);
  return parts.map(({ title, carried }, index) => ({
    number: index + 1,
    title,
    paragraphs: carried.map(({ clause, lines }, at) => {
      const [text = '', ...points] = lines.map((line) => fill(line, facts));
      return { number: at + 1, clauseId: clause, text, points };
    }),
  }));
}

function fill(line: string, facts: AnnexFacts): string {
  return line.replaceAll(/\{(\w+)\}/g, (_brace, name: string) => {
    const known = annexNames.find((each) => each === name);
    if (known === undefined) throw new Error(`the standard annex speaks of {${name}}, which no contract has`);
    return facts[known] ?? DOTS;
  });
}

/** Where each clause stands in a contract that carries the annex: located at once, article and khoản. */
export function annexFindings(parts: readonly AnnexPart[]): ClauseFinding[] {
  return parts.flatMap(({ number, paragraphs }) =>
    paragraphs.map((paragraph) => ({
      clauseId: paragraph.clauseId,
      standing: 'located' as const,
      article: `Điều ${String(number)} ${ANNEX_NAME}`,
      paragraph: String(paragraph.number),
      page: null,
      reason: null,
    })),
  );
}
