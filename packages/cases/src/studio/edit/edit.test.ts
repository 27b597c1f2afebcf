import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readFilesBelow } from '../../catalogue/read-folder.ts';
import type { PackageFiles } from '../../catalogue/types.ts';
import { readPackage } from '../read/read-package.ts';
import { changeLine, readLine } from './change-line.ts';
import { setProperty } from './edit-xml.ts';

const folder = fileURLToPath(new URL('../../../../../services/residence-certificate', import.meta.url));
let files: PackageFiles;
before(async () => (files = await readFilesBelow(folder)));
const text = (of: PackageFiles, path: string): string => new TextDecoder().decode(of[path]);

/** Changes a line and gives the files with the lines that differ, those of before with `-`, those of after with `+`. */
async function change(file: string, place: string, wish: Record<string, string>, from = files) {
  const line = await readLine(from, file, place);
  assert.ok(line, `expected ${file} ${place} to be editable`);
  const made = changeLine(from, line, wish);
  if ('field' in made) return { ...made, lines: [], files: from, changes: [] };
  const lines = Object.keys(made.files).flatMap((path) => {
    const [one, other] = [text(from, path).split('\n'), text(made.files, path).split('\n')];
    return [
      ...one.filter((each) => !other.includes(each)).map((each) => `- ${each.trim()}`),
      ...other.filter((each) => !one.includes(each)).map((each) => `+ ${each.trim()}`),
    ];
  });
  return { field: null, lines, ...made };
}

describe('one line of a package is changed, the rest stays letter by letter:', () => {
  test('a text in one language', async () => {
    const { lines, changes } = await change('texts', 'form.persons.hint', {
      'form.persons.hint|fr': 'Choisissez une ou plusieurs personnes : toutes.',
    });
    assert.equal(lines.length, 2);
    assert.equal(lines[1], `+ hint: 'Choisissez une ou plusieurs personnes : toutes.'`);
    assert.deepEqual(
      changes.map(({ kind, path }) => [kind, path]),
      [['text', 'texts/fr.yaml']],
    );
  });
  test('a text that was missing, and one taken out', async () => {
    const made = await change('texts', 'fees.express', { 'fees.express|de': 'Eilzuschlag' });
    assert.deepEqual(made.lines, ['+ express: Eilzuschlag']);
    const back = await change('texts', 'fees.express', { 'fees.express|de': '' }, made.files);
    assert.deepEqual(back.lines, ['- express: Eilzuschlag']);
  });
  test('the expected time of a step, also one that had none', async () => {
    const held = await readLine(files, 'process.bpmn', 'confirm-residence');
    assert.equal(held!.fields[0]!.value, '2 working days');
    const { lines } = await change('process.bpmn', 'confirm-residence', { expected: '3 working days' });
    assert.deepEqual(lines, [
      '- <zeebe:property name="expected" value="2 working days" />',
      '+ <zeebe:property name="expected" value="3 working days" />',
    ]);
    const none = await readLine(files, 'process.bpmn', 'collect-fee');
    assert.equal(none!.fields[0]!.value, '');
    const made = await change('process.bpmn', 'collect-fee', { expected: '5 days' });
    assert.deepEqual(made.lines, ['+ <zeebe:property name="expected" value="5 days" />']);
    assert.equal((await readLine(made.files, 'process.bpmn', 'collect-fee'))!.fields[0]!.value, '5 days');
    assert.equal(setProperty(text(made.files, 'process.bpmn'), 'collect-fee', 'expected', ''), text(files, 'process.bpmn'));
  });
  test('a question: its words, when it is asked, whether it may stay empty', async () => {
    const { lines, field } = await change('form.json', 'purpose', {
      'form.purpose.label|de': 'Wozu?',
      hide: '=delivery = "post"',
      required: 'no',
    });
    assert.equal(field, null);
    assert.deepEqual(lines.filter((each) => each.startsWith('+')).sort(), [
      '+ "id": "purpose", "conditional": { "hide": "=delivery = \\"post\\"" },',
      '+ "validate": {}',
      "+ label: 'Wozu?'",
    ]);
    assert.equal((await change('form.json', 'purpose', { hide: 'no FEEL' })).field, 'hide');
  });
  test('the place of a page and of a rule, by a number', async () => {
    const made = await change('form.json', 'page_purpose', { place: '1' });
    const ids = (of: PackageFiles): string[] =>
      (JSON.parse(text(of, 'form.json')) as { components: { id: string }[] }).components.map(({ id }) => id);
    assert.deepEqual(ids(made.files), ['page_purpose', ...ids(files).filter((id) => id !== 'page_purpose')]);
    assert.deepEqual([...text(made.files, 'form.json')].sort(), [...text(files, 'form.json')].sort(), 'nothing was added or lost');
    assert.equal((await change('form.json', 'page_purpose', { place: '99' })).field, 'place');
    const rule = await change('decisions/fee.dmn', 'fee_rule_postage', { place: '1' });
    assert.ok(
      text(rule.files, 'decisions/fee.dmn').indexOf('fee_rule_postage"') <
        text(rule.files, 'decisions/fee.dmn').indexOf('fee_rule_certificate"'),
    );
    const back = await change('decisions/fee.dmn', 'fee_rule_postage', { place: '2' }, rule.files);
    assert.equal(text(back.files, 'decisions/fee.dmn'), text(files, 'decisions/fee.dmn'));
  });
  test('a cell of a decision table', async () => {
    const { lines } = await change('decisions/fee.dmn', 'fee_rule_postage', { 'cell-3': 'if delivery < "z" then tariff.postage else 0' });
    assert.deepEqual(lines.slice(-1), [
      '+ <outputEntry id="fee_rule_postage_amount"><text>if delivery &lt; "z" then tariff.postage else 0</text></outputEntry>',
    ]);
  });
  test('a value of service.yaml, a list as a list', async () => {
    const { lines } = await change('service.yaml', 'records.retention', { value: '15 years' });
    assert.deepEqual(lines, ['- retention: 10 years', "+ retention: '15 years'"]);
    assert.equal((await readLine(files, 'service.yaml', 'channels'))!.fields[0]!.value, '[online, counter, phone, post]');
    assert.equal((await change('service.yaml', 'channels', { value: '{ a: b }' })).field, 'value');
    assert.equal(await readLine(files, 'service.yaml', 'id'), null);
  });
});

test('a package that is far too long, or of no use at all, is still read, in part', async () => {
  const long = new TextEncoder().encode(`a:\n${'  - b\n'.repeat(100_000)}`);
  const reading = await readPackage({ ...files, 'tests/zz.yaml': long, 'process.bpmn': long, 'decisions/fee.dmn': long }, 'de');
  assert.deepEqual(
    reading.tables
      .filter(({ rows }) => rows.length === 0)
      .map(({ file }) => file)
      .sort(),
    ['decisions/fee.dmn', 'process.bpmn', 'tests/zz.yaml'],
  );
  const odd = { 'service.yaml': long, 'form.json': new TextEncoder().encode('[1]'), 'texts/de.yaml': new TextEncoder().encode('- 1') };
  assert.ok((await readPackage(odd, 'fr')).tables.some(({ part }) => part === 'files'));
});
