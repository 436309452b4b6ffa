import { readApplicationDatabaseUrl } from './config.js';
import { createEvidenceCheck } from './handovers/index.js';
import { systemClock, type Clock } from './kernel/clock.js';
import { openDataSource } from './platform/database/data-source.js';
import { openReader } from './platform/database/reading.js';
import { createUnitOfWork } from './platform/database/transactions.js';
import { openKeptFiles } from './platform/evidence-store/index.js';
import { StartupProblem } from './platform/startup/startup-problem.js';

/** What the command is given: environment, how it is stopped, and where it prints. */
export interface EvidenceCheckCommand {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly clock?: Clock;
}

/**
 * Compares every stored file that a record rests on with its SHA-256, beside a running server or without one, and writes down what is not as it was.
 * @throws StartupProblem in one line: missing settings, and when a file is missing or changed, so that the command ends with an error
 */
export async function checkEvidence({ environment, signal, say, clock = systemClock }: EvidenceCheckCommand): Promise<void> {
  const url = readApplicationDatabaseUrl(environment);
  const dataDir = environment['DATA_DIR']?.trim() ?? '';
  if (dataDir === '') throw new StartupProblem('Cần biến môi trường DATA_DIR: thư mục dữ liệu của hệ thống (DATA_DIR is needed).');
  const reader = openReader(url, 2);
  const source = await openDataSource(url, [], 2);
  try {
    const check = createEvidenceCheck({ reader, work: createUnitOfWork(source, clock), evidence: openKeptFiles({ dataDir }) });
    const { files, faults, finished } = await check.runAll('command', signal, (sha256, finding) => say(`${finding === 'missing' ? 'KHÔNG CÒN' : 'ĐÃ THAY ĐỔI'} ${sha256}`));
    say(`Đã đối chiếu ${String(files)} tệp với mã băm SHA-256, ${String(faults)} tệp không nguyên vẹn.`);
    if (!finished) throw new StartupProblem('Kiểm tra dừng giữa chừng; chạy lại để kiểm tra tiếp (the check was stopped).');
    if (faults > 0) throw new StartupProblem(`${String(faults)} tệp không nguyên vẹn; khôi phục từ bản sao lưu (stored files are missing or changed).`);
  } finally {
    await source.destroy();
    await reader.close();
  }
}
