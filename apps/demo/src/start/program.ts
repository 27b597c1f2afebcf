import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DemoError } from '../errors.ts';

/** A program that the supervisor keeps running. */
export interface ProgramPlan {
  name: string;
  /** TypeScript file. */
  script: string;
  env: Record<string, string>;
  /** Answers 200 when the program can do its work. */
  healthUrl: string;
  logFile: string;
}

export interface RunningProgram {
  readonly name: string;
  readonly pid: number | null;
  /** Resolves when the program answers; rejects with DemoError `not-healthy` and the end of its log when it does not. */
  ready: Promise<void>;
  /** SIGTERM, then after a while SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
}

const preload = new URL('end-with-parent.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const readyWaitMs = 90_000;
const crashesBeforeReady = 4;
const stopWaitMs = 8_000;

function logEnd(path: string): string {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-15)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Starts a program and starts it again whenever it ends by itself, after 0.25 s at first, then twice as long each time up to 15 s;
 * a minute without a crash forgives. `say` hears of crashes. Its output goes to its log file.
 */
export function runProgram(plan: ProgramPlan, say: (line: string) => void): RunningProgram {
  const log = openSync(plan.logFile, 'w', 0o600);
  const pause = new AbortController();
  let child: ChildProcess | null = null;
  let crashes = 0;
  let stopping = false;
  let isReady = false;

  const done = (async () => {
    while (!stopping) {
      const began = Date.now();
      // Its own process group: Ctrl-C reaches the supervisor only, which ends everything in order.
      const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', preload, plan.script], {
        cwd: root,
        env: plan.env,
        detached: true,
        stdio: ['ignore', log, log, 'ipc'],
      });
      child = running;
      const how = await new Promise<string>((ended) => {
        running.on('error', (error) => ended(error.message));
        running.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
      });
      child = null;
      if (stopping) break;
      crashes = Date.now() - began > 60_000 ? 1 : crashes + 1;
      if (isReady) say(`${plan.name} ended (${how}) and is started again; its log: ${plan.logFile}`);
      await sleep(Math.min(250 * 2 ** (crashes - 1), 15_000), null, { signal: pause.signal }).catch(() => {});
    }
    closeSync(log);
  })();

  const ready = (async () => {
    const deadline = Date.now() + readyWaitMs;
    while (!stopping) {
      if (await answers(plan.healthUrl)) {
        isReady = true;
        return;
      }
      if (crashes >= crashesBeforeReady || Date.now() > deadline) {
        throw new DemoError(
          'not-healthy',
          `expected ${plan.name} to answer at ${plan.healthUrl}, got nothing; the end of its log ${plan.logFile}:\n${logEnd(plan.logFile)}`,
        );
      }
      await sleep(25);
    }
  })();
  // Whoever waits for it hears of it; nobody has to.
  ready.catch(() => {});

  return {
    name: plan.name,
    get pid() {
      return child?.pid ?? null;
    },
    ready,
    async stop() {
      stopping = true;
      pause.abort();
      child?.kill('SIGTERM');
      const hard = setTimeout(() => child?.kill('SIGKILL'), stopWaitMs);
      await done;
      clearTimeout(hard);
    },
  };
}
