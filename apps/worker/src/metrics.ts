import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

interface Standing {
  ready_jobs: string;
  oldest_job_seconds: string | null;
  due_commands: string;
  incidents: string;
  queued_alerts: string;
}

/** Figures for Prometheus: age of the oldest due job is the one to alarm on. */
export function createMetrics(pool: pg.Pool): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const gauges = {
    ready_jobs: gauge('einwohnerportal_jobs_ready', 'Jobs that are due'),
    oldest_job_seconds: gauge('einwohnerportal_oldest_job_seconds', 'Age of the oldest due job in seconds'),
    due_commands: gauge('einwohnerportal_commands_due', 'Commands waiting for the machine'),
    incidents: gauge('einwohnerportal_incidents', 'Incidents nobody has repaired yet'),
    queued_alerts: gauge('einwohnerportal_alerts_queued', 'E-mails that have not left yet'),
  };
  return async () => {
    const { rows } = await pool.query<Standing>(`select
      (select count(*) from engine.job where state = 'ready' and due_at <= now()) as ready_jobs,
      (select extract(epoch from now() - min(due_at)) from engine.job where state = 'ready' and due_at <= now()) as oldest_job_seconds,
      (select count(*) from engine.work where due_at <= now()) as due_commands,
      (select count(*) from engine.incident) as incidents,
      (select count(*) from cases.alerts where state = 'queued') as queued_alerts`);
    for (const [name, value] of Object.entries(rows[0] ?? {})) gauges[name as keyof typeof gauges].set(Number(value ?? 0));
    return registry.metrics();
  };
}
