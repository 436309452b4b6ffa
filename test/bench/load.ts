import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import Joi from 'joi';

export interface Running {
  readonly port: number;
  stop(): void;
}

/** Starts a server script of this folder in a process of its own and waits for the port it prints. */
export async function startServer(script: string, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await firstLine(child));
  return { port, stop: () => child.kill('SIGKILL') };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the server ended before it printed its port');
}

const result = Joi.object<{ requests: { average: number }; non2xx: number; errors: number }>({
  requests: Joi.object({ average: Joi.number().required() }).unknown(true).required(),
  non2xx: Joi.number().required(),
  errors: Joi.number().required(),
}).unknown(true);

/** Loads an address from another process; requests per second. @throws when an answer was not 2xx: a fast error page is no result */
export async function load(url: string, options: { connections: number; seconds: number; headers?: Readonly<Record<string, string>> }): Promise<number> {
  const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const args = ['node_modules/autocannon/autocannon.js', '-c', String(options.connections), '-d', String(options.seconds), '--json', ...headers, url];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk));
  const answer: Joi.ValidationResult<{ requests: { average: number }; non2xx: number; errors: number }> = result.validate(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (answer.error !== undefined) throw answer.error;
  if (answer.value.non2xx > 0 || answer.value.errors > 0) throw new Error(`${url} answered ${answer.value.non2xx} times other than 2xx, ${answer.value.errors} errors`);
  return answer.value.requests.average;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
