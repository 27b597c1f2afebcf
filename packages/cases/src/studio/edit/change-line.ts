import type { PackageFiles } from '../../catalogue/types.ts';
import { readYaml } from '../../catalogue/yaml.ts';
import { flattenTexts, type FlatTexts, type TextTree } from '../../texts/flatten.ts';
import type { FileChange } from '../drafts.ts';
import { readPackage } from '../read/read-package.ts';
import { moveComponent, rulesOfComponent, setComponentRules } from './edit-form.ts';
import { moveRule, placeOfRule, setProperty, setRule } from './edit-xml.ts';
import { setText, setValue } from './edit-yaml.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One field of the form that changes a line. */
export interface LineField {
  name: string;
  /** What it is: a word of the interface, or as the author wrote it. */
  label: { key: string } | { written: string };
  value: string;
  /** Language of the words. */
  lang?: string;
  /** `number`: a place among `of`; `choice`: yes or no. */
  kind: 'words' | 'code' | 'number' | 'choice';
  of?: number;
}

/** What can be changed of one line of a package in a form; null where nothing can. */
export interface EditableLine {
  file: string;
  place: string;
  fields: LineField[];
}

/** A package after a change of a line, or the field that says something impossible. */
export type LineChanged = { files: PackageFiles; changes: FileChange[] } | { field: string };

const ENDS = ['label', 'hint', 'why', 'missing'] as const;

/** The fields of one line. Places are those of the reading of the package; of texts also keys that are missing so far. */
export async function readLine(files: PackageFiles, file: string, place: string): Promise<EditableLine | null> {
  const fields = await fieldsOf(files, file, place);
  return fields && fields.length > 0 ? { file, place, fields } : null;
}

async function fieldsOf(files: PackageFiles, file: string, place: string): Promise<LineField[] | null> {
  if (file === 'texts') return /^[A-Za-z][\w-]*(\.[\w-]+)+$/.test(place) ? textFields(files, [[place, 'text']]) : null;
  const bytes = files[file];
  if (!bytes) return null;
  const text = decoder.decode(bytes);
  if (file === 'service.yaml') {
    const row = (await readPackage(files, 'de')).tables.find((table) => table.file === file)?.rows.find((each) => each.place === place);
    return row && place !== 'id' && place !== 'format' ? [field('value', { key: 'value' }, yamlOf(row.cells[1]!.text, text, place))] : null;
  }
  if (file.endsWith('.json')) return questionFields(files, text, place);
  if (file.endsWith('.dmn')) return ruleFields(files, text, file, place);
  if (!file.endsWith('.bpmn')) return null;
  const expected = setProperty(text, place, 'expected', '') === null ? null : (expectedOf(text, place) ?? '');
  return expected === null ? null : [field('expected', { key: 'expected' }, expected)];
}

const field = (name: string, label: LineField['label'], value: string, more: Partial<LineField> = {}): LineField => ({
  name,
  label,
  value,
  kind: 'code',
  ...more,
});

/** A list stands as `[a, b]`, as it is written in the file. */
function yamlOf(shown: string, text: string, place: string): string {
  const value = place
    .split('.')
    .reduce<unknown>(
      (each, key) => (typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[key] : undefined),
      readYaml('service.yaml', encoder.encode(text)).value,
    );
  return Array.isArray(value) ? `[${shown}]` : shown;
}

function expectedOf(text: string, id: string): string | null {
  const marked = setProperty(text, id, 'expected', '\u0001');
  if (marked === null) return null;
  const at = marked.indexOf('\u0001');
  const before = marked.slice(0, at);
  // Where the property was there already, the rest of the file differs from the marked one by its value alone.
  if (!text.startsWith(before)) return '';
  return /^[^"]*/
    .exec(text.slice(at))![0]
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const languagesOf = (files: PackageFiles): string[] =>
  Object.keys(files).flatMap((path) => /^texts\/([A-Za-z-]+)\.yaml$/.exec(path)?.[1] ?? []);

function flatOf(files: PackageFiles, lang: string): FlatTexts {
  const tree = readYaml(`texts/${lang}.yaml`, files[`texts/${lang}.yaml`]!).value;
  return flattenTexts(typeof tree === 'object' && tree !== null ? (tree as TextTree) : {});
}

/** One field for each key and language. */
function textFields(files: PackageFiles, keys: [key: string, label: string][]): LineField[] {
  const texts = languagesOf(files).map((lang) => ({ lang, flat: flatOf(files, lang) }));
  return keys.flatMap(([key, label]) =>
    texts.map(({ lang, flat }) => field(`${key}|${lang}`, { key: label }, flat.get(key) ?? '', { lang, kind: 'words' })),
  );
}

function questionFields(files: PackageFiles, text: string, place: string): LineField[] | null {
  const rules = rulesOfComponent(text, place);
  if (!rules) return null;
  const { label } = rules;
  const own = label !== '' && !label.startsWith('vocabulary.');
  // A page has its title under the key itself, a question a block of words.
  const block = languagesOf(files).some((lang) => flatOf(files, lang).has(`${label}.label`));
  const keys: [string, string][] = block ? ENDS.map((end) => [`${label}.${end}`, end]) : [[label, 'label']];
  return [
    field('place', { key: 'place' }, String(rules.place), { kind: 'number', of: rules.of }),
    ...(own ? textFields(files, keys) : []),
    field('hide', { key: 'hide' }, rules.hide),
    ...(rules.asks ? [field('required', { key: 'required' }, rules.required ? 'yes' : 'no', { kind: 'choice' })] : []),
  ];
}

async function ruleFields(files: PackageFiles, text: string, file: string, place: string): Promise<LineField[] | null> {
  const order = placeOfRule(text, place);
  const table = (await readPackage(files, 'de')).tables.find((each) => each.file === file && each.rows.some((row) => row.place === place));
  const row = table?.rows.find((each) => each.place === place);
  if (!order || !table || !row) return null;
  const titles = table.columns.map((title) => ('written' in title ? title : { key: title.key }));
  return [
    field('place', { key: 'place' }, String(order.place), { kind: 'number', of: order.of }),
    ...row.cells.slice(1).map(({ text: cell }, index) => field(`cell-${index}`, titles[index + 1] ?? { written: '' }, cell)),
  ];
}

/**
 * The package with one line changed, nothing else touched. Only what differs from the fields as they are is written.
 * @param wish values by name of the fields; a name that is missing stays as it is
 */
export function changeLine(files: PackageFiles, line: EditableLine, wish: Readonly<Record<string, string>>): LineChanged {
  const { file, place } = line;
  const wanted = line.fields.filter(({ name, value }) => wish[name] !== undefined && tidy(wish[name]) !== value);
  const value = (name: string): string => tidy(wish[name] ?? line.fields.find((each) => each.name === name)?.value ?? '');
  let changed: PackageFiles = files;
  const changes: FileChange[] = [];
  const write = (path: string, text: string | null, change: FileChange): boolean => {
    if (text === null) return false;
    changed = { ...changed, [path]: encoder.encode(text) };
    changes.push({ path, ...change });
    return true;
  };
  let rule = false;
  let cells = false;
  for (const { name, value: before } of wanted) {
    const after = value(name);
    const change = { place, before, after };
    const text = (path: string): string => decoder.decode(changed[path]);
    const [key = '', lang] = name.split('|');
    if (lang !== undefined) {
      const path = `texts/${lang}.yaml`;
      if (!write(path, setText(text(path), key, after), { kind: 'text', place: key, before, after })) return { field: name };
    } else if (name === 'value') {
      if (!write(file, setValue(text(file), place, after), { kind: 'value', ...change })) return { field: name };
    } else if (name === 'expected') {
      if (!write(file, setProperty(text(file), place, 'expected', after), { kind: 'expected', ...change })) return { field: name };
    } else if (name === 'hide' || name === 'required') rule = true;
    else if (name.startsWith('cell-')) cells = true;
  }
  if (rule) {
    const before = line.fields.filter(({ name }) => name === 'hide' || name === 'required').map((each) => each.value);
    const rules = { hide: value('hide'), required: value('required') === 'yes' };
    const text = rules.hide === '' || rules.hide.startsWith('=') ? setComponentRules(decoder.decode(changed[file]), place, rules) : null;
    if (!write(file, text, { kind: 'rules', place, before: before.join('; '), after: `${rules.hide}; ${value('required')}` }))
      return { field: 'hide' };
  }
  if (cells) {
    const all = line.fields.filter(({ name }) => name.startsWith('cell-'));
    const after = all.map(({ name }) => value(name));
    const text = setRule(decoder.decode(changed[file]), place, after);
    const before = all.map((each) => each.value).join(' | ');
    if (!write(file, text, { kind: 'rule', place, before, after: after.join(' | ') })) return { field: all[0]!.name };
  }
  const order = line.fields.find(({ name }) => name === 'place');
  if (order && wanted.includes(order)) {
    const to = /^\d{1,4}$/.test(value('place')) ? Number(value('place')) : 0;
    const text = decoder.decode(changed[file]);
    const moved = file.endsWith('.dmn') ? moveRule(text, place, to) : moveComponent(text, place, to);
    if (!write(file, moved, { kind: 'order', place, before: order.value, after: String(to) })) return { field: 'place' };
  }
  return { files: changed, changes };
}

/** Without what nobody can see. Lines stay where somebody made some. */
const tidy = (text: string): string => text.normalize('NFC').replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();
