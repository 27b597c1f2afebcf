import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { ACTS, type Memory } from './acts.ts';
import { EXPECTATIONS } from './expect.ts';
import { createStage, type Stage } from './stage.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from './types.ts';

/**
 * Runs the scenarios of a package folder through the real engine with a set clock. One database each. A failed expectation does not
 * stop the others.
 */
export async function runScenarios(
  folder: string,
  options: ScenarioOptions & { only?: string; serviceId?: string },
): Promise<ScenarioReport[]> {
  const tests = join(folder, 'tests');
  const names = (await readdir(tests)).filter((name) => name.endsWith('.yaml') && (!options.only || name.includes(options.only))).sort();
  const reports: ScenarioReport[] = [];
  for (const name of names) reports.push(await runScenario(join(tests, name), options.serviceId ?? basename(folder), options));
  return reports;
}

async function runScenario(file: string, service: string, options: ScenarioOptions): Promise<ScenarioReport> {
  const scenario = parse(await readFile(file, 'utf8'), { version: '1.2' }) as Scenario;
  const report: ScenarioReport = { scenario: scenario.scenario, file, ok: true, failures: [], rules: new Set(), flows: new Set() };
  let stage: Stage | null = null;
  try {
    stage = await createStage(scenario, service, options);
    const memory: Memory = { reference: null, applicant: null, draftId: null, refused: null, eligibility: null, language: 'de' };
    for (const [index, step] of scenario.steps.entries()) {
      for (const failure of await runStep(stage, memory, step)) report.failures.push(`step ${index + 1}, ${failure}`);
      if (report.failures.length > 0) break;
    }
    await collectCover(stage, report);
  } catch (error) {
    report.failures.push((error as Error).stack ?? String(error));
  } finally {
    await stage?.end();
  }
  report.ok = report.failures.length === 0;
  return report;
}

async function runStep(stage: Stage, memory: Memory, step: Scenario['steps'][number]): Promise<string[]> {
  const [verb, args] = Object.entries(step.when)[0] ?? [];
  const act = verb ? ACTS[verb] : undefined;
  if (!act) return [`expected a verb of scenarios in when, got ${verb ?? 'nothing'}`];
  // `wait: 3 hours` is short for a period; every other verb takes a map.
  await act(stage, memory, typeof args === 'string' ? { period: args } : ((args ?? {}) as Record<string, unknown>));
  await stage.settle();
  const failures: string[] = [];
  for (const [key, expected] of Object.entries(step.then ?? {})) {
    const expectation = EXPECTATIONS[key];
    const fault = expectation ? await expectation(stage, memory, expected as never) : `expected a known expectation, got ${key}`;
    if (fault) failures.push(`${verb}: ${fault}`);
  }
  return failures;
}

async function collectCover(stage: Stage, report: ScenarioReport): Promise<void> {
  const { rows } = await stage.owner.query<{ flow: string }>(
    `select distinct p ->> 'flow' as flow from engine.event e, jsonb_array_elements(e.path) p where p ? 'flow'`,
  );
  for (const { flow } of rows) report.flows.add(flow);
}
