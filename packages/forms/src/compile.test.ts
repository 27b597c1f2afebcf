import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileForm } from './compile.ts';
import { FormError } from './errors.ts';
import { contextWith, vocabulary } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';
import type { FormComponent, FormSchema } from './types.ts';

const problemsOf = (...components: FormComponent[]) => compileForm({ id: 'x', type: 'default', components }, { vocabulary }).problems;
const codes = (...components: FormComponent[]) => problemsOf(...components).map((problem) => [problem.component, problem.code]);
const list = (id: string, inside?: FormComponent): FormComponent => ({
  type: 'dynamiclist',
  id,
  path: id,
  label: `form.${id}`,
  components: inside ? [inside] : [field({ id: `${id}_in` })],
});
const field = (more: Partial<FormComponent>): FormComponent => ({ type: 'textfield', id: 'f', key: 'f', label: 'form.f', ...more });

test('each mistake in a form file is found with its component', () => {
  const cases: [string, FormComponent[]][] = [
    ['label-missing', [field({ label: '' })]],
    ['key-missing', [field({ key: '' })]],
    ['key-missing', [{ type: 'dynamiclist', id: 'f', label: 'form.f', components: [] }]],
    ['name-unknown', [field({ key: 'person.shoeSize' })]],
    ['name-duplicate', [field({}), field({ id: 'g' })]],
    ['id-duplicate', [field({}), field({ key: 'g' })]],
    ['feel-invalid', [field({ conditional: { hide: '=purpose !=' } })]],
    ['feel-invalid', [{ type: 'expression', id: 'f', key: 'f', label: 'form.f', expression: '=)' }]],
    ['feel-invalid', [field({ properties: { check: '=if' } })]],
    ['edit-unknown', [field({ properties: { edit: 'never' } })]],
    ['type-unknown', [field({ properties: { type: 'colour' } })]],
    ['type-unfit', [field({ type: 'checkbox', properties: { type: 'date' } })]],
    ['options-missing', [field({ type: 'radio' })]],
    ['values-key', [field({ type: 'radio', valuesKey: 'list' })]],
    ['option-unlabelled', [field({ type: 'radio', values: [{ value: 'a', label: '' }] })]],
    ['pattern-invalid', [field({ validate: { pattern: '(a)\\1' } })]],
    ['pattern-invalid', [field({ validate: { pattern: '(?=a)b' } })]],
    ['increment-invalid', [field({ type: 'number', increment: '-5' })]],
    ['name-shape', [field({ key: '__proto__' })]],
    ['name-shape', [field({ key: 'a b' })]],
    [
      'option-code',
      [
        field({
          type: 'radio',
          values: [
            { value: 'a', label: 'form.a' },
            { value: 'a', label: 'form.b' },
          ],
        }),
      ],
    ],
    ['source-missing', [{ type: 'group', id: 'g', label: 'form.g', components: [{ type: 'table', id: 'f', label: 'form.t' }] }]],
    [
      'columns-missing',
      [{ type: 'group', id: 'g', label: 'form.g', components: [{ type: 'table', id: 'f', label: 'form.t', dataSource: '=rows' }] }],
    ],
    ['source-missing', [{ type: 'group', id: 'g', label: 'form.g', components: [{ type: 'documentPreview', id: 'f', label: 'form.t' }] }]],
    ['include-missing', [{ type: 'group', id: 'f', label: 'form.g', properties: { include: 'forms/none.json' } }]],
    [
      'text-not-key',
      [{ type: 'group', id: 'g', label: 'form.g', components: [{ type: 'text', id: 'f', text: 'A sentence in the file' }] }],
    ],
    ['text-outside-page', [{ type: 'text', id: 'f', text: 'form.text' }]],
    ['component-unknown', [field({ type: 'slider' })]],
    ['list-nested', [list('a', list('b', list('c', list('f'))))]],
    ['subtype-unsupported', [field({ type: 'datetime', subtype: 'week' })]],
  ];
  for (const [code, components] of cases) {
    const found = codes(...components);
    assert.ok(
      found.some(([, each]) => each === code),
      `${code}: ${JSON.stringify(found)}`,
    );
    assert.match(problemsOf(...components)[0]!.message, /^expected .+ (of|at|for|inside|outside|in) .+, got .+/s);
  }
});

test('components with markup or behaviour of their own are refused with what to use instead', () => {
  for (const type of ['html', 'iframe', 'button', 'image']) {
    const [problem] = problemsOf({ type, id: 'f' });
    assert.equal(problem?.code, 'component-refused');
    assert.match(problem.message, /text|page|link|documents|design/);
  }
});

test('a faulty component does not take the others with it', () => {
  const { form, problems } = compileForm({ id: 'x', type: 'default', components: [{ type: 'html', id: 'h' }, field({})] }, { vocabulary });
  assert.equal(problems.length, 1);
  assert.deepEqual(form.writes(), ['f']);
});

test('anything that is no form gives a problem, not an exception', () => {
  for (const schema of [{ id: 'x' }, { id: 'x', components: 'none' }, { id: 'x', components: [null, 3, {}] }]) {
    assert.ok(compileForm(schema as unknown as FormSchema, { vocabulary }).problems.length > 0, JSON.stringify(schema));
  }
});

test('a bound field needs no label of its own and takes the type of its name', () => {
  const { form, problems } = compileForm(
    { id: 'x', type: 'default', components: [{ type: 'textfield', id: 'b', key: 'contact.email' }] },
    { vocabulary },
  );
  assert.deepEqual(problems, []);
  const t = translateFrom('de', []);
  const reading = form.read('b', new URLSearchParams({ 'contact.email': 'nora' }), contextWith(t, {}));
  assert.equal(reading.errors.length, 1);
});

test('a page that does not exist is the mistake of the caller', () => {
  const { form } = compileForm({ id: 'x', type: 'default', components: [field({})] }, { vocabulary });
  const context = contextWith(translateFrom('de', []), {});
  assert.throws(
    () => form.read('nowhere', new URLSearchParams(), context),
    (error) => error instanceof FormError && error.code === 'page-unknown',
  );
});
