import { compileExpression, type CompiledExpression } from '@einwohnerportal/decisions';
import type { FormContext } from './types.ts';
import type { Tree } from './names.ts';

/** A FEEL expression of a form file, without its leading `=`. */
export interface Expression {
  readonly text: string;
  /** Names it reads, without those it introduces itself. */
  readonly names: readonly string[];
  evaluate(names: Tree, context: Pick<FormContext, 'today' | 'zone'>): unknown;
}

/**
 * Compiles a FEEL text of a form (`=purpose != "other"`); the leading `=` may be missing.
 * @throws whatever the FEEL compiler throws on faulty syntax
 */
export function compileFormExpression(text: string): Expression {
  const feel = text.trim().replace(/^=/, '').trim();
  const compiled: CompiledExpression = compileExpression(feel);
  return {
    text: feel,
    names: compiled.names,
    // Noon: the forms know the day only, and no zone of the country turns noon into a neighbouring day.
    evaluate: (names, context) => compiled.evaluate(names, { now: `${context.today}T12:00:00Z`, zone: context.zone }).value ?? null,
  };
}

/** An expression that always gives the same value. */
export function constantExpression(value: unknown): Expression {
  return { text: '', names: [], evaluate: () => value };
}

const comparison = /^([A-Za-z_][\w.]*)\s*(!=|=)\s*(?:"([^"\\]*)"|(true|false)|(-?\d+(?:\.\d+)?))$/;
const containing = /^(not\(\s*)?list contains\(\s*([A-Za-z_][\w.]*)\s*,\s*"([^"\\]*)"\s*\)\s*(\))?$/;

/**
 * The plain form of a hiding condition, turned into when the component is *shown*: `purpose != "other"` hides,
 * so it is shown when purpose = other. Null when the condition does not compare one name with one value.
 */
export function shownWhen(hide: string): { name: string; value: string; negated: boolean } | null {
  const absent = /^([A-Za-z_][\w.]*)\s*=\s*null\s+or\s+(.*)$/.exec(hide);
  if (absent) {
    // Hidden too while nothing was answered: that is what the plain form means anyway.
    const rest = shownWhen(absent[2]!);
    return rest?.name === absent[1] ? rest : null;
  }
  const compared = comparison.exec(hide);
  if (compared) {
    const [, name, operator, text, truth, number] = compared;
    return { name: name!, value: text ?? truth ?? number ?? '', negated: operator === '=' };
  }
  const contained = containing.exec(hide);
  if (contained) {
    const [, not, name, value, closing] = contained;
    if ((not === undefined) === (closing === undefined)) return { name: name!, value: value!, negated: not === undefined };
  }
  return null;
}
