import { readAgencyChoices, type AgencyKind } from '../../../people/index.js';
import { readWithin } from '../../../platform/database/joining.js';
import type { Stage } from '../stage.js';
import { administrator, agencyNames, type AgencyKey } from './cast.js';

/** Identifiers of the agencies of the story, and of the city above them. */
export type Agencies = Readonly<Record<AgencyKey | 'city', string>>;

/** All agencies of the story began to work with the product this many days before the first start. */
export const ADOPTED_DAYS_AGO = 30;

const symbols: Readonly<Record<AgencyKey, string>> = { department: 'SMH', ward: 'UBND', formerWard: 'UBND', otherWard: 'UBND', commune: 'UBND' };
const kinds: Readonly<Record<AgencyKey, AgencyKind>> = { department: 'department', ward: 'ward', formerWard: 'ward', otherWard: 'ward', commune: 'commune' };

/** The administrator enters the invented agencies below the city. */
export async function openAgencies(stage: Stage): Promise<Agencies> {
  const city = (await readAgencyChoices(readWithin(stage.tx))).find(({ parentId }) => parentId === null);
  if (city === undefined) throw new Error('the agencies are loaded before the demonstration');
  const acting = await stage.as(administrator.login);
  const register = (key: AgencyKey): Promise<string> =>
    stage.rooms.people.registerAgency(...acting, {
      name: agencyNames[key],
      kind: kinds[key],
      parentId: city.id,
      placeName: 'Hải Phòng',
      recordSymbol: symbols[key],
      aliases: [],
      nameSince: undefined,
      adoptedOn: stage.day(-ADOPTED_DAYS_AGO),
    });
  return {
    city: city.id,
    department: await register('department'),
    ward: await register('ward'),
    formerWard: await register('formerWard'),
    otherWard: await register('otherWard'),
    commune: await register('commune'),
  };
}
