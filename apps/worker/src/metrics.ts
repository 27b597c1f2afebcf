import type { WorkerMeasures } from '@einwohnerportal/cases';
import type pg from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { FIGURES, type Figure } from './standing-figures.ts';

/** The database is asked at most this often, however many programs ask us. */
const KEPT_MS = 10_000;
/** A figure that takes longer is left out once; counting must never hold up the work. */
const LONGEST_MS = 5_000;

export interface Metrics {
  /** Told by the worker while it works. */
  measures: WorkerMeasures;
  /** All figures in the text format of Prometheus. */
  text(): Promise<string>;
}

/**
 * Figures for Prometheus: what stands in the database (of all workers, so ask one of them) and what this node measured itself. Labels
 * are types, states and codes, never a case or a person.
 * @param sealDays how long certificates of seals are still good, by key
 */
export function createMetrics(pool: pg.Pool, lastRoundMs: () => number, sealDays: ReadonlyMap<string, number> = new Map()): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauges = FIGURES.map((figure) => ({
    figure,
    gauge: new Gauge({ name: figure.name, help: figure.help, labelNames: figure.labels, registers }),
  }));
  const failures = new Counter({
    name: 'einwohnerportal_figures_failed_total',
    help: 'Figures that the database did not give in time',
    registers,
  });
  new Gauge({
    name: 'einwohnerportal_round_age_seconds',
    help: 'Time since this worker last went round',
    registers,
    collect() {
      this.set(lastRoundMs() / 1000);
    },
  });
  new Gauge({
    name: 'einwohnerportal_seal_certificate_days',
    help: 'Days that the certificate of a seal is still good, by key; below 0: it has ended',
    labelNames: ['key'],
    registers,
    collect() {
      for (const [key, days] of sealDays) this.set({ key }, days);
    },
  });
  let known = -Infinity;
  let asking: Promise<void> | null = null;
  const refresh = async (): Promise<void> => {
    for (const { figure, gauge } of gauges) {
      try {
        const rows = await ask(pool, figure);
        gauge.reset();
        for (const { value, ...labels } of rows) gauge.set(labels, Number(value ?? 0));
      } catch {
        failures.inc();
      }
    }
    known = performance.now();
  };
  return {
    measures: createMeasures(registers),
    async text() {
      if (performance.now() - known > KEPT_MS) await (asking ??= refresh().finally(() => (asking = null)));
      return registry.metrics();
    },
  };
}

type Row = Record<string, string> & { value: string | null };

async function ask(pool: pg.Pool, figure: Figure): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query(`begin read only; set local statement_timeout = ${LONGEST_MS}`);
    const { rows } = await client.query<Row>(figure.sql);
    return rows;
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

function createMeasures(registers: Registry[]): WorkerMeasures {
  const steps = new Histogram({
    name: 'einwohnerportal_step_seconds',
    help: 'Time of one step of a process: that of its round, shared by the steps of the round',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const jobs = new Histogram({
    name: 'einwohnerportal_job_seconds',
    help: 'Time of one try of a job, by type',
    labelNames: ['type'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const failed = new Counter({
    name: 'einwohnerportal_job_failures_total',
    help: 'Tries of jobs that failed, by type and code',
    labelNames: ['type', 'code'],
    registers,
  });
  return {
    steps(count, seconds) {
      for (let done = 0; done < count; done++) steps.observe(seconds / count);
    },
    job: (type, seconds) => jobs.observe({ type }, seconds),
    jobFailed: (type, code) => failed.inc({ type, code }),
  };
}
