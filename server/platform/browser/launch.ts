/** Starts one Chromium process and makes sure that, in the end, nothing of it is left: no process, no profile folder. */
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { findChromium } from './chromium-folder.js';

const GRACE_MS = 5_000;

/** A running Chromium. `stop` may be called more than once and after a crash; when it resolves no process and no profile is left. */
export interface RunningChromium {
  readonly browser: Browser;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts Chromium with a profile of its own below `dataDir` and an environment that holds none of the server's settings.
 *
 * It is steered through a pipe, not a port, so no other account can reach it, and it ends by itself when this process dies.
 * Chromium's sandbox stays on, except for root, for whom Chromium has none. Throws when Chromium is missing or does not start.
 */
export async function launchChromium(where: {
  dataDir: string;
  chromiumPath?: string | undefined;
  extraArguments?: readonly string[];
}): Promise<RunningChromium> {
  const program = await findChromium(where);
  const profiles = resolve(where.dataDir, 'chromium-profiles');
  await mkdir(profiles, { recursive: true, mode: 0o700 });
  await sweepProfiles(profiles);
  const profile = await mkdtemp(join(profiles, `${String(process.pid)}-`));
  try {
    const browser = await puppeteer.launch({
      executablePath: program.executable,
      headless: 'shell',
      pipe: true,
      userDataDir: profile,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--font-render-hinting=none', ...(where.extraArguments ?? [])],
      env: {
        PATH: process.env['PATH'],
        HOME: profile,
        TMPDIR: profile,
        LANG: 'C.UTF-8',
        TZ: 'Asia/Ho_Chi_Minh',
        ...(program.fontConfig === undefined ? {} : { FONTCONFIG_FILE: program.fontConfig }),
      },
    });
    const child = browser.process();
    if (child?.pid === undefined) throw new Error('Chromium started without a process.');
    return runningChromium(browser, child, child.pid, profile);
  } catch (error) {
    await removeFolder(profile);
    throw error;
  }
}

function runningChromium(browser: Browser, child: ChildProcess, pid: number, profile: string): RunningChromium {
  const exited = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => { done(); });
  });
  const killAtExit = (): void => { killGroup(pid); };
  process.once('exit', killAtExit);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const impatience = setTimeout(() => { killGroup(pid); }, GRACE_MS);
    await Promise.race([browser.close().catch(() => undefined), exited]);
    clearTimeout(impatience);
    killGroup(pid);
    await exited;
    process.removeListener('exit', killAtExit);
    await removeFolder(profile);
  };
  return { browser, pid, stop: () => (stopping ??= stop()) };
}

/** Chromium leads a process group of its own: killing the group reaches its renderers too. Nothing happens when none is left. */
function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // ESRCH: the group is already gone, which is what was wanted.
  }
}

/** Removes the profiles of processes that died without stopping their browser. */
async function sweepProfiles(profiles: string): Promise<void> {
  for (const name of await readdir(profiles)) {
    const pid = Number.parseInt(name, 10);
    if (Number.isInteger(pid) && !isAlive(pid)) await removeFolder(join(profiles, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
