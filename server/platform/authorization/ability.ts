import { createMongoAbility, subject, type ForcedSubject, type MongoAbility, type RawRuleOf } from '@casl/ability';

/** The facts of one thing that a permission may depend on (its agency, its beneficiaries …). */
export type Facts = Record<string, unknown>;
export type Ability = MongoAbility<[string, string | (Facts & ForcedSubject<string>)]>;
export type AbilityRule = RawRuleOf<Ability>;

/** What a route asks for: an action on a kind of subject, or that anybody / anybody signed in may come. */
export type Permission = { readonly action: string; readonly subject: string } | 'anyone' | 'signed-in';

export function buildAbility(rules: readonly AbilityRule[]): Ability {
  return createMongoAbility<Ability>([...rules]);
}

/** May the holder do this to this one thing? Facts must name every field that rules of this subject look at. */
export function may(ability: Ability, action: string, subjectKind: string, facts: Facts): boolean {
  return ability.can(action, subject(subjectKind, { ...facts }));
}

/** May the holder do this to anything of this kind at all? */
export function maySome(ability: Ability, action: string, subjectKind: string): boolean {
  return ability.can(action, subjectKind);
}
