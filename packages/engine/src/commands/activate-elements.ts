import { activateInside, startable } from '../elements/ad-hoc-subprocess.ts';
import { Rejection } from '../run/failure.ts';
import type { CommandHandler } from './apply.ts';

/** A person begins more elements of an open ad-hoc subprocess. */
export const activateElements: CommandHandler<'activate-elements'> = (step, command) => {
  const token = step.instance.tokens.get(command.token);
  const element = token && step.element(token);
  if (!token || token.part === 'loop' || token.state !== 'waiting' || element?.kind !== 'ad-hoc-subprocess')
    throw new Rejection('not-an-ad-hoc-subprocess');
  const free = startable(step, token, element);
  if (command.elements.length === 0 || command.elements.some((id) => !free.includes(id))) throw new Rejection('element-unknown');
  for (const id of command.elements) activateInside(step, token, id);
};
