import { today } from '../../kernel/calendar-day.js';
import type { JobWork } from '../../platform/jobs/index.js';
import type { Route } from '../../platform/http/routes.js';
import { contractPhaseChoices, type libraryChoices } from '../../contracts/index.js';
import { countryNames, hostingNames } from '../../systems/index.js';
import { vendorKindNames } from '../../vendors/index.js';
import type { Vocabulary } from '../application/columns-of-kinds.js';
import type { ImportRoomNeeds } from '../application/import-room.js';
import { importWorks, sweepImports } from '../application/work-on-lists.js';
import { importRoutes } from './import-routes.js';
import { sentenceOf } from './row-texts.js';

/** The room of imports as the product opens it. */
export interface ImportRoom {
  readonly routes: readonly Route[];
  readonly works: readonly JobWork[];
  /** Sweeps what was left lying; @returns how many imports that were */
  sweep(): Promise<number>;
}

/** Opens the room: pages, background work and the broom, over the same needs. */
export function openImportRoom(
  needs: Omit<ImportRoomNeeds, 'sentenceOf' | 'vocabulary'> & { readonly contractLibrary: ReturnType<typeof libraryChoices>; readonly largestMegabytes: number },
): ImportRoom {
  const whole: ImportRoomNeeds = { ...needs, sentenceOf, vocabulary: () => vocabularyOf(needs) };
  return { routes: importRoutes(whole, needs.largestMegabytes), works: importWorks(whole), sweep: () => sweepImports(whole) };
}

/** The closed lists of the columns, as libraries and rooms call them on the day. */
function vocabularyOf({ contractLibrary, systemWords, clock }: Parameters<typeof openImportRoom>[0]): Vocabulary {
  const day = today(clock);
  return {
    serviceKinds: plain(contractLibrary.serviceKinds(day)),
    operatorKinds: plain(contractLibrary.operatorKinds(day)),
    fundSources: plain(contractLibrary.fundSources(day)),
    contractPhases: contractPhaseChoices,
    vendorKinds: Object.entries(vendorKindNames).map(([value, label]) => ({ value, label, synonyms: vendorKindSynonyms[value] ?? [] })),
    serviceStates: systemWords.serviceStates().map(({ id, label }) => ({ value: id, label })),
    hostings: named(hostingNames),
    dataKinds: systemWords.dataKinds().filter(({ outOfScope }) => !outOfScope).map(({ id, label }) => ({ value: id, label })),
    countries: named(countryNames),
  };
}

const vendorKindSynonyms: Readonly<Record<string, readonly string[]>> = {
  domestic_company: ['Công ty TNHH', 'Công ty cổ phần', 'Doanh nghiệp', 'Công ty', 'Trong nước'],
  foreign_invested_company: ['FDI', 'Có vốn nước ngoài', 'Doanh nghiệp FDI'],
  public_unit: ['Đơn vị sự nghiệp công lập'],
  individual: ['Cá nhân kinh doanh', 'Hộ kinh doanh'],
};

function plain(choices: readonly { readonly value: string; readonly label: string }[]): { value: string; label: string }[] {
  return choices.map(({ value, label }) => ({ value, label }));
}

function named(names: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
