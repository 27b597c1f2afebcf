import { commandOutcome, type CommandOutcome } from '@einwohnerportal/engine';
import { setTimeout as pause } from 'node:timers/promises';
import type { CasesContext } from '../types.ts';
import { withSession } from './scope.ts';

/** A page waits at most this long for the machine; then it shows what is true now and goes on by itself later. */
const PATIENCE_MS = 1500;

/**
 * Waits until a command of a case was executed by the machine. Null when that takes longer than a person should wait: the command
 * is kept and will run.
 */
export async function awaitCommand(
  context: CasesContext,
  secret: string | null,
  caseId: string,
  commandId: string,
): Promise<CommandOutcome | null> {
  const until = performance.now() + PATIENCE_MS;
  for (let wait = 5; performance.now() < until; wait = Math.min(wait * 1.6, 100)) {
    await pause(wait);
    const outcome = await withSession(context, secret, (scope) => commandOutcome(scope.client, caseId, commandId));
    if (outcome) return outcome;
  }
  return null;
}

/** The same for commands of several cases: what became of each, in their order; null where it takes longer. */
export async function awaitCommands(
  context: CasesContext,
  secret: string | null,
  commands: readonly { caseId: string; commandId: string }[],
): Promise<(CommandOutcome['result'] | null)[]> {
  const until = performance.now() + PATIENCE_MS;
  let results: (CommandOutcome['result'] | null)[] = commands.map(() => null);
  for (let wait = 5; results.includes(null) && performance.now() < until; wait = Math.min(wait * 1.6, 100)) {
    await pause(wait);
    const { rows } = await withSession(context, secret, (scope) =>
      scope.client.query<{ result: CommandOutcome['result'] | null }>(
        `select e.result from unnest($1::uuid[], $2::text[]) with ordinality as x (case_id, command_id, place)
         left join engine.event e on e.case_id = x.case_id and e.command_id = x.command_id order by x.place`,
        [commands.map(({ caseId }) => caseId), commands.map(({ commandId }) => commandId)],
      ),
    );
    results = rows.map((row) => row.result);
  }
  return results;
}
