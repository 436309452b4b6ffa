import Handlebars from 'handlebars';
import { iconNames } from './page-model.js';
import { builtInHelpers, templateHelpers } from './template-functions.js';
import type { TemplateFile } from './template-files.js';

/** A parsed template and every rule it breaks, each as one sentence that names file and line. */
export interface InspectedTemplate {
  readonly file: TemplateFile;
  readonly program: hbs.AST.Program | undefined;
  readonly problems: readonly string[];
}

const knownIcons = new Set<string>(iconNames);

const knownHelperNames = new Set<string>([...builtInHelpers, ...Object.keys(templateHelpers)]);

/** What the page's content security policy would refuse, found in the text between the mustaches. */
const refusedMarkup: readonly { readonly pattern: RegExp; readonly says: string }[] = [
  { pattern: /\sstyle\s*=/iu, says: 'a style attribute (use a class of client/styles)' },
  { pattern: /\son[a-z]+\s*=/iu, says: 'an inline event handler (use client/scripts)' },
  { pattern: /<script(?![^>]*\ssrc=)/iu, says: 'an inline script (use client/scripts)' },
  { pattern: /<style/iu, says: 'an inline style sheet (use client/styles)' },
];

/**
 * Parses one template and checks it against the rules every template keeps: known partials, helpers and icons only, nothing
 * unescaped, no inline style or script. Records are printed without a network, so `records/` and the record layouts
 * may carry their style sheet.
 */
export function inspectTemplate(file: TemplateFile, partialNames: ReadonlySet<string>): InspectedTemplate {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(file.source, { srcName: file.path });
  } catch (error) {
    return { file, program: undefined, problems: [`${file.path}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const inspector = new Inspector(file, partialNames);
  inspector.accept(program);
  return { file, program, problems: inspector.problems };
}

class Inspector extends Handlebars.Visitor {
  readonly problems: string[] = [];
  private partial: hbs.AST.PartialStatement | undefined;

  constructor(
    private readonly file: TemplateFile,
    private readonly partialNames: ReadonlySet<string>,
  ) {
    super();
  }

  override ContentStatement(content: hbs.AST.ContentStatement): void {
    if (this.file.name.startsWith('record')) return;
    for (const { pattern, says } of refusedMarkup) {
      if (pattern.test(content.value)) this.complain(content, `holds ${says}`);
    }
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.complain(mustache, 'writes a value unescaped ({{{…}}} or {{&…}})');
    if (mustache.params.length > 0 || hasHash(mustache)) this.requireHelper(mustache, mustache.path);
    super.MustacheStatement(mustache);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.requireHelper(block, block.path);
    super.BlockStatement(block);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.requireHelper(expression, expression.path);
    super.SubExpression(expression);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.requirePartial(partial, partial.name);
    const around = this.partial;
    this.partial = partial;
    super.PartialStatement(partial);
    this.partial = around;
    isolate(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.requirePartial(partial, partial.name);
    super.PartialBlockStatement(partial);
  }

  /** An icon named in the template itself must be drawn in client/icons.svg: `{{> icon name="…"}}`, `icon="…"` elsewhere. */
  override Hash(hash: hbs.AST.Hash): void {
    super.Hash(hash);
    const key = this.partial !== undefined && nameOf(this.partial.name) === 'icon' ? 'name' : 'icon';
    for (const pair of this.partial === undefined ? [] : hash.pairs) {
      const name = pair.value.type === 'StringLiteral' ? nameOf(pair.value) : undefined;
      if (pair.key === key && name !== undefined && !knownIcons.has(name)) this.complain(pair, `uses the unknown icon "${name}"`);
    }
  }

  override Decorator(decorator: hbs.AST.Decorator): void {
    this.complain(decorator, 'uses a decorator; write a partial instead');
  }

  override DecoratorBlock(decorator: hbs.AST.DecoratorBlock): void {
    this.complain(decorator, 'defines an inline partial; write a file under partials/ instead');
  }

  private requireHelper(node: hbs.AST.Node, path: hbs.AST.Node): void {
    const name = nameOf(path);
    if (name === undefined || !knownHelperNames.has(name)) this.complain(node, `calls the unknown helper "${name ?? '?'}"`);
  }

  private requirePartial(node: hbs.AST.Node, path: hbs.AST.Node): void {
    const name = nameOf(path);
    if (name === undefined) this.complain(node, 'chooses a partial while rendering; name it');
    else if (name !== '@partial-block' && !this.partialNames.has(name)) this.complain(node, `uses the unknown partial "${name}"`);
  }

  private complain(node: hbs.AST.Node, what: string): void {
    this.problems.push(`${this.file.path}:${node.loc.start.line}: ${what}`);
  }
}

/**
 * A partial sees only what it is given: without this, Handlebars would copy the whole page model into each one, and a
 * page's `value` or `hint` would turn up in a field that never asked for it. A partial block keeps the page's values.
 */
function isolate(partial: hbs.AST.PartialStatement): void {
  if (partial.params.length > 0 || nameOf(partial.name) === '@partial-block') return;
  const nothing: hbs.AST.Expression = { type: 'UndefinedLiteral', loc: partial.loc };
  partial.params.push(nothing);
}

function nameOf(node: hbs.AST.Node): string | undefined {
  return 'original' in node && typeof node.original === 'string' ? node.original : undefined;
}

/** The parser leaves `hash` out where there is none, whatever its type says. */
function hasHash(mustache: { readonly hash?: unknown }): boolean {
  return mustache.hash !== undefined;
}
