import { compileExpression } from '@einwohnerportal/decisions';
import { LIMITS } from '../limits.ts';
import type { ModelExpression } from './compiled.ts';
import type { Report } from './report.ts';

/**
 * Compiles a value of the model. Without leading `=` it is a constant (dialect of Camunda 8).
 * A syntax error is reported on the element and gives a constant, so that reading goes on.
 */
export function readExpression(text: string, element: string | null, what: string, report: Report): ModelExpression {
  if (!text.startsWith('=')) return constant(text);
  report.expressions += text.length;
  if (text.length > LIMITS.expression || report.expressions > LIMITS.expressions) {
    const most = text.length > LIMITS.expression ? LIMITS.expression : LIMITS.expressions;
    report.refuse('expression-too-long', element, `expected at most ${most} characters of FEEL, got more as ${what}; use a decision`);
    return constant(text);
  }
  try {
    const compiled = compileExpression(text.slice(1));
    return { text, constant: null, evaluate: (context, options) => compiled.evaluate(context, options) };
  } catch (cause) {
    report.refuse(
      'feel-syntax',
      element,
      `expected FEEL as ${what}, got a syntax error: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    return constant(text);
  }
}

/** As readExpression, but absent stays null. */
export function readOptional(text: string | undefined, element: string, what: string, report: Report): ModelExpression | null {
  return text === undefined || text.trim() === '' ? null : readExpression(text.trim(), element, what, report);
}

/** As readExpression, but absent is refused. */
export function readRequired(text: string | undefined, element: string, what: string, report: Report): ModelExpression {
  if (text === undefined || text.trim() === '') {
    report.refuse('value-missing', element, `expected ${what}, got nothing`);
    return constant('');
  }
  return readExpression(text.trim(), element, what, report);
}

function constant(text: string): ModelExpression {
  return { text, constant: text, evaluate: () => ({ value: text, warnings: [] }) };
}
