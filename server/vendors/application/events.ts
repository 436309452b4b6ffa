import { changesBetween, type AuditEvent, type EventFact, type EventSubject } from '../../audit-trail/index.js';
import type { VendorKind } from '../domain/vendor.js';

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** The parts of a subject that say who a person is or how to reach them; they never enter the hashed bytes in the clear. */
export const personalFields = {
  /** The name, number and address of a company are public; those of a person who is a vendor are the person's own. */
  vendor: (kind: VendorKind): readonly string[] =>
    kind === 'individual' ? ['taxCode', 'name', 'shortName', 'address', 'phone', 'email', 'note'] : ['phone', 'email', 'note'],
  representative: ['fullName', 'authorityGround'],
  subcontractor: [],
  person: ['fullName', 'identityTail', 'birthYear', 'nationality', 'phone', 'email'],
} as const;

/** The event of something that was entered: what it holds, with the personal part set apart. */
export function entered(type: string, subjects: readonly EventSubject[], values: Values, personal: readonly string[], agencyId: string | null = null): AuditEvent {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return {
    type,
    agencyId,
    subjects,
    facts: Object.fromEntries(known.filter(([name]) => !personal.includes(name))),
    personal: Object.fromEntries(known.filter(([name]) => personal.includes(name)).map(([name, value]) => [name, String(value)])),
  };
}

/**
 * The event of something that was changed: old and new value of each changed field (personal ones as `name.from`, `name.to` beside the
 * hashed bytes) and the names of all that changed. Undefined when nothing did.
 */
export function amended(
  type: string,
  subjects: readonly EventSubject[],
  before: Values,
  after: Values,
  personal: readonly string[],
): AuditEvent | undefined {
  const changes = Object.entries(changesBetween(before, after));
  if (changes.length === 0) return undefined;
  const labels = changes
    .filter(([name]) => personal.includes(name))
    .flatMap(([name, { from, to }]) => [...labelOf(`${name}.from`, from), ...labelOf(`${name}.to`, to)]);
  return {
    type,
    agencyId: null,
    subjects,
    facts: {
      changed: changes.map(([name]) => name),
      changes: Object.fromEntries(changes.filter(([name]) => !personal.includes(name))),
    },
    personal: Object.fromEntries(labels),
  };
}

function labelOf(field: string, value: EventFact): [string, string][] {
  return value === null ? [] : [[field, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
}

export const vendorSubject = (id: string): EventSubject => ({ kind: 'vendor', id });
export const personSubject = (id: string): EventSubject => ({ kind: 'vendor-person', id });
/** Commitments have a history of their own: that of the vendor and of the person is the whole city's to read. */
export const commitmentSubject = (id: string): EventSubject => ({ kind: 'commitment', id });
