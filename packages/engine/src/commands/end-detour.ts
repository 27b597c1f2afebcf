import { dropCompensations } from '../run/compensations.ts';
import { endDetour } from '../run/detour.ts';
import { Rejection } from '../run/failure.ts';
import { terminate } from '../run/terminate.ts';
import type { CommandHandler } from './apply.ts';

/** Whoever set a task aside wants it back: what runs in its place is cancelled. Whether this person may is the host's to check before. */
export const takeDetourBack: CommandHandler<'end-detour'> = (step, command) => {
  const token = step.instance.tokens.get(command.token);
  // What ran in place of the task has ended meanwhile, or somebody has begun another one since.
  if (token?.data.detour?.since !== command.since) throw new Rejection('no-detour');
  for (const child of step.instance.tokensIn(token.token_no)) terminate(step, child);
  dropCompensations(step, token.token_no);
  endDetour(step, token);
};
