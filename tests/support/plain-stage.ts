import { createEngine, type Engine } from '@einwohnerportal/engine';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../tools/testing/database.ts';
import { readCatalogueFolder } from '../../packages/cases/src/catalogue/index.ts';
import { signIn } from '../../packages/cases/src/request/sessions.ts';
import { createCaseBeginner } from '../../packages/cases/src/starts/begin-cases.ts';
import { storeCatalogue } from '../../packages/cases/src/store/load-catalogue.ts';
import { openCatalogue, type OpenCatalogue } from '../../packages/cases/src/store/open-catalogue.ts';
import type { CasesContext } from '../../packages/cases/src/types.ts';
import { createEngineHost } from '../../packages/cases/src/worker/engine-host.ts';
import { createLane, sweep, workOnce } from '../../packages/cases/src/worker/run-worker.ts';
import type { WorkerContext } from '../../packages/cases/src/worker/types.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const CANTON = '_example';

/** The fictional service with another process, its worker and its workplace on one database; the clock stands until it is set. */
export interface PlainStage {
  database: TestDatabase;
  engine: Engine;
  worker: WorkerContext;
  portal: CasesContext;
  workplace: CasesContext;
  moveTo(instant: string): void;
  /** Loads the catalogue again with another process of the fictional service, and perhaps other files beside it (path → change of its text). */
  reload(process: string, others?: Record<string, (text: string) => string>): Promise<void>;
  /** Lets the worker do all that is due. */
  settle(): Promise<void>;
  /** Signs in a person who works in these roles (claims of the authorities), or a resident without. */
  signIn(name: string, claims?: string[], level?: number): Promise<{ secret: string; principal: string }>;
  end(): Promise<void>;
}

/** Process around a body, with lanes for the applicant and the office; `more` stands beside the process. */
export function exampleProcess(body: string, lanes: { applicant?: string[]; club: string[] }, more = ''): string {
  const lane = (id: string, elements: string[]): string =>
    `<bpmn:lane id="${id}">${elements.map((element) => `<bpmn:flowNodeRef>${element}</bpmn:flowNodeRef>`).join('')}</bpmn:lane>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://example.org/test">
  <bpmn:process id="_example" isExecutable="true"><bpmn:laneSet id="lanes">${lane('applicant', lanes.applicant ?? [])}${lane('club', lanes.club)}</bpmn:laneSet>
  ${body}</bpmn:process>${more}</bpmn:definitions>`;
}

/** A user task of the fictional service's own form, with extensions. */
export function assessTask(id: string, extensions = ''): string {
  return `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="assess" bindingType="deployment" />${extensions}</bpmn:extensionElements></bpmn:userTask>`;
}

export function chain(...ids: string[]): string {
  return ids
    .slice(1)
    .map((id, index) => `<bpmn:sequenceFlow id="${ids[index]}--${id}" sourceRef="${ids[index]}" targetRef="${id}" />`)
    .join('');
}

export async function plainStage(process: string, at = '2027-03-01T08:00:00.000Z'): Promise<PlainStage> {
  let now = at;
  const clock = (): string => now;
  const database = await createDatabase({ schema: 'cases' });
  const owner = createEngine({ pool: database.pool, host: createEngineHost({ catalogue: () => open.current, clock }), clock });
  const base = await readCatalogueFolder([ROOT]);
  const load = async (xml: string, others: Record<string, (text: string) => string> = {}): Promise<void> => {
    const files: typeof base = { ...base, 'services/_example/process.bpmn': new TextEncoder().encode(xml) };
    for (const [path, change] of Object.entries(others))
      files[path] = new TextEncoder().encode(change(new TextDecoder().decode(base[path])));
    await storeCatalogue(database.pool, owner, files, CANTON);
  };
  await load(process);
  const pools = new Map<string, pg.Pool>();
  const poolOf = (role: string): pg.Pool => {
    const known = pools.get(role) ?? new pg.Pool({ connectionString: database.roleUrl(role), max: 4 });
    known.on('error', () => {});
    pools.set(role, known);
    return known;
  };
  const enginePool = poolOf('ep_engine');
  const open: OpenCatalogue = await openCatalogue(enginePool, { canton: CANTON, follow: false });
  const touched = new Set<string>();
  const engine = createEngine({
    pool: enginePool,
    host: createEngineHost({ catalogue: () => open.current, clock }),
    clock,
    afterStep: (step) => void touched.add(step.caseId),
    beginCases: createCaseBeginner({ catalogue: () => open.current, clock }),
  });
  const silent = (): void => {};
  const nothing = (): never => {
    throw new Error('expected no document in this test, got one');
  };
  const worker: WorkerContext = {
    pool: enginePool,
    engine,
    touched,
    catalogue: () => open.current,
    connectors: new Map(),
    payments: new Map(),
    renderer: { render: nothing },
    sealer: { seal: nothing },
    files: { take: nothing, open: nothing },
    mail: null,
    publicUrl: 'https://portal.example',
    clock,
    log: { info: silent, warn: silent, error: silent },
  };
  const app = (role: string): CasesContext => ({
    pool: poolOf(role),
    clock,
    prefill: null,
    get catalogue() {
      return open.current;
    },
  });
  return {
    database,
    engine,
    worker,
    portal: app('ep_portal'),
    workplace: app('ep_workplace'),
    moveTo: (instant) => (now = instant),
    async reload(xml, others) {
      await load(xml, others);
      await open.refresh();
    },
    async settle() {
      for (let idle = 0, rounds = 0; idle < 2 && rounds < 100; rounds += 1) {
        const lane = createLane();
        const done = await workOnce(worker, lane);
        await Promise.all(lane.running.values());
        if (done === 0) await sweep(worker);
        idle = done === 0 ? idle + 1 : 0;
      }
    },
    async signIn(name, claims = [], level = 300) {
      const [givenName = '', familyName = ''] = name.split(' ');
      const identity = {
        issuer: 'test',
        subject: name,
        givenName,
        familyName,
        birthdate: null,
        email: `${givenName.toLowerCase()}@example.org`,
        level,
        language: 'de',
        municipality: 9901,
        functions: claims,
      };
      const { secret } = await signIn(poolOf('ep_sign_in'), identity, claims.length > 0 ? 'workplace' : 'portal', open.current);
      const { rows } = await database.pool.query<{ person_id: string }>(
        `select person_id from cases.persons where issuer = 'test' and subject = $1`,
        [name],
      );
      return { secret, principal: `person:${rows[0]!.person_id}` };
    },
    async end() {
      open.close();
      await Promise.all([...pools.values()].map((each) => each.end()));
      await database.drop();
    },
  };
}
