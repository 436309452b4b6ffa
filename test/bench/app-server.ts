import { createServer } from 'node:http';
import { compose } from '../../server/compose.js';
import type { Config } from '../../server/config.js';

/** The product in a process of its own: node app-server.js <databaseUrl> <ownerUrl> <dataDir> [prepared: with its agencies and background work]; prints its port. */
const [databaseUrl = '', databaseOwnerUrl = '', dataDir = '', prepared] = process.argv.slice(2);
const config: Config = {
  environment: 'test',
  host: '127.0.0.1',
  port: 0,
  dataDir,
  databaseUrl,
  databaseOwnerUrl,
  sessionSecret: 'for-benchmarks-only-for-benchmarks-only-',
  trustProxy: false,
  sessionIdleMinutes: 60,
  maxUploadMegabytes: 50,
  chromiumPath: undefined,
  logLevel: 'silent',
  cookieSecure: false,
  demonstration: false,
  mail: undefined,
  publicUrl: 'http://127.0.0.1',
};
const application = await compose(config, { databaseUrl, databaseOwnerUrl });
if (prepared === 'prepared') await application.prepare();
const server = createServer(application.app);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
