import 'reflect-metadata';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DataSource, type MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

const folder = path.resolve(import.meta.dirname, '../../../migrations');

function isMigrationClass(value: unknown): value is MigrationClass {
  return typeof value === 'function' && typeof Reflect.get(value.prototype, 'up') === 'function';
}

function isNamespace(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The migrations in the order of their time stamps, loaded from the folder beside the server (source in tests, dist/ when built). */
export async function loadMigrations(): Promise<MigrationClass[]> {
  const files = (await readdir(folder)).filter((name) => /^\d+-.+\.(ts|js)$/.test(name)).sort();
  const classes: MigrationClass[] = [];
  for (const file of files) {
    const loaded: unknown = await import(path.join(folder, file));
    if (isNamespace(loaded)) classes.push(...Object.values(loaded).filter(isMigrationClass));
  }
  return classes;
}

/**
 * Brings the database to this version's schema, as the owner role; every migration in one transaction of its own.
 * @throws the driver's error; a failed migration leaves the ones before it standing
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations: await loadMigrations(), applicationName: 'dieu-6-migrate' });
  await source.initialize();
  try {
    await source.query('SELECT pg_advisory_lock(662006)');
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** How many migrations of this version the database still lacks; read under the application role for GET /readyz. */
export async function pendingMigrations(appliedNames: readonly string[]): Promise<number> {
  const applied = new Set(appliedNames);
  return (await loadMigrations()).filter((migration) => !applied.has(new migration().name ?? migration.name)).length;
}
