import { randomUUID } from 'node:crypto';

/** Name of the hidden field that makes pressing a button twice have the effect of once. */
export const COMMAND_FIELD = '_command';

/** The command id of a posted form, or a fresh one where it is missing or of another shape. */
export function commandId(body: URLSearchParams | null): string {
  const given = body?.get(COMMAND_FIELD) ?? '';
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(given) ? given : randomUUID();
}
