import { DemoError } from './errors.ts';

/** A setting from the environment; throws DemoError `settings` when it is missing and has no default. */
export function setting(name: string, fallback?: string): string {
  const value = process.env[name] ?? fallback;
  if (value === undefined || value === '') throw new DemoError('settings', `expected the environment variable ${name}, got none`);
  return value;
}

/** A port number from the environment. */
export function portSetting(name: string): number {
  const port = Number(setting(name));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new DemoError('settings', `expected a port number in ${name}, got "${setting(name)}"`);
  return port;
}

/** Ends the process in order when the supervisor says so: SIGTERM, or its end of the channel is gone. */
export function untilStopped(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    void stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}
