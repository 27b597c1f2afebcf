import type { EngineHost } from './types.ts';

/** Migrations of the schema `engine`, for `migrate(pool, migrations, 'engine')`. */
export const migrations: URL = new URL('../sql/', import.meta.url);

/**
 * A host without a domain: every service task is a job, a user task goes to the first candidate group of the model (or, with none, to
 * the group `everybody`) until the due date of the model; no further functions, names or decisions.
 * @param changes hooks of your own instead.
 */
export function standaloneHost(changes: Partial<EngineHost> = {}): EngineHost {
  return {
    route: () => ({ to: 'job' }),
    assign: (_token, role, dueDate, _root, wish) => ({
      group: wish.candidateGroups[0] ?? 'everybody',
      role: role ?? 'member',
      dueAt: typeof dueDate === 'string' ? dueDate : null,
      assignee: wish.assignee,
    }),
    functions: () => ({}),
    overlay: () => ({}),
    reservedRoots: [],
    ...changes,
  };
}
