import Joi from 'joi';

/**
 * A schema for entries of several shapes that are told apart by `kind`: one shape for each kind, and the error speaks of the
 * shape that was meant.
 */
export function byKind<Entry extends { readonly kind: string }>(shapes: {
  readonly [Kind in Entry['kind']]: Joi.ObjectSchema<Extract<Entry, { readonly kind: Kind }>>;
}): Joi.AlternativesSchema<Entry> {
  const branches = Object.entries<Joi.ObjectSchema>(shapes).map(([kind, shape]) => ({ is: kind, then: shape }));
  return Joi.alternatives<Entry>().conditional(Joi.ref('.kind'), { switch: branches, otherwise: Joi.forbidden() });
}
