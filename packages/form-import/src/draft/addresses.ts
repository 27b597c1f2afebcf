import { additionsIn, aboutOthers, addressPart, withinMunicipality, type Addition, type AddressPart } from '../recognise/labels.ts';
import type { SourceField } from '../types.ts';
import { messageOf } from './message.ts';
import { conditional, note, takeId, type Around, type Component, type Drafting } from './drafting.ts';
import { putText } from './texts.ts';

/** Fields of one list that make one address. */
export interface AddressCluster {
  fields: Map<AddressPart, SourceField>;
  additions: Set<Addition>;
}

const oneLine = new Set(['text', 'area', 'integer']);
const makesAddress: AddressPart[] = ['street', 'zipTown', 'zip'];

/** Addresses among the fields of one list: parts with the same addition, each part once, with a street or a postcode. */
export function findAddresses(fields: readonly SourceField[]): Map<SourceField, AddressCluster> {
  const open = new Map<string, AddressCluster>();
  const all: AddressCluster[] = [];
  for (const field of fields) {
    const part = oneLine.has(field.definition.kind) ? addressPart(field.label) : null;
    if (part === null) continue;
    const additions = additionsIn(field.label);
    const key = [...additions].sort().join(' ');
    // «Land» behind «Strasse neu» says nothing of its own.
    const loose = additions.size === 0 && part === 'country' ? all[all.length - 1] : undefined;
    let cluster = open.get(key) ?? loose;
    if (!cluster || cluster.fields.has(part)) {
      cluster = { fields: new Map(), additions };
      open.set(key, cluster);
      all.push(cluster);
    }
    cluster.fields.set(part, field);
  }
  const found = new Map<SourceField, AddressCluster>();
  for (const cluster of all)
    if (makesAddress.some((part) => cluster.fields.has(part))) for (const field of cluster.fields.values()) found.set(field, cluster);
  return found;
}

interface Line {
  key: string;
  part: AddressPart;
  required: boolean;
  extra: Record<string, unknown>;
}

function linesOf({ fields }: AddressCluster): Line[] {
  const abroad = fields.has('country');
  const needs = (...parts: AddressPart[]): boolean => parts.some((part) => fields.get(part)?.required);
  const lines: Line[] = [];
  const add = (part: AddressPart, key: string, required: boolean, maxLength: number | null, properties?: Record<string, string>): void => {
    const validate = { ...(required ? { required } : {}), ...(maxLength === null ? {} : { maxLength }) };
    lines.push({ key, part, required, extra: { validate, ...(properties ? { properties } : {}) } });
  };
  if (fields.has('careOf')) add('careOf', 'addressLine1', needs('careOf'), 150);
  if (fields.has('street')) add('street', 'street', needs('street'), 150);
  if (fields.has('street') || fields.has('houseNumber'))
    add(fields.has('houseNumber') ? 'houseNumber' : 'street', 'houseNumber', needs('houseNumber'), 30);
  const zipPart = fields.has('zip') ? 'zip' : 'zipTown';
  if (fields.has('zip') || fields.has('zipTown')) {
    if (abroad) add(zipPart, 'foreignZipCode', false, 15);
    else add(zipPart, 'swissZipCode', needs(zipPart), 4, { type: 'swissZipCode' });
  }
  if (fields.has('town') || fields.has('zipTown')) add(fields.has('town') ? 'town' : 'zipTown', 'town', needs('town', 'zipTown'), 40);
  if (abroad) add('country', 'country', needs('country'), null, { type: 'country' });
  return lines;
}

/** The applicant's own present address, which the register knows: nothing else is said of it, and it is the first one. */
function isOwn(drafting: Drafting, { fields, additions }: AddressCluster, around: Around): boolean {
  const additionsAround = new Set([...additions, ...around.trail.flatMap((text) => [...additionsIn(text)])]);
  const elsewhere = additionsAround.has('new') || additionsAround.has('delivery') || additionsAround.has('other') || fields.has('country');
  return !elsewhere && !aboutOthers(...around.trail) && !drafting.bound.has('address.street') && !drafting.bound.has('address.town');
}

/** Words that tell this address from others: those of the section or option when they say it is one. */
function titleOf(drafting: Drafting, cluster: AddressCluster, around: Around): string {
  const named = around.trail.toReversed().find((text) => /adress|indirizz/i.test(text));
  if (named) return named;
  if (cluster.additions.has('new')) return drafting.words.say('newAddress');
  const section = around.trail[0];
  return section ? drafting.words.say('addressOf', { section }) : drafting.words.say('address');
}

const placeParts = new Set<AddressPart>(['zip', 'town', 'zipTown']);

/** First values of postcode and place out of the applicant's present address. */
function bindPlace(inside: Component[]): void {
  for (const line of inside)
    if (line['key'] === 'swissZipCode' || line['key'] === 'town')
      line['properties'] = { ...(line['properties'] as object | undefined), bind: `address.${String(line['key'])}` };
}

/**
 * Components of an address. Each field of the form is noted with the names it became.
 * @param alone true when nothing else is asked there: then the heading of the page says whose address it is
 */
export function addressComponents(drafting: Drafting, cluster: AddressCluster, around: Around, alone: boolean): Component[] {
  const lines = linesOf(cluster);
  const own = isOwn(drafting, cluster, around);
  const title = titleOf(drafting, cluster, around);
  const path = own ? 'address' : drafting.naming.name(/adress|indirizz/i.test(title) ? title : `${title} address`, around.trail);
  const inside = lines.map(({ key, extra }): Component => {
    const name = `${path}.${key}`;
    if (own) drafting.bound.add(name);
    return {
      type: 'textfield',
      id: takeId(drafting, name),
      key: own ? name : key,
      label: `vocabulary.address.${key}`,
      ...(own ? conditional(around) : {}),
      ...extra,
      // Only what is declared may be typed over; what the register says is confirmed.
      ...(own ? { properties: { ...(extra['properties'] as object), edit: 'confirm' } } : {}),
    };
  });
  // Whoever moves within the municipality often keeps postcode and place.
  const stays = !own && cluster.additions.has('new') && withinMunicipality([drafting.title]) && drafting.bound.has('address.town');
  if (stays) bindPlace(inside);
  const delivered = !own && around.trail.some((text) => additionsIn(text).has('delivery'));
  const differs = around.trail.some((text) => additionsIn(text).has('other')) || cluster.additions.has('other');
  const first = delivered && !differs && !aboutOthers(...around.trail) && !cluster.fields.has('country');
  for (const [part, field] of cluster.fields) {
    const names = lines.filter((line) => line.part === part).map((line) => `${path}.${line.key}`);
    drafting.rows.push({
      label: field.label,
      line: field.line,
      column: field.column,
      names,
      from: own ? 'vocabulary' : first || (stays && placeParts.has(part)) ? 'first-value' : 'asked',
      type: part,
    });
  }
  if (own) {
    for (const field of cluster.fields.values()) noteHelp(drafting, field);
    return inside;
  }
  drafting.own.add(`${path}.*`);
  if (first) drafting.reads.add('address');
  const said = !alone && around.trail.length === 1 && title === around.trail[0];
  putText(drafting.texts, `form.${path}.label`, said ? drafting.words.say('address') : messageOf(title));
  putText(drafting.texts, `form.${path}.why`, drafting.words.say('whyAddress'));
  const help = [...cluster.fields.values()].flatMap((field) => field.help);
  if (help.length > 0) putText(drafting.texts, `form.${path}.hint`, messageOf(help.join(' ')));
  const properties = { type: 'postalAddress', edit: 'open', ...(first ? { bind: 'address' } : {}) };
  return [
    { type: 'group', id: takeId(drafting, path), path, label: `form.${path}`, ...conditional(around), properties, components: inside },
  ];
}

/** Fields of the vocabulary have hints of their own; what the form said instead is told. */
export function noteHelp(drafting: Drafting, field: SourceField): void {
  if (field.help.length > 0)
    note(
      drafting,
      field,
      'changed',
      'help-replaced',
      `expected the vocabulary’s own hint at "${field.label}", got "${field.help.join(' ')}": it is not shown`,
    );
}
