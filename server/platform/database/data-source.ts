import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';

/** A legal day stays the text the database holds ('YYYY-MM-DD'); it never becomes a JS Date at somebody's midnight. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));

type EntityClass = abstract new () => object;
export type Entities = readonly (EntityClass | EntitySchema)[];

/**
 * Opens the application's connection pool under its own database role, which owns no table.
 * @param url the address with the application role's credentials
 * @throws the driver's error when the server cannot be reached
 */
export async function openDataSource(
  url: string,
  entities: Entities,
  poolSize = 10,
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    synchronize: false,
    migrationsRun: false,
    poolSize,
    applicationName: 'dieu-6',
    extra: { options: "-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000" },
  });
  return source.initialize();
}
