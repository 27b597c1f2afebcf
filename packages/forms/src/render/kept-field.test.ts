import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileForm } from '../compile.ts';
import { withValue, type Tree } from '../names.ts';
import { samples } from '../testing/arbitrary.ts';
import { body, compiled, contextWith, vocabulary } from '../testing/context.ts';
import { everything, everythingAnswers, everythingNames, everythingTexts } from '../testing/everything.ts';
import { postedBy } from '../testing/posted-by-browser.ts';
import { translateFrom } from '../testing/texts.ts';
import type { CompiledForm, FormContext, Translate } from '../types.ts';

/** The same words under an identity of their own: nothing is kept for them yet. */
const anew = (t: Translate): Translate =>
  Object.assign((key: string, args?: Record<string, unknown>) => t(key, args), { has: t.has.bind(t), lang: t.lang });

type Shown = Parameters<CompiledForm['render']>[2];

/** A page as it is put together anew, and three times with what is kept. */
async function agree(form: CompiledForm, page: string, context: FormContext, shown?: Shown): Promise<void> {
  const fresh = String(await form.render(page, { ...context, t: anew(context.t) }, shown));
  for (let time = 0; time < 3; time++) assert.equal(String(await form.render(page, { ...context }, shown)), fresh, page);
}

test('a page filled from what is kept is the page put together anew, for any form, answers and posted texts', async () => {
  const t = translateFrom('de', []);
  const typed = fc.array(fc.string(), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(samples, fc.infiniteStream(typed), async ({ schema, answers }, texts) => {
      const { form } = compileForm(schema, { vocabulary });
      const filled = Object.entries(form.settle(answers, contextWith(t, {}))).reduce(
        (tree: Tree, [name, value]) => withValue(tree, name, value),
        {},
      );
      for (const names of [{}, filled]) {
        const context = contextWith(t, names);
        for (const { id } of form.pages(context)) {
          await agree(form, id, context);
          const controls = [...new Set(postedBy(String(await form.render(id, context))).keys())];
          await agree(form, id, context, { posted: Object.fromEntries(controls.map((name) => [name, texts.next().value as string[]])) });
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('every kind of field agrees: opened, posted, with errors, with sources, for residents and for offices', async () => {
  const form = compiled(everything);
  const t = translateFrom('de', [], everythingTexts);
  const answered = Object.entries(everythingAnswers).reduce((tree: Tree, [name, value]) => withValue(tree, name, value), everythingNames);
  const hostile = [`"><img src=x onerror=alert(1)>' & <b>`, '\u0001', ' 1 ', ''];
  for (const audience of ['resident', 'office'] as const)
    for (const names of [everythingNames, answered])
      for (const source of ['identity', 'declared'] as const) {
        const sources = Object.fromEntries(Object.keys(everythingAnswers).map((name) => [name, { source }]));
        const context = contextWith(t, names, { audience, sources });
        for (const { id } of form.pages(context)) {
          await agree(form, id, context);
          const posted = postedBy(String(await form.render(id, context)));
          await agree(form, id, context, form.read(id, posted, context));
          await agree(form, id, context, form.read(id, new URLSearchParams(), context));
          for (const text of hostile)
            await agree(form, id, context, { posted: Object.fromEntries([...posted.keys()].map((name) => [name, [text]])) });
        }
      }
});

test('what is kept of a field is filled in, not looked up again', () => {
  const own = { form: { pages: { one: 'Seite' }, street: { label: 'Strasse', hint: 'Mit Nummer.' }, town: { label: 'Ort' } } };
  const plain = translateFrom('de', [], own);
  let asked = 0;
  const t: Translate = Object.assign((key: string, args?: Record<string, unknown>) => ((asked += 1), plain(key, args)), {
    has: (key: string) => ((asked += 1), plain.has(key)),
    lang: 'de',
  });
  const fields = ['street', 'town'].map((id) => ({ type: 'textfield', id, key: id, label: `form.${id}` }));
  const page = { type: 'group', id: 'one', label: 'form.pages.one', components: fields };
  const form = compiled({ type: 'default', id: 'f', components: [page] });
  const shown = (street: string) => {
    const context = contextWith(t, {});
    return String(form.render('one', context, { posted: form.read('one', body({ street, town: 'Ort' }), context).posted }));
  };
  shown('a');
  shown('b');
  asked = 0;
  assert.match(shown('Weg <4>'), /<input class="input" id="f-street"[^>]* value="Weg &lt;4&gt;"/);
  assert.equal(asked, 0);
});
