import { createHash } from 'node:crypto';
import type { DeployRequest } from '../types.ts';

/** Id of a definition: 32 hex digits of the hash over everything that decides how it runs. */
export function definitionIdOf(request: DeployRequest): string {
  const sorted = (record: Record<string, unknown> = {}): unknown[] =>
    Object.keys(record)
      .sort()
      .map((name) => [name, record[name]]);
  const content = JSON.stringify([request.processId, request.xml, sorted(request.calls), sorted(request.inputDefaults)]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
