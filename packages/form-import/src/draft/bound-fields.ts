import { aboutOthers, namesAsked } from '../recognise/labels.ts';
import type { SourceField } from '../types.ts';
import { noteHelp } from './addresses.ts';
import { conditional, note, takeId, type Around, type Component, type Drafting } from './drafting.ts';
import { messageOf } from './message.ts';
import { asciiWords } from './naming.ts';
import { putText } from './texts.ts';

/** Which definitions can hold a value of a vocabulary type; any other type is not bound. */
const fitting: Record<string, string[]> = {
  text: ['text', 'area'],
  email: ['email', 'text'],
  phone: ['text', 'integer'],
  partialDate: ['date', 'text'],
  date: ['date', 'text'],
  ahvNumber: ['text', 'number-of-standard'],
  iban: ['text', 'number-of-standard'],
  municipality: ['text'],
  language: ['text'],
  plate: ['text'],
  egrid: ['text'],
  swissZipCode: ['text', 'integer'],
};

/**
 * When the register answered for the applicant the office has the AHV number there; then it is not asked. Its value is for the vault and stands in
 * no form (service-package 2.2, class v).
 */
const KNOWN_TO_REGISTER = 'source.person.officialName.source = "register"';

/** Vocabulary names a field can be bound to where it stands; empty when there are none or they are taken. */
export function namesToBind(drafting: Drafting, field: SourceField, around: Around): string[] {
  const names = namesAsked(field.label);
  if (names.length === 0 || aboutOthers(...around.trail)) return [];
  const { kind } = field.definition;
  const fits = names.every((name) => drafting.known.has(name) && (fitting[drafting.known.type(name) ?? ''] ?? []).includes(kind));
  if (!fits) return [];
  if (names.some((name) => drafting.bound.has(name))) {
    note(
      drafting,
      field,
      'review',
      'asked-twice',
      `expected ${names.join(' and ')} once, got "${field.label}" again: it has a name of its own here`,
    );
    return [];
  }
  return names;
}

/** A field that shows and fills names of the vocabulary. */
export function boundComponents(drafting: Drafting, field: SourceField, around: Around, names: string[]): Component[] {
  const { known, lang } = drafting;
  drafting.rows.push({
    label: field.label,
    line: field.line,
    column: field.column,
    names,
    from: 'vocabulary',
    type: names.map((name) => known.type(name)).join(' '),
  });
  if (field.definition.kind === 'text' && (field.definition.pattern !== null || field.definition.maxLength !== null))
    note(
      drafting,
      field,
      'changed',
      'limits-replaced',
      `expected the vocabulary’s own limits at "${field.label}", got a length or a pattern: they are not used`,
    );
  let ownTexts = false;
  const components = names.map((name): Component => {
    drafting.bound.add(name);
    const type = known.type(name) ?? 'text';
    const explained = known.explained(name, lang);
    const label = explained ? `vocabulary.${name}` : ownLabel(drafting, field, name);
    ownTexts ||= !explained;
    const max = known.max(name);
    const hiddenFor = name === 'person.ahvNumber' ? KNOWN_TO_REGISTER : null;
    if (hiddenFor !== null)
      note(
        drafting,
        field,
        'review',
        'vault',
        `"${field.label}" is not asked where the register knows the person: the office has it there. It is a value for the vault; decide whether it is needed at all`,
      );
    else if (known.privacy(name) === 's')
      note(
        drafting,
        field,
        'review',
        'sensitive',
        `"${field.label}" is sensitive: ${name} is named by itself in sharing; decide whether it is needed`,
      );
    const properties = {
      ...(type === 'text' ? {} : { type }),
      edit: name.startsWith('contact.') || name.startsWith('bank.') ? 'open' : 'confirm',
    };
    const validate = { ...(field.required ? { required: true } : {}), ...(max === null ? {} : { maxLength: max }) };
    return {
      type: type === 'date' ? 'datetime' : 'textfield',
      id: takeId(drafting, name),
      key: name,
      ...(type === 'date' ? { subtype: 'date' } : {}),
      label,
      ...conditional(around, hiddenFor),
      ...(Object.keys(validate).length > 0 ? { validate } : {}),
      properties,
    };
  });
  if (!ownTexts) noteHelp(drafting, field);
  return components;
}

/** Texts of a bound name that the vocabulary does not explain yet. */
function ownLabel(drafting: Drafting, field: SourceField, name: string): string {
  const key = drafting.naming.name(asciiWords(field.label).length > 0 ? field.label : name);
  putText(drafting.texts, `form.${key}.label`, messageOf(field.label));
  putText(drafting.texts, `form.${key}.why`, drafting.words.say('why'));
  if (field.help.length > 0) putText(drafting.texts, `form.${key}.hint`, messageOf(field.help.join(' ')));
  return `form.${key}`;
}
