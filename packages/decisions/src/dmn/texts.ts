import { DecisionError } from '../errors.ts';
import type { Node, NodeOf } from '../feel/ast.ts';
import type { NameShape } from '../feel/grammar.ts';
import { parseExpression, parseUnaryTests } from '../feel/parse.ts';
import type { ItemTypes } from './item-types.ts';
import { declareTypes } from './declared-types.ts';

/** Parses an expression of a decision file; an error names its place. */
export function parseText(text: string, where: string, names?: NameShape, types?: ItemTypes): Node {
  return located(where, () => declareTypes(parseExpression(text, names), types));
}

/** Parses an input cell or a list of allowed values; an error names its place. */
export function parseCell(text: string, where: string, names?: NameShape, types?: ItemTypes): NodeOf<'tests'> {
  return located(where, () => declareTypes(parseUnaryTests(text, names), types)) as NodeOf<'tests'>;
}

function located(where: string, parse: () => Node): Node {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    const options = error.position === null ? { cause: error } : { cause: error, position: error.position };
    throw new DecisionError(error.code, `${error.message} of ${where}`, options);
  }
}
