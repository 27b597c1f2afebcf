import type { Command } from '../../src/types.ts';
import type { View } from './driver.ts';
import type { Models } from './random-models.ts';
import type { Random } from './random.ts';

/** What an operator might do to a case as it stands; much of it does not fit and has to be rejected without a trace. */
export function operate(random: Random, models: Models, view: View): Command {
  const { rows, header } = view;
  const actor = 'o';
  const reason = 'r';
  const tokens = rows.tokens.length > 0 ? rows.tokens : [{ token_no: 1, element: 'none', definition_id: models.ids.main }];
  const token = random.pick(tokens);
  const definition = models.definitions.get(token.definition_id) ?? models.definitions.get(models.ids.main)!;
  const element = random.pick([...definition.elements.keys()]);
  const dice = random.below(10);
  if (dice === 0) return { type: 'modify', actor, reason, cancel: [token.token_no] };
  if (dice === 1) return { type: 'skip-incident', token: token.token_no, actor, reason };
  if (dice === 2) return { type: 'modify', actor, reason, move: [{ token: token.token_no, element }] };
  if (dice === 3) return { type: 'modify', actor, reason, activate: [{ scope: random.pick([0, token.token_no]), element }] };
  if (dice === 4) return { type: 'activate-elements', token: token.token_no, elements: [element], actor };
  if (dice === 5) return { type: 'reroute', token: token.token_no };
  if (dice === 6) return { type: 'resolve-incident', token: token.token_no, actor };
  const there = header?.definition_id === models.ids.main;
  const elements = there ? models.renamed : Object.fromEntries(Object.entries(models.renamed).map(([from, to]) => [to, from]));
  const plan = { definitionId: there ? models.ids.second : models.ids.main, elements };
  if (dice === 7) return { type: 'migrate', actor, reason, ...plan, restart: [token.element] };
  if (dice === 8) return { type: 'migrate', actor, reason, ...plan, drop: [token.element] };
  return { type: 'migrate', actor, reason, ...plan };
}
