/** How many lists go out at the same time: each holds a snapshot of the database and a connection for as long as its reader takes. */
export interface ExportPlaces {
  /** Takes a place for this person; undefined when they, or all together, already have as many as there may be. Give it back once. */
  take(userId: string): (() => void) | undefined;
}

const OF_ONE_PERSON = 2;
const OF_ALL = 4;

export function createExportPlaces(): ExportPlaces {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(userId) {
      const own = taken.get(userId) ?? 0;
      if (own >= OF_ONE_PERSON || all >= OF_ALL) return undefined;
      taken.set(userId, own + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (taken.get(userId) ?? 1) - 1;
        if (left === 0) taken.delete(userId);
        else taken.set(userId, left);
      };
    },
  };
}
