/**
 * Why the process cannot start (or go on), in one line for the person at the terminal: Vietnamese first, then English in
 * brackets. Whoever catches it prints the message and exits with code 1; there is no stack worth showing.
 */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';
}

/** The system's code of an error (`ENOSPC`, `EADDRINUSE`, an SQLSTATE …), undefined when the thing thrown has none. */
export function errorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: errors of Node itself come from another realm when the code runs inside Jest.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown, on one line. */
export function errorLine(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string' && error.message !== ''
      ? error.message
      : (errorCode(error) ?? String(error));
  return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * Explains an error of the file system or of PostgreSQL about a folder as a StartupProblem. Anything it does not know is
 * still one line that names the folder.
 */
export function folderProblem(folder: string, error: unknown): StartupProblem {
  const code = errorCode(error);
  const text = errorLine(error);
  const problem = (vietnamese: string, english: string) =>
    new StartupProblem(`${vietnamese}: ${folder} (${english}).`, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|Disk quota exceeded/i.test(text)) {
    return problem('Thư mục dữ liệu đã đầy', 'the data folder is full; free some space or set DATA_DIR');
  }
  if (code === 'EROFS' || /Read-only file system/i.test(text)) {
    return problem('Thư mục dữ liệu chỉ cho đọc', 'the data folder is read-only; set DATA_DIR to a writable folder');
  }
  if (code === 'EACCES' || code === 'EPERM' || /Permission denied|Operation not permitted/i.test(text)) {
    return problem('Không có quyền đọc, ghi thư mục dữ liệu', 'no permission to read and write the data folder; set DATA_DIR to a folder of yours');
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return problem('DATA_DIR không phải là thư mục', 'a file stands where the data folder should be, so it cannot be written; set DATA_DIR');
  }
  return problem(`Không dùng được thư mục dữ liệu: ${text}`, 'the data folder cannot be used');
}
