import assert from 'node:assert/strict';
import { test } from 'node:test';
import { body, compiled, contextWith } from './testing/context.ts';
import { tennisCourt, tennisTexts } from './testing/tennis-court.ts';
import { translateFrom } from './testing/texts.ts';

const form = compiled(tennisCourt);
const t = translateFrom('de', [], tennisTexts);
const context = contextWith(t, {});
const with_ = (names: Record<string, unknown>) => ({ ...context, names });
const html = async (page: string, names = {}, shown = {}) => String(await form.render(page, with_(names), shown));

test('each component of the top level is a page, computed ones are not', () => {
  assert.deepEqual(
    form.pages(context).map((page) => [page.id, page.title, page.titleIsLabel]),
    [
      ['page_when', 'Wann spielen Sie?', false],
      ['players', 'Wer spielt mit?', true],
      ['remark', 'Bemerkung', true],
      ['page_rules', 'Regeln', false],
    ],
  );
});

test('a page with several questions leaves the heading to the caller, a page with one brings it', async () => {
  assert.doesNotMatch(await html('page_when'), /<h1/);
  for (const page of ['players', 'remark']) assert.equal((await html(page)).match(/<h1/g)?.length, 1, page);
});

test('dates, choices and numbers are read together', () => {
  const reading = form.read(
    'page_when',
    body({ 'from-day': '1', 'from-month': '12', 'from-year': '26', until: '2026-12-02', court: 'hall', hours: '2' }),
    context,
  );
  assert.deepEqual(reading.errors, []);
  assert.deepEqual(reading.answers, { from: '2026-12-01', until: '2026-12-02', court: 'hall', hours: 2 });
});

test('errors come in the order of the page, with limits in words', () => {
  const reading = form.read('page_when', body({ from: '', until: '31.2.26', court: 'grass', hours: '5' }), context);
  assert.deepEqual(
    reading.errors.map(({ control, message }) => [control, message]),
    [
      ['f-from', 'Geben Sie den ersten Tag ein.'],
      ['f-until', 'Diesen Tag gibt es nicht. Prüfen Sie den Tag bei «Bis».'],
      ['f-court', 'Wählen Sie bei «Platz» eine der Antworten, die zur Auswahl stehen.'],
      ['f-hours', 'Geben Sie bei «Stunden» höchstens 4 ein.'],
    ],
  );
});

test('a rule over several fields speaks once the fields are right', () => {
  const reading = form.read('page_when', body({ from: '2.12.26', until: '1.12.26', court: 'hall', hours: '2' }), context);
  assert.deepEqual(
    reading.errors.map((error) => [error.name, error.control, error.message]),
    [['page_when', 'f-from', 'Der letzte Tag liegt vor dem ersten.']],
  );
});

test('a list starts with one empty row and names it', async () => {
  const page = await html('players');
  assert.match(page, /Spielerin oder Spieler 1/);
  assert.match(page, /name="players\[1\]\.name"/);
  assert.match(page, /Noch jemand/);
});

test('Enter in a text field goes on and removes no row', async () => {
  const page = await html('players');
  assert.match(/<button[^>]*>/.exec(page)![0], /type="submit" tabindex="-1"/);
  assert.doesNotMatch(/<button[^>]*>/.exec(page)![0], /name=/);
  assert.doesNotMatch(await html('remark'), /<button/);
});

test('rows without content are left out, a list that needs one says so', () => {
  const none = form.read('players', body({ 'players[1]': '', 'players[1].name': ' ' }), context);
  assert.deepEqual(none.errors, [
    { name: 'players', control: 'f-players-add', message: 'Machen Sie mindestens einen Eintrag bei «Wer spielt mit?».' },
  ]);
  const one = form.read('players', body({ 'players[1].name': '', 'players[2].name': 'Nora', 'players[2].bornOn-year': '1989' }), context);
  assert.deepEqual(one.errors, []);
  assert.deepEqual(one.answers, { players: [{ name: 'Nora', bornOn: '1989', member: false }] });
});

test('conditions inside a row look at the row', () => {
  const reading = form.read(
    'players',
    body({ 'players[1].name': 'Nora', 'players[1].member': 'true', 'players[2].name': 'Leo', 'players[2].memberNumber': '7' }),
    context,
  );
  assert.deepEqual(
    reading.errors.map((error) => error.name),
    ['players[1].memberNumber'],
  );
  const good = form.read('players', body({ 'players[1].name': 'Leo', 'players[1].memberNumber': '7' }), context);
  assert.deepEqual(good.answers, { players: [{ name: 'Leo', member: false }] });
});

test('a rule over all rows is checked', () => {
  const five = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`players[${n}].name`, `P${n}`]));
  assert.deepEqual(
    form.read('players', body(five), context).errors.map((error) => error.message),
    ['Melden Sie höchstens vier Personen an.'],
  );
});

test('a single box must be ticked where it is required', () => {
  const reading = form.read('page_rules', body({ extras: ['light', 'balls'], lightUntil: '20.30' }), context);
  assert.deepEqual(
    reading.errors.map((error) => error.message),
    ['Kreuzen Sie «Ich kenne die Platzregeln» an.'],
  );
  assert.deepEqual(reading.answers['extras'], ['light', 'balls']);
  assert.equal(form.read('page_rules', body({ accepted: 'true', lightUntil: 'late' }), context).answers['lightUntil'], null);
});

test('a field may be required only in some cases', () => {
  assert.deepEqual(form.read('remark', body({ remark: '' }), context).errors, []);
  assert.deepEqual(
    form.read('remark', body({ remark: '' }), with_({ hours: 4 })).errors.map((error) => error.name),
    ['remark'],
  );
});

test('computed values follow the answers', () => {
  assert.equal(form.settle({ hours: 2, court: 'hall' }, context)['total'], 60);
  const names = {
    from: '2026-12-01',
    court: 'clay',
    hours: 2,
    players: [{ name: 'Nora', bornOn: '1989', member: false }],
    total: 40,
    accepted: true,
  };
  const rows = form.summary(with_(names));
  assert.deepEqual(
    rows.map((row) => [row.name, row.values]),
    [
      ['from', ['1. Dezember 2026']],
      ['until', []],
      ['court', ['Sandplatz']],
      ['hours', ['2']],
      ['players', ['Nora, 1989']],
      ['total', ['40 Franken']],
      ['remark', []],
      ['accepted', ['Ja']],
      ['extras', []],
    ],
  );
});

test('what was typed comes back when a page is shown again', async () => {
  const reading = form.read('players', body({ 'players[1].name': 'Zoë "Ace" <b>', 'players[1].bornOn-year': 'x' }), context);
  const page = await html('players', {}, reading);
  assert.match(page, /value="Zoë &quot;Ace&quot; &lt;b&gt;"/);
  assert.match(page, /value="x"/);
  assert.match(page, /aria-invalid="true"/);
});

test('the form tells what it writes, reads and which texts it needs', () => {
  assert.deepEqual(form.writes(), ['accepted', 'court', 'extras', 'from', 'hours', 'lightUntil', 'players', 'remark', 'total', 'until']);
  assert.deepEqual(form.reads(), ['court', 'extras', 'from', 'hours', 'players', 'until']);
  assert.ok(
    form.textKeys().includes('form.court.why') && form.textKeys().includes('form.rules') && form.textKeys().includes('form.pages.rules'),
  );
  assert.deepEqual(
    form.textKeys().filter((key) => !t.has(key)),
    [],
  );
  assert.deepEqual([...t.missing], []);
});
