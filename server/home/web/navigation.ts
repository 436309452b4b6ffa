import { maySome, type Ability } from '../../platform/authorization/ability.js';
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

/** The navigation of each page. It follows from rights and section alone: for the same ability it is the same list, which the views write once. */
export function createNavigation(places: readonly Place[]) {
  const known = new WeakMap<Ability, Map<string | undefined, readonly NavigationItem[]>>();
  return ({ ability }: Principal, section: string | undefined): readonly NavigationItem[] => {
    const bySection = known.get(ability) ?? new Map<string | undefined, readonly NavigationItem[]>();
    const items = bySection.get(section) ?? navigationOf(places, ability, section);
    known.set(ability, bySection.set(section, items));
    return items;
  };
}

function navigationOf(places: readonly Place[], ability: Ability, section: string | undefined): NavigationItem[] {
  return places
    .filter(({ subject }) => subject === undefined || maySome(ability, 'read', subject))
    .map((place) => ({ label: place.label, href: place.href, icon: place.icon, current: place.section === section }));
}
