/** A thing an event concerns; a contract's history is every event that names it. */
export interface EventSubject {
  readonly kind: string;
  readonly id: string;
}

/** Facts of an event: what RFC 8785 can write down. bigint is written as a decimal string. */
export type EventFact = string | number | boolean | bigint | null | readonly EventFact[] | { readonly [name: string]: EventFact };

/**
 * One thing that happened, as it is sealed: written once with the change it reports, in the same transaction.
 * `facts` go into the hashed bytes and must hold no personal data; `personal` goes in as a salted commitment, with its label beside.
 */
export interface AuditEvent {
  /** Room and past participle: 'contract.registered'. */
  readonly type: string;
  readonly agencyId: string | null;
  readonly subjects: readonly EventSubject[];
  readonly facts: Readonly<Record<string, EventFact>>;
  readonly personal?: Readonly<Record<string, string>>;
}

/** What changed between two states of the same fields, old and new value each; unchanged fields are left out. */
export function changesBetween(
  before: Readonly<Record<string, EventFact | undefined>>,
  after: Readonly<Record<string, EventFact | undefined>>,
): Record<string, { readonly from: EventFact; readonly to: EventFact }> {
  const changes: Record<string, { from: EventFact; to: EventFact }> = {};
  for (const name of Object.keys({ ...before, ...after })) {
    const from = before[name] ?? null;
    const to = after[name] ?? null;
    if (!sameFact(from, to)) changes[name] = { from, to };
  }
  return changes;
}

function sameFact(a: EventFact, b: EventFact): boolean {
  if (typeof a === 'object' && typeof b === 'object') {
    return JSON.stringify(a, bigintAsText) === JSON.stringify(b, bigintAsText);
  }
  return a === b;
}

function bigintAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
