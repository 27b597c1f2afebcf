import { runScenarios, type ScenarioReport } from '@einwohnerportal/cases';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { createDatabase } from '../../../tools/testing/database.ts';
import { UsageError } from './errors.ts';
import { createScenarioWorld } from './scenario-world.ts';

/** Folder above `services/`: the catalogue root of a package folder. */
function rootOf(folder: string): string {
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at)) if (existsSync(join(at, 'authorities'))) return at;
  throw new UsageError(`expected a package below a catalogue root with authorities/, got ${folder}`);
}

/** Runs all scenarios of a package folder, each with its own database; the demo applications of a scenario are real servers. */
export async function testPackage(folder: string, only?: string): Promise<ScenarioReport[]> {
  const path = resolve(folder);
  const { id } = parse(readFileSync(join(path, 'service.yaml'), 'utf8')) as { id: string };
  return runScenarios(path, {
    roots: [rootOf(path)],
    serviceId: basename(path).startsWith('_') ? basename(path) : id,
    only,
    createWorld: createScenarioWorld,
    async createDatabase() {
      const database = await createDatabase({ schema: 'cases' });
      return { owner: database.pool, roleUrl: database.roleUrl, drop: database.drop };
    },
  });
}

/** `einwohnerportal test <folder> [part of a scenario's name]`: exit 1 when one failed. */
export async function test(args: string[]): Promise<number> {
  const [folder, only] = args;
  if (!folder) throw new UsageError('expected a folder after test, got nothing');
  const reports = await testPackage(folder, only);
  for (const report of reports) {
    console.log(`${report.ok ? 'ok  ' : 'FAIL'}  ${report.scenario}`);
    for (const failure of report.failures) console.log(`      ${failure}`);
  }
  const failed = reports.filter((report) => !report.ok).length;
  console.log(`${reports.length - failed} of ${reports.length} scenarios passed`);
  return failed === 0 && reports.length > 0 ? 0 : 1;
}
