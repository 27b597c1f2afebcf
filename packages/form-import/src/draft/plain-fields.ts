import { typeAsked } from '../recognise/labels.ts';
import type { Definition, SourceField } from '../types.ts';
import { dateLimits } from './date-limits.ts';
import { note, type Drafting } from './drafting.ts';

/** How a definition is written as a component, without its name and texts. */
export interface Shape {
  type: string;
  further: Record<string, unknown>;
  validate: Record<string, unknown>;
  properties: Record<string, string>;
}

const standards: Record<string, string> = { iban: 'iban', 'ch.ssn': 'ahvNumber', 'ch.uid': 'uid', 'ch.vat': 'uid' };
const shape = (type: string, { further = {}, validate = {}, properties = {} }: Partial<Omit<Shape, 'type'>> = {}): Shape => ({
  type,
  further,
  validate,
  properties,
});

/** Look-around, references back and Python's own writing: patterns here run in linear time. */
const beyond = /\(\?(?:[=!]|<[=!])|\\[1-9]|\(\?P=|\(\?\(/;

/** The pattern for the whole text; in the form file it only had to fit its beginning. */
function patternOf(drafting: Drafting, field: SourceField, pattern: string): string | null {
  const whole = pattern
    .replace(/^\^/, '')
    .replace(/\\Z$/, '$')
    .replace(/\(\?P</g, '(?<');
  const text = whole.endsWith('$') && !whole.endsWith('\\$') ? whole.slice(0, -1) : `(?:${whole}).*`;
  try {
    if (beyond.test(pattern)) throw new SyntaxError('look-around or a reference back');
    new RegExp(text, 'u');
    return text;
  } catch {
    note(
      drafting,
      field,
      'left-out',
      'pattern',
      `expected a pattern without look-around and references at "${field.label}", got /${pattern}: any text is taken`,
    );
    return null;
  }
}

function textShape(drafting: Drafting, field: SourceField, definition: Extract<Definition, { kind: 'text' }>): Shape {
  const type = definition.pattern === null ? typeAsked(field.label) : null;
  if (type !== null) return shape('textfield', { properties: { type } });
  const pattern = definition.pattern === null ? null : patternOf(drafting, field, definition.pattern);
  const validate = {
    ...(definition.maxLength === null ? {} : { maxLength: definition.maxLength }),
    ...(pattern === null ? {} : { pattern }),
  };
  return shape('textfield', { validate });
}

function numberShape(definition: Extract<Definition, { kind: 'integer' | 'decimal' }>): Shape {
  const [min, max] = [Number(definition.min), Number(definition.max)].sort((one, other) => one - other);
  return shape('number', { further: { decimalDigits: definition.kind === 'decimal' ? definition.digits : 0 }, validate: { min, max } });
}

function changed(drafting: Drafting, field: SourceField, code: string, message: string): void {
  note(drafting, field, 'changed', code, `"${field.label}": ${message}`);
}

/** Component of a field without choices and files; null when it cannot be asked. */
export function shapeOf(drafting: Drafting, field: SourceField): Shape | null {
  const { definition } = field;
  switch (definition.kind) {
    case 'text':
      return textShape(drafting, field, definition);
    case 'area':
      if (definition.rows !== null)
        changed(drafting, field, 'rows', `expected no height, got ${definition.rows} rows: the page gives its own height`);
      return shape('textarea');
    case 'email':
      return shape('textfield', { properties: { type: 'email' } });
    case 'url':
      return shape('textfield', { properties: { type: 'url' } });
    case 'video':
      changed(drafting, field, 'video', 'the address of a video became a web address; nothing is played');
      return shape('textfield', { properties: { type: 'url' } });
    case 'markdown':
      changed(drafting, field, 'markdown', 'text in Markdown became plain text; marks stay as they are typed');
      return shape('textarea');
    case 'time':
      return shape('datetime', { further: { subtype: 'time' } });
    case 'date':
      return shape('datetime', { further: { subtype: 'date' }, properties: dateLimits(definition.range) });
    case 'datetime':
      return shape('datetime', { further: { subtype: 'datetime' }, properties: dateLimits(definition.range) });
    case 'integer':
    case 'decimal':
      if (Number(definition.min) > Number(definition.max))
        changed(drafting, field, 'range', `expected the smaller number first, got ${definition.min}..${definition.max}`);
      return numberShape(definition);
    case 'chip':
      return shape('textfield', { properties: { type: 'chipNumber' } });
    case 'number-of-standard': {
      const type = standards[definition.standard];
      if (!type)
        changed(
          drafting,
          field,
          'standard',
          `expected one of ${Object.keys(standards).join(', ')} after #, got ${definition.standard}: it is not verified`,
        );
      return shape('textfield', type ? { properties: { type } } : {});
    }
    case 'password':
      note(
        drafting,
        field,
        'left-out',
        'password',
        `expected nothing secret in a form of an authority, got the password "${field.label}": it is not asked`,
      );
      return null;
    case 'unknown':
      return shape('textfield');
    default:
      return null;
  }
}
