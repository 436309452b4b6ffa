import pg from 'pg';
import { QUEUE_CONNECTION } from '../../server/platform/jobs/index.js';

/** What was sent to the database over one of the product's connections. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Sent under a name: planned once for all values; else for these. */
  readonly named: boolean;
}

export interface StatementWatch {
  /** Since the watch began, or since the list was last emptied. */
  readonly sent: Statement[];
  stop(): void;
}

/**
 * Watches every statement that this process sends from now on and that `counts`. The queue of background work looks into its tables, and whether it is still
 * told of new ones, by the clock and over connections of its own: no page asked for that, and it is left out.
 */
export function watchStatements(counts: (text: string) => boolean = () => true): StatementWatch {
  const send: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof send !== 'function') throw new Error('pg.Client has no query');
  const sent: Statement[] = [];
  Reflect.set(pg.Client.prototype, 'query', function watchedQuery(this: pg.Client, ...parameters: unknown[]): unknown {
    const [query, second] = parameters;
    const part = (name: string): unknown => (typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined);
    const text = String(part('text') ?? query);
    const values = part('values') ?? second;
    if (!isOfTheQueue(this) && counts(text)) sent.push({ text, values: Array.isArray(values) ? values : [], named: part('name') !== undefined });
    const answer: unknown = Reflect.apply(send, this, parameters);
    return answer;
  });
  return {
    sent,
    stop: () => {
      Reflect.set(pg.Client.prototype, 'query', send);
    },
  };
}

function isOfTheQueue(client: pg.Client): boolean {
  const connection: unknown = Reflect.get(client, 'connectionParameters');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'application_name') === QUEUE_CONNECTION;
}
