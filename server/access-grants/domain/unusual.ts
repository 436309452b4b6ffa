import type { Plane } from './access.js';
import { reachesNight, type WeeklyWindow } from './windows.js';

/** What a request is compared with. */
export interface UnusualGround {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly windows: readonly WeeklyWindow[];
  readonly plane: Plane;
  readonly level: number;
  /** How long grants of the agency for this purpose lasted, on the middle of the newest ten; undefined where there were fewer than three. */
  readonly usualHours: number | undefined;
  /** People of the request who never held access for this agency. */
  readonly newcomers: readonly string[];
  /** People who hold other access at the same time, with the system of it. */
  readonly overlaps: readonly { readonly person: string; readonly system: string }[];
}

/** One point a head should look at before saying yes. */
export type UnusualPoint =
  | { readonly code: 'longer-than-usual'; readonly hours: number; readonly usualHours: number }
  | { readonly code: 'newcomer'; readonly people: readonly string[] }
  | { readonly code: 'high-level'; readonly level: number }
  | { readonly code: 'night' }
  | { readonly code: 'overlap'; readonly with: readonly { readonly person: string; readonly system: string }[] }
  | { readonly code: 'infrastructure' };

const HIGH_LEVEL = 3;
const HOUR_MS = 3_600_000;

/** What is unusual about a request, in the order in which its sentence speaks of it. Nothing here blocks. */
export function unusualPoints(ground: UnusualGround): UnusualPoint[] {
  const hours = (ground.endsAt.getTime() - ground.startsAt.getTime()) / HOUR_MS;
  return [
    ...(ground.newcomers.length > 0 ? [{ code: 'newcomer' as const, people: ground.newcomers }] : []),
    ...(ground.level >= HIGH_LEVEL ? [{ code: 'high-level' as const, level: ground.level }] : []),
    ...(ground.plane === 'infrastructure' ? [{ code: 'infrastructure' as const }] : []),
    ...(ground.usualHours !== undefined && hours > ground.usualHours ? [{ code: 'longer-than-usual' as const, hours, usualHours: ground.usualHours }] : []),
    ...(reachesNight(ground.windows, ground.startsAt, ground.endsAt) ? [{ code: 'night' as const }] : []),
    ...(ground.overlaps.length > 0 ? [{ code: 'overlap' as const, with: ground.overlaps }] : []),
  ];
}
