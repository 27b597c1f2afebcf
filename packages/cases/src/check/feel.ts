import { compileExpression } from '@einwohnerportal/decisions';
import type { CheckContext } from './context.ts';

/** A FEEL text that was found correct: the names it reads. */
export interface FeelUse {
  text: string;
  names: readonly string[];
}

/** Functions of this product beside those of FEEL. */
const ownFunctions = new Set(['due', 'age']);

/** Takes the leading `=` off; null when there is none, i.e. when the text is a literal. */
export function feelOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed.startsWith('=') ? trimmed.slice(1).trim() : null;
}

/** Compiles a FEEL text without `=`; wrong syntax is reported at its place. */
export function useFeel(context: CheckContext, file: string, place: string, text: string): FeelUse | null {
  try {
    const compiled = compileExpression(text);
    for (const name of compiled.names) if (context.vocabulary.vaulted.includes(name)) checkVaultUse(context, file, place, text, name);
    return { text, names: compiled.names.filter((name) => !ownFunctions.has(name)) };
  } catch (error) {
    context.report.error(
      'feel-invalid',
      file,
      place,
      `expected a FEEL expression at ${place}, got ${JSON.stringify(text)}: ${(error as Error).message.split('\n')[0]}`,
    );
    return null;
  }
}

/** A name of the vault holds no value that says anything: it can be handed on as it is, or asked whether it is there. */
function checkVaultUse({ report }: CheckContext, file: string, place: string, text: string, name: string): void {
  const parts = text.split(name);
  const fine = parts.slice(1).every((after, index) => {
    if (/^\s*!?=\s*null\b/.test(after)) return true;
    return /^\s*([,}\]]|$)/.test(after) && !insideCall(parts.slice(0, index + 1).join(name));
  });
  if (fine) return;
  report.error(
    'vault-read',
    file,
    place,
    `expected ${name} of the vault handed on as it is or compared with null at ${place}, got another use of it`,
  );
}

/** Whether a text ends between round brackets that are still open. */
function insideCall(before: string): boolean {
  const open: string[] = [];
  for (const char of before) {
    if ('({['.includes(char)) open.push(char);
    if (')}]'.includes(char)) open.pop();
  }
  return open.at(-1) === '(';
}

/**
 * Keys of a context literal (`{outcome: outcome, persons: confirmations}` → outcome, persons); null when the text is another expression.
 */
export function contextKeys(text: string): string[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null;
  const keys: string[] = [];
  let depth = 0;
  let quoted = false;
  let entry = '';
  const keep = (): void => {
    const key = /^\s*"?([A-Za-z_][\w-]*)"?\s*:/.exec(entry)?.[1];
    if (key) keys.push(key);
    entry = '';
  };
  for (const char of trimmed.slice(1, -1)) {
    if (char === '"') quoted = !quoted;
    if (!quoted && '{[('.includes(char)) depth++;
    if (!quoted && '}])'.includes(char)) depth--;
    if (char === ',' && depth === 0 && !quoted) keep();
    else entry += char;
  }
  keep();
  return keys;
}

/** A string literal as the whole expression: `"reasons.notRegistered"` → reasons.notRegistered. */
export function literalOf(text: string): string | null {
  return /^"([^"]*)"$/.exec(text.trim())?.[1] ?? null;
}
