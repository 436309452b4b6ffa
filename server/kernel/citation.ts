/** A place in the regulation (Quy chế): điểm of a khoản of an Điều. Điểm is its letter, "đ" included. */
export interface RegulationClause {
  readonly article: number;
  readonly clause?: number;
  readonly point?: string;
}

/** The ground of a rule: a place in the regulation, or `internal` where the agency set the rule itself. */
export type Clause = RegulationClause | 'internal';

/**
 * Cites a ground in Vietnamese, the smallest unit first: "điểm a khoản 3 Điều 6 Quy chế". As long as the regulation is not
 * issued (a setting) it is cited as "dự thảo Quy chế"; an agency's own rule is cited as "quy định nội bộ".
 */
export function citeClause(clause: Clause, regulation: { readonly issued: boolean }): string {
  if (clause === 'internal') {
    return 'quy định nội bộ';
  }
  const units = [
    clause.point === undefined ? '' : `điểm ${clause.point}`,
    clause.clause === undefined ? '' : `khoản ${String(clause.clause)}`,
    `Điều ${String(clause.article)}`,
    regulation.issued ? 'Quy chế' : 'dự thảo Quy chế',
  ];
  return units.filter((unit) => unit !== '').join(' ');
}
