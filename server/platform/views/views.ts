import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import { assetVersion } from './asset-version.js';
import { useNullSafeConditions } from './null-safe-compiler.js';
import type { PageModel } from './page-model.js';
import { readTemplates, templateFingerprint, type TemplateFile } from './template-files.js';
import { builtInHelpers, templateHelpers } from './template-functions.js';
import { inspectTemplate } from './template-inspector.js';

/** Addresses the layouts link to; a room never writes them, the application says once where they lead. */
export interface LayoutPaths {
  readonly home: string;
  readonly search: string;
  readonly todo: string;
  readonly account: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly switchAgency: string;
}

/** How the views are made. */
export interface ViewsOptions {
  /** Folders of templates, each with `layouts/`, `partials/` and pages; normally just `templates`. */
  readonly folders: readonly string[];
  /** True in production: read and compile once. False in development: read again when a file was saved. */
  readonly cache: boolean;
  /** Folder served at /assets; its content gives the version that stands in every asset address. */
  readonly clientFolder?: string;
  readonly paths?: Partial<LayoutPaths>;
}

/** Compiled templates, ready to turn models into HTML. */
export interface Views {
  /** A whole page: `templates/<template>.hbs` inside a layout (`main` unless said). Throws on a page or value that does not exist. */
  renderPage<Model extends PageModel>(template: string, model: Model, layout?: string): string;
  /** A template alone, without layout: printed records, mail. */
  renderAlone(template: string, model: object): string;
}

/** Every broken template at once, each line naming its file; the boot and the build stop on it. */
export class BrokenTemplates extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Templates are broken:\n${problems.join('\n')}`);
    this.name = 'BrokenTemplates';
  }
}

type Compiled = Handlebars.TemplateDelegate<object>;

/** Templates that were inspected; the code of each is made when it is first shown. */
interface InspectedTemplates {
  readonly layouts: ReadonlyMap<string, () => Compiled>;
  readonly pages: ReadonlyMap<string, () => Compiled>;
  /** Makes the code of all of them. */
  compileAll(): void;
}

const defaultPaths: LayoutPaths = {
  home: '/',
  search: '/tim-kiem',
  todo: '/viec-can-lam',
  account: '/tai-khoan/mat-khau',
  signIn: '/dang-nhap',
  signOut: '/dang-xuat',
  switchAgency: '/co-quan-lam-viec',
};

/**
 * Inspects every layout, partial and page of the folders and promises pages from them. Throws `BrokenTemplates` when
 * one of them cannot be parsed, names an unknown partial or helper, or writes something unescaped.
 */
export function createViews(options: ViewsOptions): Views {
  const data = {
    paths: { ...defaultPaths, ...options.paths },
    assetVersion: options.clientFolder === undefined ? '0' : assetVersion(options.clientFolder),
  };
  const current = options.cache ? once(options.folders) : whenSaved(options.folders);
  const renderAlone = (template: string, model: object): string => named(current().pages, template, 'page')(model, { data });
  return {
    renderAlone,
    renderPage(template, model, layout = 'main') {
      const body = new Handlebars.SafeString(renderAlone(template, model));
      return named(current().layouts, layout, 'layout')({ ...model, body }, { data });
    },
  };
}

/** Compiles the templates of the folders and throws `BrokenTemplates` that lists every fault; returns how many there are. */
export function checkTemplates(folders: readonly string[]): number {
  const files = readTemplates(folders);
  inspectTemplates(files).compileAll();
  return files.length;
}

function once(folders: readonly string[]): () => InspectedTemplates {
  const inspected = inspectTemplates(readTemplates(folders));
  return () => inspected;
}

function whenSaved(folders: readonly string[]): () => InspectedTemplates {
  let seen = templateFingerprint(folders);
  let inspected = inspectTemplates(readTemplates(folders));
  return () => {
    const now = templateFingerprint(folders);
    if (now !== seen) {
      inspected = inspectTemplates(readTemplates(folders));
      seen = now;
    }
    return inspected;
  };
}

function named(templates: ReadonlyMap<string, () => Compiled>, name: string, role: string): Compiled {
  const found = templates.get(name);
  if (found === undefined) throw new Error(`There is no ${role} template "${name}".`);
  return found();
}

function inspectTemplates(files: readonly TemplateFile[]): InspectedTemplates {
  const partialNames = new Set(files.filter((file) => file.role === 'partial').map((file) => file.name));
  const inspected = files.map((file) => inspectTemplate(file, partialNames));
  const problems = inspected.flatMap((template) => template.problems);
  if (problems.length > 0) throw new BrokenTemplates(problems);

  const environment = Handlebars.create();
  useNullSafeConditions(environment);
  environment.registerHelper({ ...templateHelpers });
  const layouts = new Map<string, () => Compiled>();
  const pages = new Map<string, () => Compiled>();
  const all: (() => Compiled)[] = [];
  for (const { file, program } of inspected) {
    const compiled = onFirstUse(() => compileOne(environment, file, program));
    all.push(compiled);
    if (file.role === 'partial') environment.registerPartial(file.name, (context: object, options?: Handlebars.RuntimeOptions) => compiled()(context, options));
    else (file.role === 'layout' ? layouts : pages).set(file.name, compiled);
  }
  return { layouts, pages, compileAll: () => all.forEach((compiled) => compiled()) };
}

function onFirstUse<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

function compileOne(environment: typeof Handlebars, file: TemplateFile, program: hbs.AST.Program | undefined): Compiled {
  try {
    const precompiled: unknown = environment.precompile(program, compileOptions);
    const javascript = String(precompiled);
    const specification: unknown = runInThisContext(`(${javascript})`, { filename: file.path });
    if (typeof specification !== 'object' || specification === null) throw new Error('compiles to nothing');
    return environment.template<object>(specification);
  } catch (error) {
    throw new BrokenTemplates([`${file.path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** Strict: a shown value that the model does not have stops the page instead of leaving a silent gap; a condition on it is false. */
const compileOptions: CompileOptions = {
  strict: true,
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries([...builtInHelpers, ...Object.keys(templateHelpers)].map((name) => [name, true])),
};
