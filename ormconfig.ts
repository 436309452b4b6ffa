import 'reflect-metadata';

import { DataSource } from 'typeorm';

import { loadMigrations } from './server/platform/database/migrate.js';

const url = process.env['DATABASE_OWNER_URL'];
if (url === undefined || url === '') throw new Error('Set DATABASE_OWNER_URL to the address of the database as its owner.');

/**
 * For TypeORM's own command line on a named database, after `npm run build`:
 * `npx typeorm migration:show -d dist/ormconfig.js`. The server itself migrates at every start and does not need it.
 */
export default new DataSource({ type: 'postgres', url, migrations: await loadMigrations(), applicationName: 'dieu-6-cli' });
