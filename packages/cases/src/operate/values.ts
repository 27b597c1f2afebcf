import { compileExpression } from '@einwohnerportal/decisions';
import { createHash } from 'node:crypto';
import type { Tree } from '../names/tree.ts';

/** One value of a case by dotted name; lists and empty groups are values as a whole. */
export interface NamedValue {
  name: string;
  value: unknown;
}

/** What a value is, for people. */
export type ValueType = 'text' | 'number' | 'yes-no' | 'list' | 'group' | 'empty';

export function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'list';
  const types: Record<string, ValueType> = { string: 'text', number: 'number', boolean: 'yes-no' };
  return types[typeof value] ?? 'group';
}

/** Values below the roots, by dotted name, in the order of names. */
export function flatten(tree: Tree, prefix = ''): NamedValue[] {
  return Object.entries(tree)
    .flatMap(([key, value]): NamedValue[] => {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      return isGroup(value) ? flatten(value, name) : [{ name, value }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A group is opened when its keys can be written as parts of a dotted name. */
function isGroup(value: unknown): value is Tree {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key));
}

/** How a value is written so that `readValue` reads it back: JSON, which FEEL reads too. */
export function writeValue(value: unknown): string {
  return value === null || value === undefined ? 'null' : JSON.stringify(value, null, typeof value === 'object' ? 2 : 0);
}

/** Longest text of one value that is taken. */
const LONGEST = 100_000;

/**
 * Reads a value as JSON, else as a FEEL expression over the names of the case (`payment.amount + 2`, `date("2026-11-22")`).
 * Null in `fault` means that the value is good.
 */
export function readValue(text: string, names: Tree): { value: unknown; fault: 'empty' | 'unreadable' | 'too-long' | null } {
  const trimmed = text.trim();
  if (trimmed === '') return { value: null, fault: 'empty' };
  if (trimmed.length > LONGEST) return { value: null, fault: 'too-long' };
  try {
    return safe(JSON.parse(trimmed) as unknown);
  } catch {
    // Not JSON: an expression.
  }
  try {
    const { value, warnings } = compileExpression(trimmed.replace(/^=/, '')).evaluate(names);
    if (value === null && trimmed !== 'null') return { value: null, fault: 'unreadable' };
    return warnings.length > 0 && value === null
      ? { value: null, fault: 'unreadable' }
      : safe(JSON.parse(JSON.stringify(value)) as unknown);
  } catch {
    return { value: null, fault: 'unreadable' };
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function safe(value: unknown): { value: unknown; fault: 'unreadable' | null } {
  return holdsForbidden(value, 0) ? { value: null, fault: 'unreadable' } : { value, fault: null };
}

/** Keys that could reach into the machine, or depth nobody writes. */
function holdsForbidden(value: unknown, depth: number): boolean {
  if (depth > 32) return true;
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, each]) => FORBIDDEN.has(key) || holdsForbidden(each, depth + 1));
}

/** A dotted name that may be written: letters, digits, dash and underscore, no more than 10 deep. */
export function isName(text: string): boolean {
  const parts = text.split('.');
  return parts.length <= 10 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_-]{0,60}$/u.test(part) && !FORBIDDEN.has(part));
}

/** Equal for values that are equal as JSON, whatever the order of keys; absent is null. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 22);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
