import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { CONFIRM, fictionalStage, type Told } from '../../../tests/support/stage.ts';
import { createMetrics, type Metrics } from './metrics.ts';

let stage: Told;
let pool: pg.Pool;
let metrics: Metrics;
before(async () => {
  stage = await fictionalStage({ musterau: { [CONFIRM]: 'demo-register' } });
  const { options } = stage.workplace.pool as unknown as { options: { connectionString: string } };
  const url = new URL(options.connectionString);
  url.username = 'ep_engine';
  pool = new pg.Pool({ connectionString: url.href, max: 2 });
  metrics = createMetrics(pool, () => 1500);
});
after(async () => {
  await pool.end();
  await stage.end();
});

const figure = (text: string, line: string): number => {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  assert.ok(
    found,
    `expected ${line}, got ${text
      .split('\n')
      .filter((each) => each.startsWith(line.split('{')[0]!))
      .join(' | ')}`,
  );
  return Number(found.split(' ').at(-1));
};

test('the figures say what stands still, what waits and how old it is, and name nobody', async () => {
  const answers = { 'address.text': 'Im Rank, 9902 Musterau', persons: ['jonas'], purpose: 'none', delivery: 'inbox' };
  await stage.act('fault', { connector: 'demo-register', kind: 'down' });
  await stage.act('submit', { as: 'jonas', at: 'musterau', answers });
  await stage.act('pay', { as: 'jonas', outcome: 'settled' });
  stage.moveTo('2027-03-08T09:00:00.000Z');
  await stage.settle();
  await stage.act('submit', { as: 'selma', at: 'musterau', answers: { ...answers, persons: ['selma'] } });
  // The figures go by the clock of the database, the scenario has its own.
  await stage.owner.query(`update engine.incident set created_at = now() - interval '1 hour'`);
  for (const table of ['job', 'timer']) await stage.owner.query(`update engine.${table} set due_at = now() + interval '1 day'`);
  metrics.measures.steps(4, 0.02);
  metrics.measures.job(CONFIRM, 0.3);
  metrics.measures.jobFailed(CONFIRM, 'not-available');
  const text = await metrics.text();
  assert.equal(figure(text, 'einwohnerportal_incidents{code="expired"}'), 1);
  assert.equal(figure(text, 'einwohnerportal_incidents{code="any"}'), 1);
  assert.ok(figure(text, 'einwohnerportal_oldest_incident_seconds') >= 3600);
  assert.equal(figure(text, 'einwohnerportal_open_instances'), 2);
  assert.equal(figure(text, 'einwohnerportal_tokens{state="failed"}'), 1);
  assert.equal(figure(text, `einwohnerportal_jobs{type="${CONFIRM}",standing="failed"}`), 1);
  assert.equal(figure(text, 'einwohnerportal_jobs{type="fees.collect",standing="suspended"}'), 1);
  assert.equal(figure(text, 'einwohnerportal_oldest_job_seconds{type="any"}'), 0);
  assert.equal(figure(text, 'einwohnerportal_timers_overdue'), 0);
  assert.equal(figure(text, 'einwohnerportal_alerts{state="failed"}'), 0);
  assert.equal(figure(text, 'einwohnerportal_interventions{state="proposed"}'), 0);
  assert.equal(figure(text, 'einwohnerportal_step_seconds_count'), 4);
  assert.equal(figure(text, 'einwohnerportal_step_seconds_bucket{le="0.005"}'), 4);
  assert.equal(figure(text, `einwohnerportal_job_failures_total{type="${CONFIRM}",code="not-available"}`), 1);
  assert.equal(figure(text, 'einwohnerportal_round_age_seconds'), 1.5);
  assert.equal(figure(text, 'einwohnerportal_figures_failed_total'), 0);
  assert.doesNotMatch(text, /Imfeld|Aregger|@mail\.example|person:/);
});

test('who asks often gets the same figures; a database that is away leaves the node’s own', async () => {
  const before = await metrics.text();
  await stage.owner.query('delete from engine.incident');
  assert.equal(
    figure(await metrics.text(), 'einwohnerportal_incidents{code="any"}'),
    figure(before, 'einwohnerportal_incidents{code="any"}'),
  );
  const away = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 200 });
  away.on('error', () => {});
  const text = await createMetrics(away, () => 0).text();
  assert.ok(figure(text, 'einwohnerportal_figures_failed_total') > 0);
  await away.end();
});
