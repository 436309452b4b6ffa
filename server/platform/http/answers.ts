import type { ExportAnswer } from './exported-list.js';
import type { ErrorSummaryItem, Flash } from '../views/page-model.js';

/** What a handler gives back; the pipeline alone writes to the response. */
export type Answer = PageAnswer | SeeOther | FileAnswer | ExportAnswer | FactsAnswer;

export interface PageAnswer {
  readonly kind: 'page';
  readonly template: string;
  readonly title: string;
  readonly model: object;
  readonly status: 200 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500;
  readonly errorSummary: readonly ErrorSummaryItem[];
  readonly layout: 'main' | 'plain';
  /** Which entry of the navigation is lit. */
  readonly section?: string | undefined;
  /** Without scripts the page asks for itself again after so many seconds: work under way. */
  readonly refreshSeconds?: number | undefined;
}

export interface SeeOther {
  readonly kind: 'see-other';
  readonly to: string;
  readonly flash?: Flash | undefined;
}

/** A stored file, sent only after the handler made sure that the reader may read its subject. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  /** 'inline' shows PDF, PNG and JPEG in place; saved otherwise. */
  readonly disposition?: 'attachment' | 'inline';
}

/** Facts for the script of a page (JSON), such as how far a large file has come. */
export interface FactsAnswer {
  readonly kind: 'facts';
  readonly status: 200 | 409 | 413 | 422;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

type PageOptions = Partial<Pick<PageAnswer, 'status' | 'errorSummary' | 'layout' | 'section' | 'refreshSeconds'>>;

export function page(template: string, title: string, model: object, options: PageOptions = {}): PageAnswer {
  return { kind: 'page', template, title, model, status: 200, errorSummary: [], layout: 'main', ...options };
}

/** Answers a script; 409: what it asked for does not fit what stands here, which the facts say. */
export function factsAnswer(facts: FactsAnswer['facts'], status: FactsAnswer['status'] = 200): FactsAnswer {
  return { kind: 'facts', status, facts };
}

/** Redirects after a change (303), with a message that is shown once. */
export function seeOther(to: string, text?: string, kind: Flash['kind'] = 'settled'): SeeOther {
  return { kind: 'see-other', to, ...(text === undefined ? {} : { flash: { kind, text } }) };
}
