import type { Capacity, DelegableArea } from './role.js';

/** A way in which somebody may act as the head of one agency; `areas` undefined: the whole authority of the head. */
export interface Authority {
  readonly capacity: Capacity;
  readonly delegationId: string | undefined;
  readonly areas: readonly string[] | undefined;
}

/** The capacity in which an act is done, and for a delegate the delegation it rests on. */
export type ActingCapacity =
  | { readonly capacity: 'own'; readonly delegationId: undefined }
  | { readonly capacity: 'KT' | 'TUQ'; readonly delegationId: string };

/**
 * The capacity that a decision of `area` bears (NĐ 30/2020 Điều 13): the own office before any delegation, a deputy (KT.) before an
 * authorised officer (TUQ.).
 * @returns undefined when none of the authorities reaches the area
 */
export function chooseCapacity(authorities: readonly Authority[], area: DelegableArea): ActingCapacity | undefined {
  const reaching = authorities.filter(({ areas }) => areas === undefined || areas.includes(area));
  if (reaching.some(({ capacity }) => capacity === 'own')) return { capacity: 'own', delegationId: undefined };
  for (const capacity of ['KT', 'TUQ'] as const) {
    const delegated = reaching.find((authority) => authority.capacity === capacity && authority.delegationId !== undefined);
    if (delegated?.delegationId !== undefined) return { capacity, delegationId: delegated.delegationId };
  }
  return undefined;
}

/** A role in force as the session loads it (platform's Principal.held), reduced to what authority depends on. */
export interface HeldAuthority {
  readonly role: string;
  readonly agencyIds: readonly string[] | undefined;
  readonly capacity: Capacity;
  readonly delegationId: string | undefined;
  readonly areas: readonly string[] | undefined;
}

/** The capacity in which the signed-in person would decide this today; the same answer opens or closes the button of a page. */
export function capacityFor(held: readonly HeldAuthority[], agencyId: string, area: DelegableArea): ActingCapacity | undefined {
  const here = held.filter((role) => role.role === 'unit_head' && (role.agencyIds === undefined || role.agencyIds.includes(agencyId)));
  return chooseCapacity(here, area);
}
