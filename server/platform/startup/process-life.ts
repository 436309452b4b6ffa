import { errorLine, StartupProblem } from './startup-problem.js';

/** One thing that was started and must be stopped. */
export interface Stoppable {
  /** Ends it in order; must not take longer than a few seconds. */
  stop(): Promise<void>;
  /** Ends it at once, when the person at the terminal insists. */
  force?(): Promise<void>;
}

/** The life of the process as its start sees it. */
export interface ProcessLife {
  /** Aborts when the process has been asked to stop: a start under way gives up. */
  readonly signal: AbortSignal;
  /** Adds something to stop; the last added is stopped first. */
  onStop(stoppable: Stoppable): void;
  /** Stops the process with exit code 1 and this reason on the terminal. */
  fail(reason: unknown): void;
}

/** npm passes Ctrl-C on to a process that the terminal has told already: what follows this closely is the same wish. */
const SAME_WISH_MS = 500;
const START_GIVES_UP_MS = 8_000;
const LAST_RESORT_MS = 15_000;

/**
 * Runs a process from its start to its exit. A signal (Ctrl-C, SIGTERM, a closed terminal) stops everything that was started,
 * in reverse order, and exits with 0; a second Ctrl-C does it at once. A StartupProblem is printed as its one line, anything
 * else with its stack, both with exit code 1.
 */
export async function runProcess(start: (life: ProcessLife) => Promise<void>): Promise<void> {
  const asked = new AbortController();
  const running: Stoppable[] = [];
  let exitCode = 0;
  let stopping: Promise<void> | undefined;
  let firstAsked = 0;

  const stopEverything = async (started: Promise<void>): Promise<void> => {
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    const stopStarted = async () => {
      for (let last = running.at(-1); last !== undefined; last = running.at(-1)) {
        await last.stop().catch((error: unknown) => {
          exitCode = 1;
          say(`Không dừng được trọn vẹn: ${errorLine(error)} (something did not stop cleanly).`);
        });
        // Only now: a forced stop must still find what is being stopped.
        running.pop();
      }
    };
    asked.abort(new StartupProblem('Đã dừng theo yêu cầu (stopped on request).'));
    await stopStarted();
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, START_GIVES_UP_MS).unref())]);
    // What the start had still been starting when it was asked to give up.
    await stopStarted();
    process.exit(exitCode);
  };

  const complain = (reason: unknown): void => {
    exitCode = 1;
    say(reason instanceof StartupProblem ? reason.message : unexpected(reason));
  };
  const stop = (): void => {
    stopping ??= stopEverything(started);
  };
  const fail = (reason: unknown): void => {
    if (!asked.signal.aborted) complain(reason);
    stop();
  };

  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping === undefined) {
        firstAsked = performance.now();
        stop();
      } else if (name === 'SIGINT' && performance.now() - firstAsked > SAME_WISH_MS) {
        const forced = running.map((stoppable) => stoppable.force?.() ?? Promise.resolve());
        void Promise.allSettled(forced).then(() => process.exit(130));
      }
    });
  }
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  let settle: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    settle = resolve;
  });
  try {
    await start({ signal: asked.signal, onStop: (stoppable) => running.push(stoppable), fail });
  } catch (error) {
    fail(error);
  } finally {
    settle();
  }
}

function unexpected(reason: unknown): string {
  const stack = reason instanceof Error ? reason.stack : undefined;
  return `Lỗi không lường trước, chương trình dừng (unexpected error): ${stack ?? errorLine(reason)}`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
