import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldType, fieldTypeIds } from './field-types/index.ts';
import { certificate, certificateTexts } from './testing/certificate.ts';
import { body, compiled, contextWith } from './testing/context.ts';
import { tennisCourt, tennisTexts } from './testing/tennis-court.ts';
import { translateFrom } from './testing/texts.ts';
import { typed } from './typed-text.ts';

const t = translateFrom('de', [], tennisTexts);
const context = contextWith(t, {});
const form = compiled(tennisCourt);
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('31.12.9999', '\u0000', '=', '{label}', '-0', '1e400', '٣', '\ud800'),
);

test('no parser throws, and what it accepts passes its own check', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fieldTypeIds), anything, anything, anything, fc.boolean(), (id, day, month, year, parts) => {
      const type = fieldType(id)!;
      const result = type.parse(typed(parts ? { day, month, year } : [day, month]), { lines: 'one', today: '2026-11-22' });
      if ('problem' in result) assert.equal(t.has(`forms.invalid.${result.problem}`), true, result.problem);
      else if (result.value !== null && type.widget !== 'group')
        assert.equal(type.check(result.value), null, `${id} ${JSON.stringify(result.value)}`);
    }),
    { numRuns: 4000 },
  );
});

test('a value in normal form, typed again as it fills the control, stays the same', () => {
  const show = { t, names: { lists: { municipalities: [] } } };
  fc.assert(
    fc.property(
      fc.constantFrom(
        'date',
        'partialDate',
        'time',
        'phone',
        'money',
        'integer',
        'decimal',
        'swissZipCode',
        'ahvNumber',
        'iban',
        'uid',
        'text',
      ),
      fc.stringMatching(/^[+0-9., :'-]{1,14}$/),
      (id, raw) => {
        const type = fieldType(id)!;
        const first = type.parse(typed(raw), { lines: 'one', today: '2026-11-22' });
        if (!('value' in first) || first.value === null) return;
        const again = type.parse(typed(type.typed(first.value, show)), { lines: 'one', today: '2026-11-22' });
        assert.deepEqual(again, first, `${id} ${raw}`);
      },
    ),
    { numRuns: 4000 },
  );
});

test('no value of any kind makes a check or a display throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fieldTypeIds), fc.jsonValue(), (id, value) => {
      const type = fieldType(id)!;
      type.check(value);
      if (value !== null) assert.ok(Array.isArray(type.display(value, { t, names: {} })));
      type.typed(value, { t, names: {} });
    }),
    { numRuns: 4000 },
  );
});

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };
const unescaped = (html: string) => html.replace(/&(lt|gt|amp|quot|#39);/g, (entity) => entities[entity]!);
const wellFormed = (text: string) => text.toWellFormed();

test('whatever is typed comes back verbatim and harmless', async () => {
  await fc.assert(
    fc.asyncProperty(anything, anything, async (first, second) => {
      const posted = body({ from: first, 'until-year': second, hours: second, court: first });
      const reading = form.read('page_when', posted, context);
      assert.deepEqual(reading.posted, {
        from: [wellFormed(first)],
        'until-year': [wellFormed(second)],
        hours: [wellFormed(second)],
        court: [wellFormed(first)],
      });
      const html = String(await form.render('page_when', context, reading));
      const value = /id="f-hours"[^>]* value="([^"]*)"|value="([^"]*)"[^>]*id="f-hours"/.exec(html);
      const shown = value?.[1] ?? value?.[2] ?? /id="f-hours"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
      assert.equal(unescaped(shown), wellFormed(second));
      for (const error of reading.errors) assert.ok(html.includes(`id="${error.control}"`), error.control);
    }),
    { numRuns: 300 },
  );
});

test('long texts come back verbatim, with line ends in front too', async () => {
  await fc.assert(
    fc.asyncProperty(anything, fc.boolean(), async (text, lineEnd) => {
      const raw = wellFormed(lineEnd ? `\n${text}` : text);
      const reading = form.read('remark', body({ remark: raw }), context);
      assert.deepEqual(reading.posted, { remark: [raw] });
      const html = String(await form.render('remark', context, reading));
      // A browser drops the first line end after the start tag.
      const inside = /<textarea[^>]*>\n?([\s\S]*)<\/textarea>/.exec(html)![1]!;
      assert.equal(unescaped(inside), raw);
    }),
    { numRuns: 300 },
  );
});

test('no body of controls can break a page or write a foreign name', () => {
  const names = fc.oneof(
    fc.constantFrom(
      'players[1].name',
      'players[2].member',
      'players[999].name',
      'players[0].name',
      'players[1]',
      '__proto__',
      'constructor',
      'action',
      'players[1].__proto__',
    ),
    fc.string(),
  );
  const values = fc.oneof(
    fc.constantFrom('add-row:players', 'remove-row:players:1', 'remove-row:players:99', 'add-row:secrets', 'true'),
    anything,
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values), { maxLength: 30 }), (pairs) => {
      const posted = new URLSearchParams(pairs);
      const reading = form.read('players', posted, context);
      assert.deepEqual(
        Object.keys(reading.answers).filter((name) => name !== 'players'),
        [],
      );
      for (const name of Object.keys(reading.posted))
        assert.match(name, /^players\[\d+\](\.(name|bornOn|member|memberNumber)(-(day|month|year))?)?$/);
      form.settle(Object.fromEntries(pairs), context);
    }),
    { numRuns: 500 },
  );
});

test('no stored data of any shape makes a form throw', async () => {
  const persons = compiled(certificate);
  const own = translateFrom('de', [], certificateTexts);
  const value = fc.jsonValue({ maxDepth: 3 });
  const trees = fc.record(
    {
      person: value,
      household: fc.oneof(value, fc.record({ choices: value, added: value, complete: value })),
      people: value,
      lists: value,
      persons: value,
      delivery: value,
      deliveryAddress: value,
      contact: value,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(trees, async (names) => {
      const at = contextWith(own, names as Record<string, unknown>);
      for (const { id } of persons.pages(at)) String(await persons.render(id, at));
      persons.summary(at);
      persons.faults(at);
      persons.settle({ persons: names.persons ?? null, delivery: 'post' }, at);
    }),
    { numRuns: 400, examples: [[{ household: { choices: 0, added: [null], complete: 0 }, persons: [''] }]] },
  );
});
