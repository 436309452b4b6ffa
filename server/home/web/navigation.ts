import { maySome } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { IconName, NavigationItem } from '../../platform/views/page-model.js';

/** A place of the navigation, in the order of a contract's life; only those whose subjects the person may read are shown. */
export interface Place {
  readonly section: string;
  readonly label: string;
  readonly href: string;
  readonly icon: IconName;
  /** undefined: everybody signed in. */
  readonly subject: string | undefined;
}

export function navigationOf(places: readonly Place[], principal: Principal, section: string | undefined): NavigationItem[] {
  return places
    .filter(({ subject }) => subject === undefined || maySome(principal.ability, 'read', subject))
    .map((place) => ({ label: place.label, href: place.href, icon: place.icon, current: place.section === section }));
}
