/** When a criterion or a clause applies; every part that is given must hold. A missing part is no condition. */
export interface Condition {
  readonly personalData?: boolean;
  readonly cloud?: boolean;
  readonly minLevel?: number;
}

/** What is known of a hire when its checklists are drawn up. `level` is the highest security level (1 to 5) among its systems. */
export interface HireFacts {
  readonly personalData: boolean;
  readonly cloud: boolean;
  readonly level: number;
}

/** Whether `condition` holds for a hire. No condition (null or undefined) always holds. */
export function conditionHolds(condition: Condition | null | undefined, facts: HireFacts): boolean {
  if (condition === null || condition === undefined) {
    return true;
  }
  return (
    (condition.personalData === undefined || condition.personalData === facts.personalData) &&
    (condition.cloud === undefined || condition.cloud === facts.cloud) &&
    (condition.minLevel === undefined || facts.level >= condition.minLevel)
  );
}
