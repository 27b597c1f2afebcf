import type { Code } from '../feel/compile/code.ts';
import { forLoops, loopOf, quantifiedLoops } from '../feel/compile/iteration.ts';
import { normalizeName } from '../feel/tree-types.ts';
import { compileBoxed } from './boxed.ts';
import type { Place } from './boxed.ts';
import type { BoxedOf } from './model.ts';
import { shapeOfBoxed } from './shapes.ts';

/** Boxed `for`, `some`, `every`: the same loops as in text (DMN 1.5, sections 10.2.2.9 to 10.2.2.11). */
export function compileIterator(boxed: BoxedOf<'iterator'>, place: Place): Code {
  const loops = [loopOf(normalizeName(boxed.variable), compileBoxed(boxed.in, place), null)];
  const inside = shapeOfBoxed(boxed.in, place.types, place.names);
  const body = compileBoxed(boxed.body, { ...place, names: { ...place.names, [boxed.variable]: inside, partial: null } });
  return boxed.how === 'for' ? forLoops(loops, body, true) : quantifiedLoops(loops, body, boxed.how === 'every');
}
