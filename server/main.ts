import type { Config, DatabaseUrls, Settings } from './config.js';
import { nodeVersionProblem } from './platform/startup/node-version.js';
import type { ProcessLife } from './platform/startup/process-life.js';

const REQUESTS_FINISH_MS = 3_000;
const DATABASE_FINISHES_MS = 4_000;

// Everything else is loaded only after this look: an old Node would fail somewhere inside a package, with a stack.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  const { runProcess } = await import('./platform/startup/process-life.js');
  await runProcess(start);
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/** Settings, port, data folder, database, migrations, application: in this order, so that what fails quickly fails first. */
async function start(life: ProcessLife): Promise<void> {
  const [{ readSettings }, { listen }, { prepareDataFolder }] = await Promise.all([
    import('./config.js'),
    import('./platform/startup/listen.js'),
    import('./platform/startup/data-folder.js'),
  ]);
  const settings = readSettings(process.env);
  const listener = await listen(settings.host, settings.port);
  life.onStop({ stop: () => listener.close(REQUESTS_FINISH_MS) });
  const dataDir = await prepareDataFolder(settings.dataDir);

  // Loading the application's modules takes as long as starting the database: side by side. The database is awaited first,
  // so that a module that fails to load cannot leave a server behind.
  const modules = Promise.all([import('./compose.js'), import('./platform/database/migrate.js')]);
  modules.catch(() => undefined);
  const urls = await openDatabase(settings, dataDir, life);
  const [{ compose }, { migrate }] = await modules;
  await migrate(urls.databaseOwnerUrl);
  life.signal.throwIfAborted();

  const application = await compose(await completeConfig(settings, dataDir), urls);
  life.onStop({ stop: () => application.close() });
  await application.prepare();
  life.signal.throwIfAborted();
  listener.serve(application.app);
  // Requests end before what they need ends.
  life.onStop({ stop: () => listener.close(REQUESTS_FINISH_MS) });

  say(`Điều 6 đang chạy tại ${listener.address}`);
  const accounts = await application.demonstrationAccounts();
  if (accounts.length > 0) {
    say('Tài khoản minh họa (vai trò, tên đăng nhập, mật khẩu):');
    const width = (column: 'role' | 'login') => Math.max(...accounts.map((account) => account[column].length)) + 2;
    for (const { role, login, password } of accounts) {
      say(`  ${role.padEnd(width('role'))}${login.padEnd(width('login'))}${password}`);
    }
  }
  say('Nhấn Ctrl-C để dừng.');
}

/** The database that the environment names, else the embedded one on the data folder. */
async function openDatabase(settings: Settings, dataDir: string, life: ProcessLife): Promise<DatabaseUrls> {
  const { startEmbeddedPostgres, requireReachable } = await import('./platform/postgres/index.js');
  if (settings.databaseUrl !== undefined && settings.databaseOwnerUrl !== undefined) {
    await requireReachable(settings.databaseUrl, 'DATABASE_URL');
    await requireReachable(settings.databaseOwnerUrl, 'DATABASE_OWNER_URL');
    return { databaseUrl: settings.databaseUrl, databaseOwnerUrl: settings.databaseOwnerUrl };
  }
  const [{ loadLocalSecrets }, { StartupProblem }] = await Promise.all([
    import('./platform/startup/secrets.js'),
    import('./platform/startup/startup-problem.js'),
  ]);
  const { postgres: passwords } = await loadLocalSecrets(dataDir);
  const server = await startEmbeddedPostgres({ dataFolder: dataDir, passwords, durable: true, signal: life.signal });
  life.onStop({ stop: () => server.stop(DATABASE_FINISHES_MS), force: () => server.kill() });
  server.onLost(() =>
    life.fail(new StartupProblem('Cơ sở dữ liệu đã dừng đột ngột, chương trình dừng theo (the embedded database went away; see postgres/server.log).')),
  );
  return server;
}

async function completeConfig(settings: Settings, dataDir: string): Promise<Config> {
  if (settings.sessionSecret !== undefined) return { ...settings, dataDir, sessionSecret: settings.sessionSecret };
  const { loadLocalSecrets } = await import('./platform/startup/secrets.js');
  return { ...settings, dataDir, sessionSecret: (await loadLocalSecrets(dataDir)).sessionSecret };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
