import type Handlebars from 'handlebars';

/** Handlebars turns a path into pieces of JavaScript; this is the one step of it that is changed here. */
type NameLookup = (this: object, parent: unknown, name: string, type?: string) => unknown;

/**
 * Makes `{{#if case.open}}` false where there is no case. Handlebars' strict mode, wanted for what a page shows, would
 * otherwise break on a condition over something optional. Replaces `nameLookup` of the environment's compiler, the
 * extension point that Handlebars documents for it; throws when a Handlebars without it is installed.
 */
export function useNullSafeConditions(environment: typeof Handlebars): void {
  const original: unknown = Reflect.get(environment, 'JavaScriptCompiler');
  if (typeof original !== 'function') throw new Error('This Handlebars has no JavaScriptCompiler.');
  const inherited: unknown = original.prototype;
  if (!hasNameLookup(inherited)) throw new Error('The compiler of this Handlebars has no nameLookup.');
  const lookUp = inherited.nameLookup;

  const nameLookup: NameLookup = function (parent, name, type) {
    return lookUp.call(this, ['((', parent, ') ?? {})'], name, type);
  };
  function NullSafeCompiler(): void {}
  const prototype: unknown = Object.create(inherited, { nameLookup: { value: nameLookup }, compiler: { value: NullSafeCompiler } });
  NullSafeCompiler.prototype = prototype;
  Reflect.set(environment, 'JavaScriptCompiler', NullSafeCompiler);
}

function hasNameLookup(value: unknown): value is { readonly nameLookup: NameLookup } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'nameLookup') === 'function';
}
