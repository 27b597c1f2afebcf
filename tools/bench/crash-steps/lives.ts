import { createCaseBeginner, createEngineHost, type WorkerContext } from '../../../packages/cases/src/index.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';
import { createEngine } from '../../../packages/engine/src/index.ts';
import pg from 'pg';
import { Life, type End } from './life.ts';

/** Everything through which a worker reaches the outside besides its database. */
type Outside = Pick<WorkerContext, 'files' | 'sealer' | 'renderer' | 'mail' | 'connectors' | 'payments'>;

/** Gives the worker of a stage one life after the other, on the same database and files. */
export class Lives {
  readonly #stage: Stage;
  readonly #outside: Outside;
  readonly #url: string;
  #pool: pg.Pool | null = null;
  #count = 0;

  constructor(stage: Stage, url: string) {
    this.#stage = stage;
    this.#url = url;
    const { files, sealer, renderer, mail, connectors, payments } = stage.worker;
    this.#outside = { files, sealer, renderer, mail, connectors, payments };
  }

  /** What the worker knew is gone with its life; its connections are cut. */
  async begin(end: End | null): Promise<Life> {
    await this.end();
    const life = new Life(end);
    const name = `life-${(this.#count += 1)}`;
    const pool = new pg.Pool({ connectionString: this.#url, max: 4, application_name: name });
    pool.on('error', () => {});
    // Connections are cut when the life ends, lent ones too.
    pool.on('connect', (client) => client.on('error', () => {}));
    this.#pool = pool;
    const { worker } = this.#stage;
    const { catalogue, clock } = worker;
    const touched = new Set<string>();
    const wrapped = life.pool(pool);
    const engine = createEngine({
      pool: wrapped,
      host: createEngineHost({ catalogue, ...(clock ? { clock } : {}) }),
      ...(clock ? { clock } : {}),
      node: crypto.randomUUID(),
      zone: catalogue().authorities.canton.zone,
      beginCases: createCaseBeginner({ catalogue, ...(clock ? { clock } : {}) }),
      afterStep: (step) => void touched.add(step.caseId),
    });
    const { files, sealer, renderer, mail, connectors, payments } = this.#outside;
    const all = <T extends object>(kind: string, of: Map<string, T>): Map<string, T> =>
      new Map([...of].map(([id, each]) => [id, life.of(kind, each)]));
    Object.assign(worker, {
      pool: wrapped,
      engine,
      touched,
      madeUp: undefined,
      tried: undefined,
      rerouted: undefined,
      files: life.of('store', files, (method, result) => (method === 'take' ? life.of('content', result as object) : result)),
      sealer: life.of('seal', sealer),
      renderer: life.of('render', renderer),
      mail: mail === null ? null : life.of('mail', mail),
      connectors: all('connector', connectors),
      payments: all('payment', payments),
    });
    return life;
  }

  /** Cuts the connections of the life there is. */
  async end(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    if (!pool) return;
    await this.#stage.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()`,
      [`life-${this.#count}`],
    );
    // Lent connections never come back.
    void pool.end();
  }
}
