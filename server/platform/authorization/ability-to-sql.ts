import { rulesToAST } from '@casl/ability/extra';
import { CompoundCondition, FieldCondition, type Condition } from '@ucast/core';
import type { Ability } from './ability.js';

/** How a fact that rules look at is found in SQL: a column with one value, or an array column that must share a value. */
export type SqlField = { readonly column: string; readonly type: 'uuid' | 'text' } | { readonly array: string; readonly type: 'uuid' | 'text' };
export type SqlFields = Readonly<Record<string, SqlField>>;

/**
 * The condition under which the holder may do `action` to rows of `subjectKind`, as SQL over the given columns.
 * Values go to `parameters` (appended); an unknown field or operator throws, so that a rule can never be widened by accident.
 * @returns 'FALSE' when nothing is allowed, 'TRUE' when everything is
 */
export function abilityToSql(ability: Ability, action: string, subjectKind: string, fields: SqlFields, parameters: unknown[]): string {
  const ast = rulesToAST(ability, action, subjectKind);
  if (ast === null) return 'FALSE';
  return translate(ast, fields, parameters);
}

function translate(condition: Condition, fields: SqlFields, parameters: unknown[]): string {
  if (isCompound(condition)) return translateCompound(condition, fields, parameters);
  if (condition instanceof FieldCondition) return translateField(condition, fields, parameters);
  throw new Error(`permission rule uses a condition the database cannot check: ${condition.operator}`);
}

/** One way in which rows may be visible. */
export interface Alternative {
  readonly condition: string;
  /** It names one value of one column (or everything): its rows can be read off an index in the order of the register. */
  readonly ordered: boolean;
  /** It lets every row be seen. */
  readonly everything: boolean;
  /** It finds a value among the many that a row names: the rows are shared with the reader, not their own. */
  readonly shared: boolean;
  /** It names several values of one column: the rows of each can be read off an index in the order of the register. */
  readonly among?: { readonly column: string; readonly list: string } | undefined;
}

/**
 * The same condition as alternatives, any of which lets a row be seen: each can use an index of its own, where one condition with OR would
 * make the database read the whole table. Those that an index gives in order come first.
 */
export function abilityToAlternatives(ability: Ability, action: string, subjectKind: string, fields: SqlFields, parameters: unknown[]): Alternative[] {
  const ast = rulesToAST(ability, action, subjectKind);
  if (ast === null) return [{ condition: 'FALSE', ordered: true, everything: false, shared: false }];
  const parts = isCompound(ast) && ast.operator === 'or' ? ast.value : [ast];
  const alternatives = joined(parts).map((part) => alternativeOf(part, fields, parameters));
  return alternatives.sort((a, b) => Number(b.ordered) - Number(a.ordered));
}

/** Several roles give rules over the same fact: their values are looked up together, each once. */
function joined(parts: readonly Condition[]): Condition[] {
  const values = new Map<string, Set<unknown>>();
  const others: Condition[] = [];
  for (const part of parts) {
    if (!(part instanceof FieldCondition)) others.push(part);
    else values.set(part.field, new Set([...(values.get(part.field) ?? []), ...valuesOf(part)]));
  }
  return [...[...values].map(([field, wanted]) => new FieldCondition('in', field, [...wanted])), ...others];
}

function alternativeOf(condition: Condition, fields: SqlFields, parameters: unknown[]): Alternative {
  const text = translate(condition, fields, parameters);
  if (isCompound(condition)) {
    const everything = condition.operator === 'and' && condition.value.length === 0;
    return { condition: text, ordered: everything, everything, shared: false };
  }
  const field = condition instanceof FieldCondition ? fields[condition.field] : undefined;
  if (field === undefined || !(condition instanceof FieldCondition)) return { condition: text, ordered: false, everything: false, shared: false };
  if ('array' in field) return { condition: text, ordered: false, everything: false, shared: true };
  const several = valuesOf(condition).length > 1;
  return { condition: text, ordered: !several, everything: false, shared: false, among: several ? { column: field.column, list: `$${parameters.length}::${field.type}[]` } : undefined };
}

function isCompound(condition: Condition): condition is CompoundCondition {
  return condition instanceof CompoundCondition;
}

function translateCompound(condition: CompoundCondition, fields: SqlFields, parameters: unknown[]): string {
  const parts = condition.value.map((part) => translate(part, fields, parameters));
  switch (condition.operator) {
    case 'and':
      return parts.length === 0 ? 'TRUE' : `(${parts.join(' AND ')})`;
    case 'or':
      return parts.length === 0 ? 'FALSE' : `(${parts.join(' OR ')})`;
    case 'not':
      return `NOT (${parts.join(' AND ')})`;
    default:
      throw new Error(`permission rule uses an operator the database cannot check: ${condition.operator}`);
  }
}

function translateField(condition: FieldCondition, fields: SqlFields, parameters: unknown[]): string {
  const field = fields[condition.field];
  if (field === undefined) throw new Error(`permission rule looks at "${condition.field}", which this register does not have`);
  const values = valuesOf(condition);
  if ('column' in field && values.length === 1) return `${field.column} = $${parameters.push(values[0])}::${field.type}`;
  parameters.push(values);
  const list = `$${parameters.length}::${field.type}[]`;
  return 'array' in field ? `${field.array} && ${list}` : `${field.column} = ANY(${list})`;
}

function valuesOf(condition: FieldCondition): unknown[] {
  if (condition.operator === 'eq') return [condition.value];
  if (condition.operator === 'in' && Array.isArray(condition.value)) return condition.value;
  throw new Error(`permission rule uses an operator the database cannot check: ${condition.operator}`);
}
