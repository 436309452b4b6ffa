import pg from 'pg';

/** Owns the database: runs the migrations, may create the trusted extensions; the application never connects as it. */
export const OWNER_ROLE = 'dieu6_owner';
/** What the application connects as: owns nothing, has the rights that the migrations grant. */
export const APPLICATION_ROLE = 'dieu6_app';
/** The database of the application in the embedded server. */
export const DATABASE = 'dieu6';

/** Passwords of the two roles. */
export interface RolePasswords {
  readonly owner: string;
  readonly application: string;
}

/**
 * Creates the two roles where they are missing: once per cluster, since roles are global to it. `superuser` is a connected
 * client of a superuser (or a role with CREATEROLE).
 */
export async function ensureClusterRoles(superuser: pg.ClientBase, passwords: RolePasswords): Promise<void> {
  const { rows } = await superuser.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
    [OWNER_ROLE, APPLICATION_ROLE],
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  for (const [role, password] of [
    [OWNER_ROLE, passwords.owner],
    [APPLICATION_ROLE, passwords.application],
  ] as const) {
    if (present.has(role)) continue;
    await superuser.query(
      `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`,
    );
  }
}

/** Creates an empty database of the owner's where it is missing; only the two roles may connect to it. */
export async function ensureDatabase(superuser: pg.ClientBase, name: string): Promise<void> {
  const { rowCount } = await superuser.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount !== 0) return;
  await superuser.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${OWNER_ROLE}`);
  await closeToOthers(superuser, name);
}

/** Takes the right to connect from everybody but the owner and the application. */
export async function closeToOthers(superuser: pg.ClientBase, name: string): Promise<void> {
  const database = pg.escapeIdentifier(name);
  await superuser.query(
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC; GRANT CONNECT ON DATABASE ${database} TO ${APPLICATION_ROLE}`,
  );
}
