import { today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import type { DataKind, LabelledEntry, Library, OperatorKind, SecurityLevel, ServiceState } from '../../library/index.js';

/** The closed lists of this room as the libraries of today say them. */
export interface SystemWords {
  serviceStates(): readonly ServiceState[];
  dataKinds(): readonly DataKind[];
  securityLevels(): readonly SecurityLevel[];
  operatorKinds(): readonly OperatorKind[];
  dataKind(id: string): DataKind | undefined;
  /** The label of an entry, or its id where today's library no longer has it. */
  labelOf(list: readonly LabelledEntry[], id: string): string;
}

/** Reads the lists from the libraries in memory: no statement, and a new version holds from its own day on. */
export function createSystemWords(library: () => Library, clock: Clock): SystemWords {
  const entries = {
    serviceStates: () => library().libraryOn('service-states', today(clock)).entries,
    dataKinds: () => library().libraryOn('data-kinds', today(clock)).entries,
    securityLevels: () => library().libraryOn('security-levels', today(clock)).entries,
    operatorKinds: () => library().libraryOn('operator-kinds', today(clock)).entries,
  };
  return {
    ...entries,
    dataKind: (id) => entries.dataKinds().find((kind) => kind.id === id),
    labelOf: (list, id) => list.find((entry) => entry.id === id)?.label ?? id,
  };
}
