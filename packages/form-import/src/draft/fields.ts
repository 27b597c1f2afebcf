import { aboutOthers, householdAsked } from '../recognise/labels.ts';
import type { SourceField } from '../types.ts';
import { addressComponents, findAddresses, type AddressCluster } from './addresses.ts';
import { boundComponents, namesToBind } from './bound-fields.ts';
import { addFee, choiceComponent } from './choices.ts';
import { conditional, note, takeId, whileShown, type Around, type Component, type Drafting, type FieldRow } from './drafting.ts';
import { messageDiffers, messageOf } from './message.ts';
import { shapeOf } from './plain-fields.ts';
import { putText } from './texts.ts';

/** Components of the fields of one list, in order; conditions of nested ones included. */
export function fieldComponents(drafting: Drafting, fields: readonly SourceField[], around: Around): Component[] {
  const addresses = findAddresses(fields);
  const done = new Set<AddressCluster>();
  return fields.flatMap((field) => {
    const address = addresses.get(field);
    if (!address) return components(drafting, field, around);
    if (done.has(address)) return [];
    done.add(address);
    return addressComponents(drafting, address, around, address.fields.size === fields.length);
  });
}

function components(drafting: Drafting, field: SourceField, around: Around): Component[] {
  const bound = namesToBind(drafting, field, around);
  if (bound.length > 0) return boundComponents(drafting, field, around, bound);
  if (field.definition.kind === 'choice') return field.options.length === 0 ? leftOut(drafting, field) : choice(drafting, field, around);
  if (field.definition.kind === 'file') return [filepicker(drafting, field, field.definition, around)];
  const shape = shapeOf(drafting, field);
  if (shape === null) return leftOut(drafting, field);
  const name = drafting.naming.name(field.label, around.trail);
  drafting.own.add(name);
  describe(drafting, field, name);
  if ('pattern' in shape.validate)
    putText(drafting.texts, `form.${name}.invalid`, drafting.words.say('pattern', { label: messageOf(field.label) }));
  if ((field.definition.kind === 'integer' || field.definition.kind === 'decimal') && field.definition.price)
    addFee(drafting, { field, name, by: 'number', value: null, at: field, label: field.label, price: field.definition.price });
  const first = householdValue(drafting, field, around);
  const validate = { ...(field.required ? { required: true } : {}), ...shape.validate };
  const properties: Record<string, string> = { ...shape.properties, ...(first === null ? {} : { default: first }) };
  drafting.rows.push(row(field, [name], first === null ? 'asked' : 'first-value', properties['type'] ?? field.definition.kind));
  return [
    {
      type: shape.type,
      id: takeId(drafting, name),
      key: name,
      label: `form.${name}`,
      ...shape.further,
      ...conditional(around),
      ...(Object.keys(validate).length > 0 ? { validate } : {}),
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
    },
  ];
}

const row = (field: SourceField, names: string[], from: FieldRow['from'], type: string): FieldRow => ({
  label: field.label,
  line: field.line,
  column: field.column,
  names,
  from,
  type,
});

function leftOut(drafting: Drafting, field: SourceField): Component[] {
  drafting.rows.push(row(field, [], 'left-out', field.definition.kind));
  return [];
}

/** Texts of a field of the service's own. */
function describe(drafting: Drafting, field: SourceField, name: string): void {
  putText(drafting.texts, `form.${name}.label`, messageOf(field.label));
  if (field.help.length > 0) putText(drafting.texts, `form.${name}.hint`, messageOf(field.help.join(' ')));
  putText(drafting.texts, `form.${name}.why`, drafting.words.say('why'));
  if ([field.label, ...field.help, ...field.options.map((option) => option.label)].some(messageDiffers))
    note(drafting, field, 'changed', 'braces', `expected no braces in texts, got some at "${field.label}": they became round brackets`);
}

/** The partner's or the children's names out of the household, where the applicant is asked for them in a text. */
function householdValue(drafting: Drafting, field: SourceField, around: Around): string | null {
  const relation = householdAsked(field.label);
  if (relation === null || (field.definition.kind !== 'text' && field.definition.kind !== 'area')) return null;
  // Asked of the applicant: the section is about the people who live with them, not about the family of somebody else.
  if (around.trail.length > 1 && !around.trail.slice(1).some((text) => householdAsked(text) !== null || aboutOthers(text))) return null;
  drafting.reads.add('household');
  const names = `for each in household.members[item.relation = "${relation}"] return each.firstName + " " + each.officialName`;
  return whileShown(around, `string join(${names}, ", ")`);
}

function choice(drafting: Drafting, field: SourceField, around: Around): Component[] {
  const name = drafting.naming.name(field.label, around.trail);
  drafting.own.add(name);
  describe(drafting, field, name);
  const { component, chosen, preset } = choiceComponent(drafting, field, name, around);
  drafting.rows.push(row(field, [name], preset ? 'preset' : 'asked', field.multiple ? 'choices' : 'choice'));
  const asked: Component = {
    ...component,
    type: String(component['type']),
    id: takeId(drafting, name),
    key: name,
    label: `form.${name}`,
    ...conditional(around),
    ...(field.required ? { validate: { required: true } } : {}),
  };
  const below = chosen.flatMap(({ option, shown, hide }) => {
    const start = option.chosen ? `(${name} = null or ${shown})` : shown;
    const inside: Around = {
      trail: [...around.trail, field.label, option.label],
      hide,
      path: around.path === null ? shown : `${around.path} and ${shown}`,
      start: around.start === null ? start : `${around.start} and ${start}`,
    };
    if (!needsPage(option.fields)) return fieldComponents(drafting, option.fields, inside);
    return pageBelow(drafting, option.label, hide, fieldComponents(drafting, option.fields, { ...inside, hide: null }));
  });
  return [asked, ...below];
}

/** What hangs on an option stands on the same page when it is one plain field, else on a page of its own: then it works without script too. */
function needsPage(fields: readonly SourceField[]): boolean {
  const [only] = fields;
  return (
    fields.length > 1 ||
    (only !== undefined && (householdAsked(only.label) !== null || only.options.some((option) => option.fields.length > 0)))
  );
}

/** Marks components as a page of their own; `mainForm` puts it behind the page that asks. */
function pageBelow(drafting: Drafting, title: string, hide: string, components: Component[]): Component[] {
  return components.length === 0 ? [] : [pageOf(drafting, title, components, hide)];
}

/** A page: a group of the top level. */
export function pageOf(drafting: Drafting, title: string, components: Component[], hide: string | null = null): Component {
  const key = drafting.naming.page(title);
  putText(drafting.texts, `form.pages.${key}`, messageOf(title));
  const conditional = hide === null ? {} : { conditional: { hide: `=${hide}` } };
  return { type: 'group', id: takeId(drafting, `page_${key}`), label: `form.pages.${key}`, ...conditional, components };
}

function filepicker(
  drafting: Drafting,
  field: SourceField,
  definition: Extract<SourceField['definition'], { kind: 'file' }>,
  around: Around,
): Component {
  const id = drafting.naming.evidence(field.label);
  const name = drafting.naming.name(field.label, around.trail);
  const { extensions, multiple } = definition;
  drafting.evidence.push({ id, accept: extensions, multiple, required: field.required, when: around.path });
  describe(drafting, field, name);
  putText(drafting.texts, `evidence.${id}.title`, messageOf(field.label));
  putText(drafting.texts, `evidence.${id}.why`, drafting.words.say('why'));
  drafting.rows.push(row(field, [`evidence.${id}`], 'asked', 'file'));
  if (extensions.length === 0)
    note(
      drafting,
      field,
      'review',
      'any-file',
      `expected endings of files at "${field.label}", got *.*: decide in service.yaml which kinds the office can read`,
    );
  return {
    type: 'filepicker',
    id: takeId(drafting, name),
    key: `evidence.${id}`,
    label: `form.${name}`,
    ...(extensions.length > 0 ? { accept: extensions.map((ending) => `.${ending}`).join(',') } : {}),
    multiple,
    ...conditional(around),
    ...(field.required ? { validate: { required: true } } : {}),
    properties: { evidence: id },
  };
}
