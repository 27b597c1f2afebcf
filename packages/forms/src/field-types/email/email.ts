import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const local = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;

const domainShape = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

function normal(text: string): string | null {
  const line = oneLine(text).replace(/^mailto:/i, '');
  const at = line.lastIndexOf('@');
  const name = line.slice(0, at);
  if (at < 1 || !local.test(name) || name.startsWith('.') || name.endsWith('.') || name.includes('..')) return null;
  const typedDomain = line.slice(at + 1);
  // Written in its ASCII form already, without labels that stand for other letters: nothing to turn.
  if (domainShape.test(typedDomain) && !typedDomain.includes('xn--')) return `${name}@${typedDomain}`;
  if (typedDomain === '' || /[\s/:?#@[\]\\%<>^|]/.test(typedDomain)) return null;
  let domain: string;
  try {
    domain = new URL(`http://${typedDomain}`).hostname; // gives the ASCII form of a domain with umlauts
  } catch {
    return null;
  }
  if (!domainShape.test(domain)) return null;
  return `${name}@${domain}`;
}

/** A mail address. Normal form: domain in small letters and ASCII; the part before @ is kept as typed (RFC 5321, section 2.4). */
export const email: FieldType = {
  id: 'email',
  widget: 'line',
  look: { inputmode: 'email', input: 'text', width: 'long' },
  missing: 'text',
  parse(typed) {
    if (oneLine(typed.text()) === '') return { value: null };
    const value = normal(typed.text());
    return value === null ? { problem: 'email' } : { value };
  },
  check: (value) => (typeof value === 'string' && normal(value) !== null ? null : 'email'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
