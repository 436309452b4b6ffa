import DataLoader from 'dataloader';
import session, { type SessionData } from 'express-session';
import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../database/reading.js';
import type { PersonRow } from './principal.js';

declare module 'express-session' {
  interface SessionData {
    userId?: string;
    agencyId?: string;
    /** Loaded with the session and never saved with it. */
    identity?: SessionIdentity;
  }
}

/** What the database said of the person when it gave the session. */
export interface SessionIdentity {
  /** The row of the principal statement, for the room that knows people; undefined when the account is closed. */
  readonly person: PersonRow | undefined;
  /** The session idled out: it names its person only to keep what they were typing. */
  readonly expired: boolean;
}

interface SessionRow {
  readonly sid: string;
  readonly sess: SessionData;
  readonly expired: boolean;
  readonly person: PersonRow | null;
}

export interface SessionStoreOptions {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly idleMinutes: number;
  /** A correlated SQL expression giving the person of `s.user_id` as json, so that one statement loads sessions, users and roles. */
  readonly personSql: string;
}

const MINUTE = 60_000;

/**
 * Sessions in PostgreSQL. Differs from the usual store in four things: one statement loads the session together with its person; requests that the server takes in
 * at one go share that statement, which is sent after the last of them came, so none is told of an older state than it may see;
 * the same statement writes the moment of last use, at most once a minute (there is no `touch`); a session that idled out stays readable (marked expired) for a day, so that
 * a form posted too late can be kept for its owner (see decisions/sessions.md).
 */
export class SessionStore extends session.Store {
  readonly #options: SessionStoreOptions;
  readonly #sessions: DataLoader<string, SessionRow | undefined>;

  constructor(options: SessionStoreOptions) {
    super();
    this.#options = options;
    const { idleMinutes } = options;
    const until = `app_now() + interval '${String(idleMinutes)} minutes'`;
    // Seen more than a minute after it was last written: the end moves on, in this same statement.
    const seen = `CASE WHEN s.expire > app_now() AND s.expire <= ${until} - interval '1 minute' THEN session_seen(s.sid, ${until}) END`;
    // Rows are taken in one order, so that two such statements that write never wait for each other.
    const select = `SELECT s.sid, s.sess, ${seen} AS seen, s.expire <= app_now() AS expired, ${options.personSql} AS person
      FROM (SELECT * FROM session WHERE sid = ANY($1) ORDER BY sid) s`;
    this.#sessions = new DataLoader<string, SessionRow | undefined>(
      async (sids) => {
        const rows = new Map((await options.reader.rows<SessionRow>(select, [[...new Set(sids)]])).map((row) => [row.sid, row]));
        return sids.map((sid) => rows.get(sid));
      },
      { cache: false, batchScheduleFn: (send) => setImmediate(send) },
    );
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.#sessions.load(sid).then((row) => {
      if (row === undefined) return done(null, null);
      const identity = { person: row.person ?? undefined, expired: row.expired, toJSON: () => undefined };
      return done(null, { ...row.sess, identity });
    }, done);
  }

  override set(sid: string, data: SessionData, done: (error?: unknown) => void = () => undefined): void {
    const sql = `INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3)
      ON CONFLICT (sid) DO UPDATE SET sess = EXCLUDED.sess, expire = EXCLUDED.expire`;
    this.#options.reader.rows(sql, [sid, JSON.stringify(data), this.#newExpiry()]).then(() => done(), done);
  }

  override destroy(sid: string, done: (error?: unknown) => void = () => undefined): void {
    this.#options.reader.rows('DELETE FROM session WHERE sid = $1', [sid]).then(() => done(), done);
  }

  /** Ends every session of a person but one. */
  async endOthers(userId: string, keptSid: string): Promise<void> {
    await this.#options.reader.rows('DELETE FROM session WHERE user_id = $1 AND sid <> $2', [userId, keptSid]);
  }

  /** Removes sessions that ended over a day ago and kept forms older than a week. */
  async sweep(): Promise<void> {
    await this.#options.reader.rows(`DELETE FROM session WHERE expire < app_now() - interval '1 day'`);
    await this.#options.reader.rows(`DELETE FROM kept_form WHERE kept_at < app_now() - interval '7 days'`);
  }

  #newExpiry(): Date {
    return new Date(this.#options.clock.now().getTime() + this.#options.idleMinutes * MINUTE);
  }
}
