import type { AccessForm, Purpose } from '../domain/access.js';
import type { RunQuery } from './read-ground.js';

/** A grant that is not over yet, as the page that would revoke it names it. */
export interface RunningGrant {
  readonly id: string;
  readonly form: AccessForm;
  readonly purpose: Purpose;
  readonly systemName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly holders: readonly { readonly name: string; readonly account: string }[];
}

/** The grants of a contract that are not over; one statement. */
export function selectRunningGrants(run: RunQuery, contractId: string): Promise<RunningGrant[]> {
  return run<RunningGrant>(
    `SELECT g.id, g.form, g.purpose, s.name AS "systemName", g.starts_at AS "startsAt", g.ends_at AS "endsAt",
            (SELECT json_agg(json_build_object('name', p.full_name, 'account', t.name) ORDER BY p.full_name COLLATE vietnamese, t.name)
               FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account t ON t.id = n.account_id WHERE n.request_id = g.request_id) AS holders
       FROM access_grant g JOIN published_system s ON s.id = g.system_id
      WHERE g.contract_id = $1 AND g.ended_at IS NULL AND g.ends_at > app_now() ORDER BY s.name COLLATE vietnamese, g.ends_at, g.seq`,
    [contractId],
  );
}

/** Standing grants of a contract that could be opened instead of breaking glass. */
export interface StandingChoice {
  readonly id: string;
  readonly systemName: string;
  readonly endsAt: Date;
  readonly open: boolean;
}

export function selectStandingGrants(run: RunQuery, contractId: string): Promise<StandingChoice[]> {
  return run<StandingChoice>(
    `SELECT g.id, s.name AS "systemName", g.ends_at AS "endsAt", EXISTS (SELECT 1 FROM access_use u WHERE u.grant_id = g.id AND u.closed_at IS NULL AND u.closes_at > app_now()) AS open
       FROM access_grant g JOIN published_system s ON s.id = g.system_id
      WHERE g.contract_id = $1 AND g.form = 'standing' AND g.ended_at IS NULL AND g.starts_at <= app_now() AND g.ends_at > app_now() ORDER BY s.name COLLATE vietnamese, g.seq`,
    [contractId],
  );
}
