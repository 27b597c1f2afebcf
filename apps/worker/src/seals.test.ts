import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createTypstRenderer, demoSeal } from '@einwohnerportal/connectors';
import type pg from 'pg';
import { createMetrics } from './metrics.ts';
import { openSealer } from './open-sealer.ts';
import { runSealDuties } from './seal-duties.ts';

const folder = mkdtempSync(join(tmpdir(), 'seals-'));
after(() => rmSync(folder, { recursive: true }));
const none = { SIGNING_CLIENT_ID: 'portal', SIGNING_CLIENT_SECRET: undefined, SIGNING_URL: undefined, SIGNING_CREDENTIAL: undefined };
const settings = (SEALS: string | undefined) => ({
  ...none,
  SEALS,
  SEAL_FOLDER: join(folder, 'platform'),
  SIGNING_PIN: undefined,
  TIMESTAMP_URL: undefined,
  TIMESTAMP_ROOTS: undefined,
});
demoSeal(join(folder, 'own'), () => new Date());
const seals = join(folder, 'seals.json');
writeFileSync(
  seals,
  JSON.stringify({ 'own-seal': { p12File: join(folder, 'own', 'seal.p12'), passwordFile: join(folder, 'own', 'seal-password') } }),
);

test('a document is sealed with the key that its authority names, and with no other where that one is not there', async () => {
  const sealer = openSealer(settings(seals));
  const createdAt = new Date().toISOString();
  const pdf = createTypstRenderer().render({ template: '#set document(title: "P")\n= P', files: {}, data: {}, createdAt, lang: 'de' });
  const sealed = async (key: string | null): Promise<Uint8Array> =>
    sealer.seal({ pdf, authority: 'Gemeinde', key, reason: 'x', at: createdAt });
  const [own, platform] = [await sealed('own-seal'), await sealed(null)];
  assert.notDeepEqual(own, platform, 'another key, another signature');
  assert.deepEqual(await sealed('own-seal'), own);
  await assert.rejects(sealed('of-nobody'), { name: 'ConnectorError', code: 'not-allowed' });
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ Own: { p12File: 'x' } }));
  assert.throws(() => openSealer(settings(join(folder, 'wrong.json'))), { code: 'config-invalid' });
});

test('operators are told thirty days before a certificate ends, and when it has, by the log and by a figure', async () => {
  const said: [string, unknown, unknown][] = [];
  const tell =
    (level: string) =>
    (about: Record<string, unknown>): void =>
      void said.push([level, about.code, about.days]);
  const log = { info: tell('info'), warn: tell('warn'), error: tell('error') };
  const until = new Date('2031-12-31T00:00:00Z');
  let now = Date.parse('2031-11-01T00:00:00Z');
  const sealer = {
    ends: () =>
      Promise.resolve([
        { key: 'own-seal', until, code: null },
        { key: 'far', until: null, code: 'not-available' },
      ]),
  };
  const duties = runSealDuties({ sealer, log, now: () => now });
  const metrics = createMetrics({ connect: () => Promise.reject(new Error('away')) } as unknown as pg.Pool, () => 0, duties.days);
  try {
    await duties.look();
    assert.ok(said.every(([level, code]) => level === 'warn' && code === 'not-available'));
    now = Date.parse('2031-12-02T00:00:00Z');
    await duties.look();
    now = Date.parse('2032-01-02T00:00:00Z');
    await duties.look();
    assert.deepEqual(
      said.filter(([, code]) => code !== 'not-available'),
      [
        ['warn', 'seal-ends', 29],
        ['error', 'seal-ended', -2],
      ],
    );
    assert.match(await metrics.text(), /einwohnerportal_seal_certificate_days\{key="own-seal"\} -2/);
  } finally {
    duties.stop();
  }
});
