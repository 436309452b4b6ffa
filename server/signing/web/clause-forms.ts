import type Joi from 'joi';
import type { Library } from '../../library/index.js';
import { choice, line, optional, paragraph } from '../../platform/http/field-types.js';
import { defineForm, type FieldErrors, type Form, type FormValues } from '../../platform/http/forms.js';
import { clauseStandings, sourceScopes, type ClauseFinding, type ClauseStanding, type SourceScope } from '../domain/clauses.js';

/** What arrives from the form of a group of clauses: five fields a clause, named 'CT-01-article', and the group they belong to. */
export interface GroupFields extends Readonly<Record<string, string | undefined>> {
  readonly group: string;
  readonly sourceScope?: string | undefined;
  readonly sourceStatement?: string | undefined;
}

export type ClauseField = 'standing' | 'article' | 'paragraph' | 'page' | 'reason';

export function clauseField(clauseId: string, field: ClauseField): string {
  return `${clauseId}-${field}`;
}

/** The form of every group, for the clauses of every loaded edition; a page shows and sends the fields of its own group only. */
export function groupForm(library: Library): Form<GroupFields> {
  const clauseIds = [...new Set(library.editions('mandatory-clauses').flatMap(({ entries }) => entries.map(({ id }) => id)))];
  const groups = groupsOf(library);
  const clauseRules: Record<string, Joi.Schema> = {};
  for (const id of clauseIds) {
    clauseRules[clauseField(id, 'standing')] = optional(choice(`kết quả rà soát ${id}`, clauseStandings));
    clauseRules[clauseField(id, 'article')] = optional(line(`Điều của ${id}`, 200));
    clauseRules[clauseField(id, 'paragraph')] = optional(line(`Khoản của ${id}`, 60));
    clauseRules[clauseField(id, 'page')] = optional(line(`Trang của ${id}`, 60));
    clauseRules[clauseField(id, 'reason')] = optional(line(`Lý do của ${id}`, 500));
  }
  const rules = {
    ...clauseRules,
    group: choice('nhóm điều khoản', groups.map(({ id }) => id)),
    sourceScope: optional(choice('phạm vi mã nguồn', sourceScopes)),
    sourceStatement: optional(paragraph('Nội dung về mã nguồn trong hợp đồng', 2000)),
  };
  return defineForm<GroupFields>(rules, (fields) => between(fields, clauseIds));
}

/** The groups in which the clauses are looked for: the articles of the standard annex. */
export function groupsOf(library: Library): { readonly id: string; readonly title: string; readonly clauseIds: readonly string[] }[] {
  const editions = library.editions('standard-annex');
  return (editions[0]?.entries ?? []).map(({ id, title, clauses }) => ({ id, title, clauseIds: clauses.map(({ clause }) => clause) }));
}

function between(fields: GroupFields, clauseIds: readonly string[]): FieldErrors {
  const errors: Record<string, string> = {};
  for (const id of clauseIds) {
    const standing = standingOf(fields, id);
    const reason = fields[clauseField(id, 'reason')];
    if (standing === 'located' && fields[clauseField(id, 'article')] === undefined) errors[clauseField(id, 'article')] = `Nhập Điều (hoặc mục) nơi có ${id} trong hợp đồng.`;
    if (standing !== undefined && standing !== 'located' && reason === undefined) errors[clauseField(id, 'reason')] = `Nêu lý do ${id} còn thiếu hoặc không áp dụng.`;
    if (standing === undefined && reason !== undefined) errors[clauseField(id, 'standing')] = `Chọn kết quả rà soát ${id}.`;
  }
  if ((fields.sourceScope === undefined) !== (fields.sourceStatement === undefined)) {
    errors[fields.sourceScope === undefined ? 'sourceScope' : 'sourceStatement'] =
      fields.sourceScope === undefined ? 'Chọn phạm vi mã nguồn.' : 'Nêu nội dung hợp đồng quy định về mã nguồn, hoặc lý do không thuộc phạm vi.';
  }
  return errors;
}

/** A place typed without a result means that the clause was found there. */
function standingOf(fields: GroupFields, id: string): ClauseStanding | undefined {
  const chosen = clauseStandings.find((standing) => standing === fields[clauseField(id, 'standing')]);
  return chosen ?? (fields[clauseField(id, 'article')] === undefined ? undefined : 'located');
}

/** What the fields of a group say of its clauses; those left open are taken back. */
export function findingsOf(fields: GroupFields, clauseIds: readonly string[]): { readonly findings: ClauseFinding[]; readonly takenBack: string[] } {
  const findings: ClauseFinding[] = [];
  const takenBack: string[] = [];
  for (const clauseId of clauseIds) {
    const standing = standingOf(fields, clauseId);
    const typed = (field: ClauseField): string | null => fields[clauseField(clauseId, field)] ?? null;
    if (standing === undefined) takenBack.push(clauseId);
    else if (standing === 'located') findings.push({ clauseId, standing, article: typed('article'), paragraph: typed('paragraph'), page: typed('page'), reason: null });
    else findings.push({ clauseId, standing, article: null, paragraph: null, page: null, reason: typed('reason') });
  }
  return { findings, takenBack };
}

/** What the source fields say; undefined where the group has none. */
export function sourceOf({ sourceScope, sourceStatement }: GroupFields): { readonly scope: SourceScope; readonly statement: string } | undefined {
  const scope = sourceScopes.find((each) => each === sourceScope);
  return scope === undefined || sourceStatement === undefined ? undefined : { scope, statement: sourceStatement };
}

/** What stands in the fields of a group. */
export function valuesOfGroup(group: string, clauseIds: readonly string[], findings: readonly ClauseFinding[], source: { readonly scope: string | null; readonly statement: string | null }): FormValues {
  const values: Record<string, string> = { group, sourceScope: source.scope ?? '', sourceStatement: source.statement ?? '' };
  for (const id of clauseIds) {
    const found = findings.find(({ clauseId }) => clauseId === id);
    values[clauseField(id, 'standing')] = found?.standing ?? '';
    values[clauseField(id, 'article')] = found?.article ?? '';
    values[clauseField(id, 'paragraph')] = found?.paragraph ?? '';
    values[clauseField(id, 'page')] = found?.page ?? '';
    values[clauseField(id, 'reason')] = found?.reason ?? '';
  }
  return values;
}
