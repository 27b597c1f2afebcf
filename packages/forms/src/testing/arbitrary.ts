import fc from 'fast-check';
import type { FormComponent, FormSchema } from '../types.ts';

/** A schema with answers in normal form to everything it may ask, by dotted name. */
export interface Sample {
  schema: FormSchema;
  answers: Record<string, unknown>;
  /** Names whose condition hides them with these answers. */
  hidden: string[];
}

/** What a component asks, and an answer. */
interface Piece {
  component: FormComponent;
  /** Answer below the path of what stands around. */
  answer: Record<string, unknown>;
  hidden: string[];
}

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom('O’Neill', 'Žižka', '<b>&amp;"', "');--", '{label}', '=1', 'Łódź'),
  )
  .map(
    (raw) =>
      raw
        .normalize('NFC')
        .replace(/[\p{C}\s]+/gu, ' ')
        .trim() || 'x',
  );
const lines = fc.array(text, { minLength: 1, maxLength: 3 }).map((each) => each.join('\n'));
const day = fc
  .date({ min: new Date('1900-01-01T00:00Z'), max: new Date('2099-12-31T00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((each) => each.map((part) => String(part).padStart(2, '0')).join(':'));
const cents = fc.integer({ min: 0, max: 10 ** 9 }).map((each) => `${Math.floor(each / 100)}.${String(each % 100).padStart(2, '0')}`);
const codes = ['red', 'green', 'blue-1', 'o"x'];
const values = codes.map((value) => ({ value, label: `form.option.${codes.indexOf(value)}` }));

const simple: Record<string, { more: Partial<FormComponent>; value: fc.Arbitrary<unknown> }> = {
  text: { more: { type: 'textfield' }, value: text },
  area: { more: { type: 'textarea' }, value: lines },
  integer: { more: { type: 'number' }, value: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((each) => each + 0) },
  decimal: {
    more: { type: 'number', decimalDigits: 2 },
    value: fc.integer({ min: -(10 ** 6), max: 10 ** 6 }).map((each) => each / 100 + 0),
  },
  money: { more: { type: 'number', decimalDigits: 2, properties: { type: 'money' } }, value: cents },
  date: { more: { type: 'datetime', subtype: 'date' }, value: day },
  time: { more: { type: 'datetime', subtype: 'time' }, value: clock },
  dateTime: { more: { type: 'datetime', subtype: 'datetime' }, value: fc.tuple(day, clock).map((each) => each.join('T')) },
  partial: {
    more: { type: 'textfield', properties: { type: 'partialDate' } },
    value: fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([each, length]) => each.slice(0, length)),
  },
  tick: { more: { type: 'checkbox' }, value: fc.boolean() },
  radio: { more: { type: 'radio', values }, value: fc.constantFrom(...codes) },
  select: { more: { type: 'select', values }, value: fc.constantFrom(...codes) },
  checklist: { more: { type: 'checklist', values }, value: fc.subarray(codes, { minLength: 1 }) },
  taglist: { more: { type: 'taglist', values }, value: fc.subarray(codes, { minLength: 1 }) },
  country: { more: { type: 'select', properties: { type: 'country' } }, value: fc.constantFrom('CH', 'FR', 'XK') },
  municipality: { more: { type: 'textfield', properties: { type: 'municipality' } }, value: fc.constantFrom(261, 1, 6621) },
  period: {
    more: { type: 'textfield', properties: { type: 'period' } },
    value: fc.integer({ min: 1, max: 999 }).map((each) => `${each} days`),
  },
  phone: { more: { type: 'textfield', properties: { type: 'phone' } }, value: fc.constantFrom('+41412101234', '+4930123456') },
  iban: { more: { type: 'textfield', properties: { type: 'iban' } }, value: fc.constant('CH9300762011623852957') },
  ahv: { more: { type: 'textfield', properties: { type: 'ahvNumber' } }, value: fc.constant('7569217076985') },
  uid: { more: { type: 'textfield', properties: { type: 'uid' } }, value: fc.constant('CHE116281710') },
  year: { more: { type: 'number', properties: { type: 'year' } }, value: fc.integer({ min: 1850, max: 2199 }) },
  signature: {
    more: { type: 'checkbox', properties: { type: 'signature' } },
    value: fc.constant({ name: 'Nora Arnold', on: '2026-11-01' }),
  },
};

/** Kinds of fields the samples are made of. */
export const sampleKinds: readonly string[] = Object.keys(simple);

function field(id: string, conditions: boolean): fc.Arbitrary<Piece> {
  const rule = conditions ? fc.constantFrom<(boolean | null)[]>(null, null, true, false) : fc.constant(null);
  return fc.constantFrom(...sampleKinds).chain((kind) =>
    fc.tuple(simple[kind]!.value, rule, fc.boolean()).map(([value, hide, required]) => ({
      component: {
        ...simple[kind]!.more,
        id,
        key: id,
        label: `form.${id}`,
        ...(required && !(kind === 'tick') ? { validate: { required: true } } : {}),
        ...(hide === null ? {} : { conditional: { hide: hide ? '=flag = "on"' : '=flag != "on"' } }),
      } as FormComponent,
      answer: { [id]: value },
      hidden: hide === true ? [id] : [],
    })),
  );
}

function group(id: string, depth: number): fc.Arbitrary<Piece> {
  return fc.tuple(fc.boolean(), pieces(`${id}g`, depth - 1, true)).map(([path, inner]) => ({
    component: {
      type: 'group',
      id,
      label: `form.${id}`,
      ...(path ? { path: `${id}p` } : {}),
      components: inner.map((each) => each.component),
    },
    answer: under(path ? `${id}p` : '', Object.assign({}, ...inner.map((each) => each.answer)) as Record<string, unknown>),
    hidden: inner.flatMap((each) => each.hidden).map((name) => (path ? `${id}p.${name}` : name)),
  }));
}

function under(path: string, answer: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [path === '' ? name : `${path}.${name}`, value]));
}

function list(id: string, depth: number): fc.Arbitrary<Piece> {
  return pieces(`${id}r`, depth - 1, false).chain((first) =>
    fc.array(rowLike(first), { minLength: 1, maxLength: 3 }).map((rows) => ({
      component: {
        type: 'dynamiclist',
        id,
        path: `${id}l`,
        label: `form.${id}`,
        components: [
          { type: 'textfield', id: `${id}k`, key: `${id}k`, label: `form.${id}k`, validate: { required: true } },
          ...first.map((each) => each.component),
        ],
      },
      answer: { [`${id}l`]: rows.map((row, index) => ({ [`${id}k`]: `row ${index}`, ...nested(row) })) },
      hidden: [],
    })),
  );
}

/** Other answers of the same shape would need the kinds again; the same answers in each row will do. */
function rowLike(pieces_: Piece[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.constant(Object.assign({}, ...pieces_.map((each) => each.answer)) as Record<string, unknown>);
}

/** Dotted names as trees, as rows hold them. */
function nested(flat: Record<string, unknown>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat)) {
    const steps = name.split('.');
    let at = tree;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    at[steps.at(-1)!] = value;
  }
  return tree;
}

function pieces(id: string, depth: number, conditions: boolean): fc.Arbitrary<Piece[]> {
  const one = (index: number): fc.Arbitrary<Piece> => {
    const own = `${id}${index}`;
    const plain = field(own, conditions);
    return depth <= 0
      ? plain
      : fc.oneof({ weight: 6, arbitrary: plain }, { weight: 1, arbitrary: group(own, depth) }, { weight: 1, arbitrary: list(own, depth) });
  };
  return fc.integer({ min: 1, max: 5 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => one(index))));
}

/** Forms of every shape with answers to them. The name `flag` stands in the tree and is `on`. */
export const samples: fc.Arbitrary<Sample> = pieces('f', 2, true).map((all) => ({
  schema: {
    type: 'default',
    id: 'sample',
    components: all.map(({ component }) => component),
  },
  answers: Object.assign({}, ...all.map((each) => each.answer)) as Record<string, unknown>,
  hidden: all.flatMap((each) => each.hidden),
}));
