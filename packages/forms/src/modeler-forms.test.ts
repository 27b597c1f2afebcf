import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileForm } from './compile.ts';
import { contextWith, vocabulary } from './testing/context.ts';
import { modelerForm } from './testing/modeler-forms.ts';
import { postedBy } from './testing/posted-by-browser.ts';
import { translateFrom } from './testing/texts.ts';

const t = translateFrom('en', []);

test('a form as Camunda Modeler writes it loads, shows its own words and can be filled in', async () => {
  const { form } = compileForm(modelerForm('invoice'), { vocabulary });
  const context = contextWith(t, { languages: [{ label: 'German', value: 'de' }] });
  const pages = form.pages(context);
  assert.deepEqual(
    pages.map(({ title }) => title),
    ['Creditor', 'Amount', 'Invoice number', 'Approved', 'Approved by', 'Product', 'Language', 'Tags', 'Date of conversation'],
  );
  const first = String(await form.render(pages[0]!.id, context));
  assert.match(first, /<strong>Invoice<\/strong>/);
  assert.match(first, /<a href="https:\/\/example\.org\/terms">terms<\/a>/);
  const read = (id: string, typed: Record<string, string>) => form.read(id, new URLSearchParams(typed), context);
  const page = (title: string) => pages.find((each) => each.title === title)!.id;
  assert.deepEqual(
    read(page('Amount'), { amount: '12.345' }).errors.map(({ message }) => message),
    ['Enter a multiple of 0.01 for “Amount”.'],
  );
  assert.deepEqual(read(page('Invoice number'), { invoiceNumber: 'X-1' }).errors.length, 1);
  assert.deepEqual(read(page('Invoice number'), { invoiceNumber: 'C-123' }).answers, { invoiceNumber: 'C-123' });
  assert.equal(postedBy(String(await form.render(page('Product'), context))).get('product'), 'cloud', 'defaultValue is the first value');
  assert.match(String(await form.render(page('Language'), context)), />German</);
  const { errors } = read(page('Date of conversation'), {
    'conversation-day': '1',
    'conversation-month': '1',
    'conversation-year': '2020',
    'conversation-time': '8',
  });
  assert.match(errors[0]!.message, /Enter a day from 22 November 2026 on/);
});

test('lists in lists, groups, tables and documents of form-js load', async () => {
  const { form } = compileForm(modelerForm('clients'), { vocabulary });
  const names = {
    documents: [{ documentId: 'd', metadata: { fileName: 'a.pdf' } }],
    devices: [{ model: 'X', parts: [{ part: 'screw' }] }],
  };
  const context = contextWith(t, names);
  const html = (await Promise.all(form.pages(context).map(async ({ id }) => String(await form.render(id, context))))).join('');
  for (const part of ['name="client.address.city"', 'name="devices[1].parts[1].part"', 'type="file"', 'a.pdf', '<table'])
    assert.ok(html.includes(part), part);
  assert.equal(form.settle({ devices: [{ model: 'X' }, { model: 'Y' }] }, contextWith(t, {}))['count'], 2);
});

test('what is not for public forms is named with its component and what to use instead', () => {
  const problems = ['invoice', 'clients'].flatMap((name) => compileForm(modelerForm(name), { vocabulary }).problems);
  const said = problems.filter(({ code }) => code === 'component-refused').map(({ component, message }) => `${component}: ${message}`);
  assert.equal(said.length, 4);
  for (const [id, words] of [
    ['Field_logo', 'expected a text that says it'],
    ['Field_submit', 'expected no button'],
    ['Field_html', 'could run script'],
    ['Field_iframe', 'shows nothing of other sites'],
  ])
    assert.ok(
      said.some((each) => each.startsWith(`${id}: `) && each.includes(words!)),
      id,
    );
  const other = problems.filter(({ code }) => code !== 'component-refused');
  assert.deepEqual([...new Set(other.map(({ code }) => code))].toSorted(), ['text-not-key', 'values-key']);
});
