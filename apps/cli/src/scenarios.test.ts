import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { test } from 'node:test';
import { testPackage } from './test.ts';

const services = fileURLToPath(new URL('../../../services/', import.meta.url));

for (const service of readdirSync(services).filter((name) => name !== '_shared')) {
  test(`the scenarios of ${service} run through the engine as written`, async (t) => {
    for (const name of readdirSync(join(services, service, 'tests'))) {
      await t.test(name, async () => {
        const [report] = await testPackage(join(services, service), name);
        assert.deepEqual(report?.failures, []);
      });
    }
  });
}
