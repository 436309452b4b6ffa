/** What makes an incident ask for more than the 24-hour report; each is recorded by itself and starts its own clocks. */
export const incidentConditions = ['serious-interruption', 'national-security', 'beyond-capacity', 'personal-data'] as const;
export type IncidentCondition = (typeof incidentConditions)[number];

/** What permissions call incidents. */
export const INCIDENT_SUBJECT = 'Incident';

/** How the reports of an incident stand, from its clocks. */
export type IncidentStanding = 'overdue' | 'running' | 'reported' | 'received';

export interface StandingFacts {
  /** Open clocks, and of these the ones whose moment has passed. */
  readonly open: number;
  readonly overdue: number;
  readonly receivedAt: Date | null;
}

/** Overdue as long as one open clock is; received when nothing is open and a report was acknowledged. */
export function incidentStanding({ open, overdue, receivedAt }: StandingFacts): IncidentStanding {
  if (overdue > 0) return 'overdue';
  if (open > 0) return 'running';
  return receivedAt === null ? 'reported' : 'received';
}

/** The times of an incident as they were typed, and the codes of what cannot be, by field. */
export function faultsOfTimes(
  times: { readonly occurredAt: Date | undefined; readonly detectedAt: Date; readonly vendorDetectedAt: Date | undefined },
  now: Date,
): Readonly<Partial<Record<'occurredTime' | 'detectedTime' | 'vendorTime', string>>> {
  const { occurredAt, detectedAt, vendorDetectedAt } = times;
  return {
    ...(occurredAt !== undefined && occurredAt > detectedAt ? { occurredTime: 'after-detection' } : {}),
    ...(detectedAt > now ? { detectedTime: 'future' } : {}),
    ...(vendorDetectedAt !== undefined && vendorDetectedAt > now ? { vendorTime: 'future' } : {}),
  };
}
