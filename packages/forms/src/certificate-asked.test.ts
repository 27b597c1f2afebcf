import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificate, certificateTexts, nora, offer } from './testing/certificate.ts';
import { body, compiled, contextWith } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';

const form = compiled(certificate);
const t = translateFrom('de', [], certificateTexts);

/** A municipality without a register: the sign-in knows the name, nobody knows address and household. */
const alone = contextWith(t, { ...offer, person: nora, household: { complete: false } }, { sources: { person: { source: 'identity' } } });

/** HTML with plain blanks: typography is the design's matter. */
const rendered = async (page: string, context = alone, shown = {}) =>
  String(await form.render(page, context, shown)).replaceAll('\u00a0', ' ');

const added = (position: number, ref: string, person: Record<string, string>) =>
  Object.fromEntries([
    [`household.added[${position}]`, ref],
    ...Object.entries(person).map(([key, value]) => [`household.added[${position}].${key}`, value]),
  ]);

test('asks what nobody knows with the words of the vocabulary', async () => {
  const [you] = form.pages(alone);
  assert.deepEqual(you!.asked, ['address.text']);
  assert.equal(you!.confirm, false);
  const html = await rendered('page_you', alone);
  assert.match(html, /name="address\.text"/);
  assert.match(html, /Aus Ihrer Anmeldung\./);
  const reading = form.read('page_you', body({ 'address.text': 'Dorfstrasse 1, 4806 Beispielwil' }), alone);
  assert.deepEqual(reading.answers, { 'address.text': 'Dorfstrasse 1, 4806 Beispielwil' });
});

test('keeps a typed value changeable', () => {
  const names = { ...alone.names, address: { text: 'Dorfstrasse 1' } };
  assert.deepEqual(form.pages({ ...alone, names })[0]!.asked, ['address.text']);
  assert.deepEqual(form.pages({ ...alone, names, sources: { ...alone.sources, address: { source: 'declared' } } })[0]!.asked, [
    'address.text',
  ]);
});

test('offers oneself and the button that adds a person', async () => {
  const html = await rendered('page_persons', alone);
  assert.match(html, /value="p1"/);
  assert.match(html, /name="action" value="add-row:household\.added"/);
});

test('adds and removes rows without script and keeps what was typed', async () => {
  const more = form.read(
    'page_persons',
    body({ persons: 'p1', ...added(1, '', { firstName: 'Łukasz', officialName: 'Żak' }), action: 'add-row:household.added' }),
    alone,
  );
  assert.equal(more.action, 'add-row:household.added');
  assert.deepEqual(more.errors, []);
  const html = await rendered('page_persons', alone, { posted: more.posted });
  assert.match(html, /name="household\.added\[2\]\.firstName"/);
  assert.match(html, /value="Łukasz"/);
  const less = form.read(
    'page_persons',
    body({
      ...Object.fromEntries(Object.entries(more.posted).map(([name, value]) => [name, value])),
      action: 'remove-row:household.added:1',
    }),
    alone,
  );
  const after = await rendered('page_persons', alone, { posted: less.posted });
  assert.doesNotMatch(after, /Łukasz/);
  assert.doesNotMatch(after, /household\.added\[2\]/);
});

test('takes added persons with partial dates and chooses them', () => {
  const reading = form.read(
    'page_persons',
    body({
      persons: 'p1',
      ...added(1, '', { firstName: 'Łukasz', officialName: 'Żak', 'dateOfBirth-year': '1951' }),
      ...added(3, 'a7', { firstName: 'Ada', officialName: 'Żak', dateOfBirth: '6.1985' }),
    }),
    alone,
  );
  assert.deepEqual(reading.errors, []);
  assert.deepEqual(reading.answers, {
    persons: ['p1', 'a1', 'a7'],
    'household.added': [
      { ref: 'a1', firstName: 'Łukasz', officialName: 'Żak', dateOfBirth: '1951' },
      { ref: 'a7', firstName: 'Ada', officialName: 'Żak', dateOfBirth: '1985-06' },
    ],
  });
  const names = { ...alone.names, persons: ['p1', 'a1'], household: { complete: false, added: reading.answers['household.added'] } };
  const row = form.summary({ ...alone, names }).find((each) => each.name === 'persons')!;
  assert.deepEqual(row.values, ['Nora Arnold, geboren am 14. Juni 1989', 'Łukasz Żak, geboren 1951']);
  assert.ok(form.writes().includes('household.added'));
});

test('says which part of an added person is missing', () => {
  const reading = form.read('page_persons', body({ persons: 'p1', ...added(1, '', { firstName: 'Ada' }) }), alone);
  assert.deepEqual(
    reading.errors.map((error) => [error.name, error.control]),
    [
      ['household.added[1].officialName', 'f-household-added-1-officialName'],
      ['household.added[1].dateOfBirth', 'f-household-added-1-dateOfBirth'],
    ],
  );
  assert.equal('household.added' in reading.answers, false);
});
