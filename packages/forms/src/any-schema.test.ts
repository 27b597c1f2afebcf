import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileForm } from './compile.ts';
import { isEmpty, withValue, type Tree } from './names.ts';
import { samples, type Sample } from './testing/arbitrary.ts';
import { contextWith, vocabulary } from './testing/context.ts';
import { parsed, postedBy } from './testing/posted-by-browser.ts';
import { translateFrom } from './testing/texts.ts';
import type { FormComponent, FormContext, FormSchema } from './types.ts';

const languages = ['de', 'fr', 'it', 'en', 'de-simple'];
const speaking = Object.fromEntries(languages.map((lang) => [lang, translateFrom(lang, [])]));
const stands = { flag: 'on', applicant: { name: 'Nora Arnold' } };

function prepared({ schema, answers }: Sample): {
  form: ReturnType<typeof compileForm>['form'];
  context: FormContext;
  settled: Record<string, unknown>;
} {
  const { form, problems } = compileForm(schema, { vocabulary });
  assert.deepEqual(
    problems.filter(({ code }) => code !== 'label-missing'),
    [],
  );
  const base = contextWith(speaking['de']!, stands);
  const settled = form.settle(answers, base);
  const names = Object.entries(settled).reduce((tree: Tree, [name, value]) => withValue(tree, name, value), stands);
  return { form, context: contextWith(speaking['de']!, names), settled };
}

const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => !isEmpty(each) && each !== false)
      .map(([key, each]) => [key, bare(each)]),
  );
};

test('what a page shows, posted back untouched, gives the answers it was filled with', async () => {
  await fc.assert(
    fc.asyncProperty(samples, async (sample) => {
      const { form, context, settled } = prepared(sample);
      for (const plan of form.pages(context)) {
        const html = String(await form.render(plan.id, context));
        const reading = form.read(plan.id, postedBy(html), context);
        assert.deepEqual(reading.errors, [], plan.id);
        for (const [name, value] of Object.entries(reading.answers))
          assert.deepEqual(bare(value ?? null), bare(settled[name] ?? null), name);
        for (const name of plan.asked) assert.ok(name in reading.answers, `${name} was asked`);
      }
      assert.deepEqual(form.faults(context), []);
    }),
    { numRuns: 250 },
  );
});

test('hidden fields are neither judged nor kept', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const { form, context, settled } = prepared(sample);
      for (const name of sample.hidden) assert.equal(settled[name], undefined, name);
      const empty = contextWith(speaking['de']!, stands);
      const faulty = form.faults(empty).flatMap(({ errors }) => errors.map((error) => error.name));
      for (const name of sample.hidden) assert.ok(!faulty.includes(name), name);
      // Forged values for hidden fields, and for names that are none, go nowhere.
      const forged = new URLSearchParams([
        ...sample.hidden.map((name) => [name, 'forged']),
        ['__proto__', 'x'],
        ['flag', 'off'],
        ['nobody', 'x'],
      ]);
      for (const plan of form.pages(context)) {
        const { answers } = form.read(plan.id, forged, context);
        for (const name of [...sample.hidden, '__proto__', 'flag', 'nobody'])
          assert.ok(!Object.hasOwn(answers, name) || answers[name] === null, name);
      }
    }),
    { numRuns: 250 },
  );
});

test('an error names its field and leads to a control of the page, in every language', async () => {
  const nonsense = fc.constantFrom('', '<x', '99999999999999999999', '32.13.', '\u0000', 'x'.repeat(11_000));
  await fc.assert(
    fc.asyncProperty(samples, nonsense, fc.constantFrom(...languages), async (sample, typed, lang) => {
      const { form } = prepared(sample);
      const context = contextWith(speaking[lang]!, stands);
      for (const plan of form.pages(context)) {
        const body = new URLSearchParams();
        for (const name of postedBy(String(await form.render(plan.id, context))).keys()) body.append(name, typed);
        const reading = form.read(plan.id, body, context);
        const html = String(await form.render(plan.id, context, reading));
        const ids = new Set(parsed(html).flatMap((each) => each.attrs.filter(({ name }) => name === 'id').map(({ value }) => value)));
        for (const { control, message, name } of reading.errors) {
          assert.ok(ids.has(control), `${control} of ${name}`);
          assert.match(message, /form\.\w+/, `${lang}: ${message}`);
          assert.doesNotMatch(message, /^forms\./);
        }
        assert.equal(ids.size, parsed(html).flatMap((each) => each.attrs.filter(({ name }) => name === 'id')).length, 'every id once');
      }
      assert.deepEqual(
        [...speaking[lang]!.missing].filter((key) => key.startsWith('forms.')),
        [],
      );
    }),
    { numRuns: 200 },
  );
});

test('no file of any shape makes the compiler throw, and what it makes of it can be shown', async () => {
  const known = fc.constantFrom(
    'type',
    'id',
    'key',
    'path',
    'label',
    'components',
    'values',
    'validate',
    'properties',
    'conditional',
    'dataSource',
    'columns',
  );
  const kinds = fc.constantFrom(
    'textfield',
    'number',
    'datetime',
    'checklist',
    'group',
    'dynamiclist',
    'table',
    'expression',
    'text',
    'filepicker',
    'documentPreview',
    'html',
    'spacer',
    'x',
  );
  const component = fc.letrec<{ component: unknown }>((tie) => ({
    component: fc
      .dictionary(
        known,
        fc.oneof({ maxDepth: 2 }, fc.jsonValue({ maxDepth: 2 }), kinds, fc.string(), fc.array(tie('component'), { maxLength: 4 })),
        { maxKeys: 8 },
      )
      .chain((each) => fc.tuple(fc.constant(each), kinds).map(([one, type]) => ({ ...one, type }))),
  })).component;
  await fc.assert(
    fc.asyncProperty(fc.array(component, { maxLength: 6 }), async (components) => {
      const { form } = compileForm({ type: 'default', id: 'x', components } as FormSchema, { vocabulary });
      const context = contextWith(speaking['de']!, stands);
      for (const { id } of form.pages(context)) {
        String(await form.render(id, context));
        form.read(id, new URLSearchParams({ a: 'b', action: 'add-row:a' }), context);
        form.live(id, new URLSearchParams(), context);
      }
      form.summary(context);
      form.faults(context);
      form.textKeys();
      form.reads();
    }),
    { numRuns: 500 },
  );
});

test('what the script is told to hide is what the server drops when the page is sent', async () => {
  await fc.assert(
    fc.asyncProperty(samples, fc.boolean(), async (sample, on) => {
      // The same name decides on the page itself, so that every condition is left to the person and the script.
      const flag: FormComponent = { type: 'textfield', id: 'flag', key: 'flag', label: 'form.flag' };
      const group: FormComponent = { type: 'group', id: 'all', label: 'form.all', components: [flag, ...sample.schema.components] };
      const { form } = compileForm({ ...sample.schema, components: [group] }, { vocabulary });
      const names = Object.entries(sample.answers).reduce((tree: Tree, [name, value]) => withValue(tree, name, value), {
        applicant: stands.applicant,
      });
      const context = contextWith(speaking['de']!, names);
      const html = String(await form.render('all', context));
      const body = postedBy(html);
      body.set('flag', on ? 'on' : 'off');
      const { hidden, shown } = form.live('all', body, context);
      const marked = new Set(
        parsed(html).flatMap((each) => each.attrs.filter(({ name }) => name === 'data-rule').map(({ value }) => value)),
      );
      assert.deepEqual(new Set([...hidden, ...shown]), marked, 'every rule of the page is answered');
      const { answers } = form.read('all', body, context);
      const settled = form.settle(answers, context);
      for (const { id, key } of everyField(sample.schema.components)) {
        if (hidden.includes(`r-${id}`)) assert.equal(settled[key], undefined, key);
      }
      assert.ok(!on || sample.hidden.every((name) => settled[name] === undefined));
    }),
    { numRuns: 150 },
  );
});

function everyField(components: readonly FormComponent[], prefix = ''): { id: string; key: string }[] {
  return components.flatMap((each) => {
    if (each.type === 'group') return everyField(each.components ?? [], each.path ? `${prefix}${each.path}.` : prefix);
    return each.key && each.type !== 'dynamiclist' ? [{ id: each.id, key: `${prefix}${each.key}` }] : [];
  });
}
