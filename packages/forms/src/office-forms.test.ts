import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileForm } from './compile.ts';
import { body, compiled, contextWith, vocabulary } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';
import type { FormSchema } from './types.ts';

const confirmation: FormSchema = {
  id: 'confirmation',
  type: 'default',
  components: [
    {
      type: 'radio',
      id: 'outcome',
      key: 'outcome',
      label: 'form.outcome',
      values: ['confirmed', 'refused'].map((value) => ({ value, label: `form.outcome.options.${value}` })),
      validate: { required: true },
    },
    {
      type: 'dynamiclist',
      id: 'confirmations',
      path: 'confirmations',
      label: 'form.confirmations',
      conditional: { hide: '=outcome != "confirmed"' },
      allowAddRemove: false,
      properties: { items: '=for p in persons return if p = "p1" then {ref: p, origin: "Altdorf"} else {ref: p}' },
      components: [
        { type: 'textfield', id: 'ref', key: 'ref', label: 'form.person', properties: { type: 'personRef', edit: 'fixed' } },
        { type: 'textfield', id: 'origin', key: 'origin', label: 'vocabulary.person.origin', validate: { maxLength: 100 } },
        {
          type: 'textfield',
          id: 'arrivedOn',
          key: 'arrivedOn',
          label: 'vocabulary.residence.arrivedOn',
          validate: { required: true },
          properties: { type: 'partialDate' },
        },
      ],
    },
    {
      type: 'textarea',
      id: 'reason',
      key: 'reason',
      label: 'form.reason',
      conditional: { hide: '=outcome = "confirmed"' },
      validate: { required: true, maxLength: 2000 },
    },
  ],
};

describe('confirming persons one by one', () => {
  const form = compiled(confirmation);
  const t = translateFrom('de', [], {
    form: {
      outcome: { label: 'Angemeldet?', options: { confirmed: 'Ja', refused: 'Nein' } },
      confirmations: { label: 'Angaben' },
      person: { label: 'Person' },
      reason: { label: 'Begründung' },
    },
  });
  const context = contextWith(t, {
    persons: ['p1', 'a1'],
    people: {
      p1: { firstName: 'Nora', officialName: 'Arnold', dateOfBirth: '1989-06-14' },
      a1: { firstName: 'Ada', officialName: 'Žak', dateOfBirth: '1951' },
    },
  });
  const names = (more: object) => ({ ...context, names: { ...context.names, ...more } });
  const pageOf = (name: string, at = names({ outcome: 'confirmed' })) => form.pages(at).find((each) => each.asked.includes(name))!.id;
  const page = pageOf('confirmations');

  test('shows one row for each person, by name', async () => {
    const html = String(await form.render(page, names({ outcome: 'confirmed' })));
    assert.match(html, /Nora Arnold, geboren am 14\. Juni 1989/);
    assert.match(html, /Ada Žak, geboren 1951/);
    assert.match(html, /name="confirmations\[2\]\.origin"/);
    assert.doesNotMatch(html, /add-row/);
    assert.doesNotMatch(html, /name="confirmations\[1\]\.ref"/);
  });

  test('keeps the person of each row whatever is posted for it', () => {
    const posted = body({
      outcome: 'confirmed',
      'confirmations[1].ref': 'p9',
      'confirmations[1].origin': 'Musterau',
      'confirmations[1].arrivedOn': '6.1985',
      'confirmations[2].arrivedOn-year': '2001',
      'confirmations[3].arrivedOn-year': '2001',
    });
    const reading = form.read(page, posted, names({ outcome: 'confirmed' }));
    assert.deepEqual(reading.errors, []);
    assert.deepEqual(reading.answers['confirmations'], [
      { ref: 'p1', origin: 'Musterau', arrivedOn: '1985-06' },
      { ref: 'a1', arrivedOn: '2001' },
    ]);
  });

  test('names the row that is not complete', () => {
    const reading = form.read(
      page,
      body({ outcome: 'confirmed', 'confirmations[1].arrivedOn-year': '2001' }),
      names({ outcome: 'confirmed' }),
    );
    assert.deepEqual(
      reading.errors.map((error) => [error.name, error.control]),
      [['confirmations[2].arrivedOn', 'f-confirmations-2-arrivedOn']],
    );
    assert.deepEqual(
      form.faults(names({ outcome: 'confirmed' })).flatMap((fault) => fault.errors.map((error) => error.name)),
      ['confirmations[1].arrivedOn', 'confirmations[2].arrivedOn'],
    );
  });

  test('starts with what is given and keeps what was changed or cleared', async () => {
    const at = (rows: object[]) => names({ outcome: 'confirmed', confirmations: rows });
    assert.match(String(await form.render(page, names({ outcome: 'confirmed' }))), /value="Altdorf"/);
    assert.match(String(await form.render(page, at([{ ref: 'p1', origin: 'Musterau' }]))), /value="Musterau"/);
    assert.doesNotMatch(String(await form.render(page, at([{ ref: 'p1', arrivedOn: '2001' }]))), /Altdorf/);
    assert.deepEqual(
      form.faults(
        at([
          { ref: 'a1', arrivedOn: '2001' },
          { ref: 'p1', arrivedOn: '2002' },
        ]),
      ),
      [],
    );
  });

  test('drops the confirmations when the outcome is another one', () => {
    const settled = form.settle({ outcome: 'refused', confirmations: [{ ref: 'p1' }], reason: 'Nicht gefunden.' }, context);
    assert.deepEqual(settled, { outcome: 'refused', reason: 'Nicht gefunden.' });
    assert.equal(form.read(pageOf('outcome', context), body({ outcome: 'elsewhere' }), context).errors.length > 0, true);
  });

  test('needs no reasons why it asks', () => {
    const { form: office } = compileForm(confirmation, { vocabulary, audience: 'office' });
    assert.deepEqual(
      office.textKeys().filter((key) => !t.has(key)),
      [],
    );
    assert.ok(form.textKeys().includes('form.outcome.why'));
  });
});
