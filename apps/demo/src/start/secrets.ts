import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = [
  'portalClient',
  'workplaceClient',
  'portalSession',
  'workplaceSession',
  'register',
  'payment',
  'roles',
  'signing',
  'signingPin',
  'filesKey',
  'vaultKey',
] as const;
export type Secrets = Record<(typeof names)[number], string>;

/** Writes a file only its owner can read, at once or not at all. */
export function writePrivate(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The demo's secrets: random, made once, kept in `secrets.json` of the data folder (mode 0600). */
export function demoSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64url')])) as Secrets;
  if (names.some((name) => kept[name] === undefined)) writePrivate(path, JSON.stringify(secrets, null, 2));
  else chmodSync(path, 0o600);
  return secrets;
}
