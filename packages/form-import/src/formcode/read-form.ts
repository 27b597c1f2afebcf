import { FormImportError } from '../errors.ts';
import type { Finding, FindingKind, Option, Section, SourceField, SourceForm } from '../types.ts';
import { definitionsThereAre, readDefinition } from './definition.ts';
import { takeDiscount, takePrice } from './money.ts';
import { createNesting, type Nesting } from './nesting.ts';
import { sourceLines, type SourceLine } from './source-lines.ts';

const underline = /^(-{2,}|={2,}|–{2,}|—{2,})$/;
const sectionLine = /^#\s+(.*)$/;
const optionLine = /^(\(\s*([xX]?)\s*\)|\[\s*([xX]?)\s*\])\s*(.*)$/;
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Fields and options together. Forms of people have fewer; more is a mistake or an attack. */
export const MOST_THINGS = 4_000;
/** Options within options: deeper forms cannot be filled in by anybody. */
export const MOST_DEPTH = 24;

interface Reading {
  form: SourceForm;
  nesting: Nesting;
  fields: number;
  things: number;
  findings: Finding[];
}

function note(reading: Reading, line: SourceLine, kind: FindingKind, code: string, message: string, offset = 0): void {
  reading.findings.push({ kind, code, line: line.number, column: line.column + offset, message });
}

/** Fields and options together are bounded, so that no file takes all memory. */
function count(reading: Reading, line: SourceLine): void {
  if (++reading.things > MOST_THINGS)
    throw new FormImportError(
      'form-unreadable',
      `:${line.number}:${line.column}: expected at most ${MOST_THINGS} fields and options, got more`,
    );
}

function beginSection(reading: Reading, line: SourceLine, label: string | null): void {
  const section: Section = { label, fields: [], line: line.number, column: line.column };
  reading.form.sections.push(section);
  reading.nesting = createNesting(section.fields);
}

function readHelp(reading: Reading, line: SourceLine, text: string): void {
  const target = reading.nesting.helped(line.indent);
  if (target === null) {
    note(reading, line, 'left-out', 'help-without-field', `expected a field above the help text, got "${shorten(text)}"`);
    return;
  }
  if (target.option) {
    target.field.help.push(`${target.option.label}: ${text}`);
    note(
      reading,
      line,
      'changed',
      'help-of-option',
      `expected a help text below a field, got one below the option "${target.option.label}"`,
    );
  } else target.field.help.push(text);
}

function readOption(reading: Reading, line: SourceLine, found: RegExpExecArray): void {
  const multiple = (found[1] ?? '').startsWith('[');
  const priced = takePrice(tidy(found[4] ?? ''));
  const reduced = takeDiscount(priced.text);
  // A discount may stand before or after a price.
  const again = priced.price === null ? takePrice(reduced.text) : { text: reduced.text, price: priced.price };
  const option: Option = {
    label: again.text,
    chosen: (found[2] ?? found[3] ?? '') !== '',
    price: again.price,
    discount: reduced.discount,
    fields: [],
    line: line.number,
    column: line.column,
  };
  count(reading, line);
  if (option.label === '') {
    note(reading, line, 'left-out', 'option-empty', 'expected words after the option’s brackets, got none', (found[1] ?? '').length);
    return;
  }
  const field = reading.nesting.fieldForOption(line.indent);
  const first = field?.options.length === 0;
  switch (reading.nesting.addOption(line.indent, option)) {
    case 'orphan':
      return note(reading, line, 'left-out', 'option-without-field', `expected a field above the option, got "${shorten(option.label)}"`);
    case 'not-choice':
      return note(
        reading,
        line,
        'left-out',
        'option-unfit',
        `expected nothing after the = of "${field?.label}" when options follow, got an option "${shorten(option.label)}"`,
      );
    case 'not-indented':
      note(reading, line, 'changed', 'option-not-indented', `expected the option indented below "${field?.label}", got it as far left`);
  }
  if (!field) return;
  if (first) field.multiple = multiple;
  else if (field.multiple !== multiple)
    note(
      reading,
      line,
      'changed',
      'option-mixed',
      `expected ${field.multiple ? '[ ]' : '( )'} as above in "${field.label}", got ${found[1]}`,
    );
}

function readField(reading: Reading, line: SourceLine, equals: number): void {
  const before = line.text.slice(0, equals).trimEnd();
  const required = before.endsWith('*');
  const raw = tidy(before.replace(/\s*\*+$/, ''));
  const label = tidy(raw.replaceAll('*', ''));
  if (label !== raw) note(reading, line, 'changed', 'label-star', `expected a label without *, got "${shorten(raw)}"`);
  if (label === '') return note(reading, line, 'left-out', 'label-missing', 'expected a label before =, got none');
  const definition = readDefinition(line.text.slice(equals + 1));
  if (definition.kind === 'unknown')
    note(
      reading,
      line,
      'changed',
      'definition-unknown',
      `expected one of ${definitionsThereAre} after "${label} =", got "${shorten(definition.text)}": it became one line of text`,
      equals + 1 + (/^\s*/.exec(line.text.slice(equals + 1))?.[0].length ?? 0),
    );
  count(reading, line);
  reading.fields += 1;
  if (reading.form.sections.length === 0) beginSection(reading, line, null);
  const field: SourceField = {
    label,
    required,
    definition,
    help: [],
    multiple: false,
    options: [],
    line: line.number,
    column: line.column,
  };
  if (reading.nesting.addField(line.indent, field) === 'too-deep')
    note(reading, line, 'changed', 'indentation', `expected "${label}" below an option or as far left as the field above, got it indented`);
  if (reading.nesting.depth > 2 * MOST_DEPTH)
    throw new FormImportError(
      'form-unreadable',
      `:${line.number}:${line.column}: expected at most ${MOST_DEPTH} options within options, got more`,
    );
}

function readLine(reading: Reading, line: SourceLine): void {
  const { text } = line;
  const help = /^<<\s*(.*?)\s*>>$/.exec(text);
  if (help) return readHelp(reading, line, tidy(help[1] ?? ''));
  const option = optionLine.exec(text);
  // `( ) a = b` is an option: a field's label cannot begin with an empty pair of brackets.
  if (option) return readOption(reading, line, option);
  const section = sectionLine.exec(text);
  if (section && (line.indent === 0 || !text.includes('='))) {
    const label = tidy(section[1] ?? '');
    if (line.indent > 0)
      note(reading, line, 'changed', 'section-indented', `expected # ${shorten(label)} at the start of the line, got it indented`);
    return beginSection(reading, line, /^(\.{3}|…)$/.test(label) || label === '' ? null : label);
  }
  const equals = text.indexOf('=');
  if (equals >= 0) return readField(reading, line, equals);
  const what = text.startsWith('<<') ? 'a help text that ends with >>' : 'a section, a field, an option or a help text';
  note(reading, line, 'left-out', 'line-unknown', `expected ${what}, got "${shorten(text)}"`);
}

const MOST_HELP_LINES = 30;

/** Joins a help text over several lines into one line. */
function joinHelp(lines: SourceLine[]): SourceLine[] {
  const joined: SourceLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const open = line.text.startsWith('<<') && !line.text.endsWith('>>');
    const ahead = open ? lines.slice(at + 1, at + 1 + MOST_HELP_LINES) : [];
    const end = ahead.findIndex((each) => each.text.endsWith('>>') || each.text.startsWith('<<'));
    if (end < 0 || ahead[end]!.text.startsWith('<<')) joined.push(line);
    else {
      joined.push({ ...line, text: [line, ...ahead.slice(0, end + 1)].map((each) => each.text).join(' ') });
      at += end + 1;
    }
  }
  return joined;
}

/** Only fields at the very left, with options below, decide whether an indentation is odd; said once per file. */
function noteIndentation(reading: Reading, lines: SourceLine[]): void {
  const odd = lines.find((line) => line.indent % 4 !== 0);
  if (odd) note(reading, odd, 'changed', 'indentation-odd', `expected steps of four spaces, got ${odd.indent} (first of such lines)`);
}

/**
 * Reads a form in formcode. Whatever cannot be read is noted in `findings` with its place; nothing is dropped silently.
 * @param name for messages, e.g. the file's path
 * @throws FormImportError `form-unreadable` when the file is no text, has no field at all or is beyond all measure
 */
export function readForm(bytes: Uint8Array, name: string): { form: SourceForm; findings: Finding[] } {
  const findings: Finding[] = [];
  const lines = joinHelp(sourceLines(bytes, name, findings));
  const form: SourceForm = { title: null, sections: [] };
  const reading: Reading = { form, nesting: createNesting([]), fields: 0, things: 0, findings };
  let rest = lines;
  if (lines[1] && underline.test(lines[1].text) && lines[0]!.indent === 0) {
    form.title = tidy(lines[0]!.text);
    rest = lines.slice(2);
  }
  noteIndentation(reading, rest);
  try {
    for (const line of rest) readLine(reading, line);
  } catch (error) {
    if (error instanceof FormImportError) throw new FormImportError(error.code, `${name}${error.message}`);
    throw error;
  }
  if (reading.fields === 0)
    throw new FormImportError('form-unreadable', `${name}:1:1: expected at least one field such as "Name * = ___", got none`);
  if (form.title === null)
    findings.push({
      kind: 'review',
      code: 'title-missing',
      line: 1,
      column: 1,
      message: 'expected a title underlined by dashes, got none: the title is the file’s name',
    });
  noteChoices(form, findings);
  return { form, findings };
}

function noteChoices(form: SourceForm, findings: Finding[]): void {
  const visit = (fields: SourceField[]): void => {
    for (const field of fields) {
      const at = { line: field.line, column: field.column };
      if (field.definition.kind === 'choice' && field.options.length === 0)
        findings.push({
          kind: 'left-out',
          code: 'options-missing',
          ...at,
          message: `expected options below "${field.label} =", got none: it is not asked`,
        });
      if (!field.multiple && field.options.filter((option) => option.chosen).length > 1)
        findings.push({
          kind: 'changed',
          code: 'preset-several',
          ...at,
          message: `expected one (x) in "${field.label}", got several: the first one counts`,
        });
      for (const option of field.options) visit(option.fields);
    }
  };
  for (const section of form.sections) visit(section.fields);
}
