import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

function normal(text: string): string | null {
  const line = oneLine(text);
  if (line.length > 2000 || /[\s<>"]/.test(line)) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(line)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null;
  try {
    const url = new URL(scheme === undefined ? `https://${line}` : line);
    if (url.username !== '' || url.password !== '' || !/^[^.]+(\.[^.]+)+$/.test(url.hostname)) return null;
    return url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : url.href;
  } catch {
    return null;
  }
}

/** A web address. Normal form: absolute, `http` or `https` only. */
export const url: FieldType = {
  id: 'url',
  widget: 'line',
  look: { input: 'text', width: 'long' },
  missing: 'text',
  parse(typed) {
    if (oneLine(typed.text()) === '') return { value: null };
    const value = normal(typed.text());
    return value === null ? { problem: 'url' } : { value };
  },
  check: (value) => (typeof value === 'string' && normal(value) === value ? null : 'url'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
