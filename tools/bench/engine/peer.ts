import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import type pg from 'pg';
import { CHECKED, newCaseId, orderFor, orderNames, PRICED } from './order.ts';

type Price = (scope: unknown, callback: (error: null, result: unknown) => void) => void;

/** The machine has the order and does not answer yet. */
const asked: Price = () => {};
const answered: Price = (_scope, callback) => callback(null, PRICED);

/**
 * The same order with `bpmn-engine`: its state is saved while it waits for the machine, recovered, saved while it waits for a person,
 * recovered, and saved at its end, each time with a row of history in one commit. The model is read once.
 */
export async function openPeer(pool: pg.Pool): Promise<(no: number) => Promise<void>> {
  await pool.query(`create schema peer;
    create table peer.instance (case_id uuid primary key, state text not null, data jsonb not null) with (fillfactor = 80);
    create table peer.event (case_id uuid not null, step integer not null, at timestamptz not null default now(), what text not null, primary key (case_id, step))`);
  const reader = new Engine({ name: 'reader', source: orderFor('${environment.variables.dear}') });
  const [definition] = (await reader.getDefinitions()) as unknown as { context: { definitionContext: unknown } }[];
  const sourceContext = definition!.context.definitionContext;
  const make = (name: string, price: Price, more: object = {}): Engine =>
    new Engine({ name, sourceContext, services: { price }, ...more } as never);
  const load = async (caseId: string, price: Price): Promise<Engine> => {
    const { rows } = await pool.query<{ data: never }>({
      name: 'peer-load',
      text: 'select data from peer.instance where case_id = $1',
      values: [caseId],
    });
    return make(caseId, price).recover(rows[0]!.data);
  };
  return async (no) => {
    const caseId = newCaseId();
    const first = make(caseId, asked, { variables: { ...orderNames(no), dear: true } });
    await until(first, 'price', 'activity.start', (listener) => first.execute({ listener } as never));
    await save(pool, caseId, 1, 'start', first);
    const second = await load(caseId, answered);
    await until(second, 'check', 'activity.wait', (listener) => second.resume({ listener } as never));
    await save(pool, caseId, 2, 'price', second);
    const third = await load(caseId, answered);
    const ended = third.waitFor('end');
    const execution = (await third.resume()) as unknown as { signal(message: unknown): void };
    execution.signal({ id: 'check', ...CHECKED });
    await ended;
    await save(pool, caseId, 3, 'check', third);
  };
}

/** Goes on until an element is reached, then stops. */
async function until(engine: Engine, id: string, event: string, go: (listener: EventEmitter) => Promise<unknown>): Promise<void> {
  const listener = new EventEmitter();
  const reached = new Promise<void>((resolve, reject) => {
    listener.on(event, (element: { id: string }) => void (element.id === id && resolve()));
    engine.once('error', reject);
  });
  await go(listener);
  await reached;
  await engine.stop();
}

async function save(pool: pg.Pool, caseId: string, step: number, what: string, engine: Engine): Promise<void> {
  await pool.query({
    name: 'peer-save',
    text: `with saved as (insert into peer.instance values ($1, $3, $4) on conflict (case_id) do update set state = excluded.state, data = excluded.data)
      insert into peer.event (case_id, step, what) values ($1, $2, $5)`,
    values: [caseId, step, engine.state, JSON.stringify(await engine.getState()), what],
  });
}
