import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Measured, Run } from './generator.ts';

export interface Rates {
  connections: number;
  rate: number;
  p50: number;
  p99: number;
  bytes: number;
}

export type Target = Pick<Run, 'requests' | 'expects' | 'port'> & { unseen?: boolean };

/** A program beside this one, told by messages. */
export function beside(file: string): ChildProcess {
  return fork(new URL(file, import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/**
 * Measures all targets in turn, round after round, so that whatever else the machine does meanwhile touches each alike; gives the
 * mean rate and the medians of the rounds' quantiles (ms).
 * @throws Error when any answer was not the expected page
 */
export async function measureRates<Name extends string>(
  targets: Record<Name, Target>,
  { connections, rounds, seconds }: { connections: number; rounds: number; seconds: number },
): Promise<Record<Name, Rates>> {
  const generator = beside('./generator.ts');
  const found = {} as Record<Name, Measured[]>;
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of Object.keys(targets) as Name[]) {
        generator.send({ unseen: false, ...targets[name], connections, seconds, warmUp: round === 0 ? 2 : 0.2 } satisfies Run);
        const [measured] = (await once(generator, 'message')) as [Measured];
        if (measured.wrong > 0 || measured.answers === 0)
          throw new Error(`expected ${name} to answer with its page, got ${measured.wrong} others of ${measured.answers}`);
        (found[name] ??= []).push(measured);
      }
    }
  } finally {
    generator.disconnect();
  }
  const rates = {} as Record<Name, Rates>;
  for (const [name, runs] of Object.entries(found) as [Name, Measured[]][]) {
    const mean = (of: (run: Measured) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
    rates[name] = {
      connections,
      rate: mean((run) => run.rate),
      p50: median(runs.map((run) => run.p50)),
      p99: median(runs.map((run) => run.p99)),
      bytes: mean((run) => run.bytes),
    };
  }
  return rates;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
