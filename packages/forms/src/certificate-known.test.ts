import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificate, certificateTexts, leo, nora, offer } from './testing/certificate.ts';
import { body, compiled, contextWith } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';

const form = compiled(certificate);
const t = translateFrom('de', [], certificateTexts);

const register = { source: 'register', authority: 'musterau', at: '2026-11-22T09:12:00Z', verified: true } as const;

/** A municipality whose register answers. */
const connected = contextWith(
  t,
  {
    ...offer,
    person: nora,
    address: { text: 'Rosenbergweg 12, 6010 Musterau' },
    household: {
      members: [nora, leo],
      complete: true,
      choices: [
        { value: 'p1', label: 'Nora Arnold' },
        { value: 'p2', label: 'Leo Arnold' },
      ],
    },
    contact: { email: 'nora@example.ch' },
  },
  { sources: { person: register, address: register, household: register, contact: { source: 'identity' } }, correctionHref: '/korrektur' },
);

const idsOf = (context = connected) => form.pages(context).map((page) => page.id);
/** HTML with plain blanks: typography is the design's matter. */
const rendered = async (page: string, context = connected, shown = {}) =>
  String(await form.render(page, context, shown)).replaceAll('\u00a0', ' ');

test('shows all pages, the first only to confirm', () => {
  assert.deepEqual(idsOf(), ['page_you', 'page_persons', 'page_purpose', 'page_language', 'page_delivery', 'page_contact']);
  const [you, persons, purpose] = form.pages(connected);
  assert.equal(you!.confirm, true);
  assert.deepEqual(you!.asked, []);
  assert.equal(you!.title, 'Stimmen diese Angaben?');
  assert.deepEqual([persons!.title, persons!.titleIsLabel, persons!.short], ['Wen nennt das Dokument?', true, 'Personen']);
  assert.deepEqual([purpose!.title, purpose!.titleIsLabel, purpose!.confirm], ['Wofür?', true, false]);
});

test('hides the page of persons for a household of one and the page of languages for one language', () => {
  const names = {
    ...connected.names,
    household: { members: [nora], complete: true },
    lists: { documentLanguages: ['de'], delivery: ['inbox'] },
  };
  assert.deepEqual(idsOf({ ...connected, names }), ['page_you', 'page_purpose', 'page_delivery', 'page_contact']);
});

test('shows known values with source and a way to say that they are wrong, and no control', async () => {
  const html = await rendered('page_you');
  assert.match(html, /Rosenbergweg 12/);
  assert.match(html, /14\. Juni 1989/);
  assert.match(html, /Aus dem Einwohnerregister: Musterau\. Abgefragt am 22\. November 2026, 10\.12 Uhr\./);
  assert.match(html, /href="\/korrektur"/);
  assert.doesNotMatch(html, /<input/);
});

test('ignores values posted for known names', () => {
  const reading = form.read('page_you', body({ 'person.officialName': 'Forged', 'address.text': 'Elsewhere' }), connected);
  assert.deepEqual(reading, { answers: {}, errors: [], posted: {}, action: null });
});

test('reads the chosen persons and computes who is named', () => {
  const reading = form.read('page_persons', body({ persons: ['p1', 'p2'] }), connected);
  assert.deepEqual(reading.answers, { persons: ['p1', 'p2'] });
  assert.deepEqual(reading.errors, []);
  assert.deepEqual(form.settle({ persons: ['p2'] }, connected)['certified'], ['p2']);
  assert.deepEqual(form.settle({}, connected)['certified'], ['p1']);
});

test('refuses no choice and forged persons with words at the first box', () => {
  const none = form.read('page_persons', body({}), connected);
  assert.deepEqual(none.errors, [{ name: 'persons', control: 'f-persons', message: 'Wählen Sie mindestens eine Person.' }]);
  const forged = form.read('page_persons', body({ persons: ['p1', 'p9'] }), connected);
  assert.equal(forged.errors[0]!.name, 'persons');
  assert.match(forged.errors[0]!.message, /nur Personen, die zur Auswahl stehen/);
  const added = form.read(
    'page_persons',
    body({ persons: ['a1'], 'household.added[1]': 'a1', 'household.added[1].firstName': 'X' }),
    connected,
  );
  assert.equal(added.errors.length, 1, 'nobody can be added where the register knows the household');
});

test('asks the purpose in words only when it is another one', () => {
  const other = form.read('page_purpose', body({ purpose: 'other', purposeOther: '' }), connected);
  assert.deepEqual(other.errors, [{ name: 'purposeOther', control: 'f-purposeOther', message: 'Schreiben Sie den Zweck.' }]);
  const housing = form.read('page_purpose', body({ purpose: 'housing', purposeOther: 'kept out' }), connected);
  assert.deepEqual(housing.errors, []);
  assert.deepEqual(housing.answers, { purpose: 'housing', purposeOther: null });
  assert.deepEqual(housing.posted, { purpose: ['housing'], purposeOther: ['kept out'] });
});

test('marks the field that hangs on another for the script and says so in words', async () => {
  const html = await rendered('page_purpose');
  assert.match(html, /data-shown-when="purpose=other"/);
  assert.match(html, /Nur wenn Sie «Anderer Zweck» wählen\./);
  assert.equal(html.match(/<h1/g)?.length, 1);
});

test('counts characters, not bytes or code units', () => {
  const long = (count: number) => form.read('page_purpose', body({ purpose: 'other', purposeOther: '𝄞'.repeat(count) }), connected);
  assert.deepEqual(long(100).errors, []);
  assert.match(long(101).errors[0]!.message, /auf 100 Zeichen/);
});

test('prefills the language from the offer and labels it by the setting', async () => {
  const html = await rendered('page_language');
  assert.match(html, /value="de" checked/);
  assert.match(html, /Französisch/);
  assert.equal(
    form.settle(
      {},
      { ...connected, names: { ...connected.names, lists: { documentLanguages: ['fr'] }, offer: { documentLanguages: ['fr'] } } },
    )['documentLanguage'],
    'fr',
  );
});

test('needs a whole address only for a letter', () => {
  const inbox = form.read('page_delivery', body({ delivery: 'inbox', 'deliveryAddress.swissZipCode': 'nonsense' }), connected);
  assert.deepEqual(inbox.errors, []);
  assert.equal(inbox.answers['deliveryAddress.swissZipCode'], null);
  const post = form.read(
    'page_delivery',
    body({ delivery: 'post', 'deliveryAddress.swissZipCode': 'CH-6010', 'deliveryAddress.town': 'Musterau' }),
    connected,
  );
  assert.deepEqual(post.errors, [
    { name: 'deliveryAddress', control: 'f-deliveryAddress-street', message: 'Schreiben Sie eine Strasse oder eine Zusatzzeile.' },
  ]);
  const whole = {
    delivery: 'post',
    'deliveryAddress.street': 'Rosenbergweg',
    'deliveryAddress.houseNumber': '12',
    'deliveryAddress.swissZipCode': '60 10',
    'deliveryAddress.town': 'Musterau',
  };
  const good = form.read('page_delivery', body(whole), connected);
  assert.deepEqual(good.errors, []);
  assert.equal(good.answers['deliveryAddress.swissZipCode'], '6010');
  assert.equal(good.answers['deliveryAddress.addressLine1'], null);
});

test('fills the address in from the register and says so once', async () => {
  const names = { ...connected.names, address: { street: 'Rosenbergweg', houseNumber: '12', swissZipCode: '6010', town: 'Musterau' } };
  const html = await rendered('page_delivery', { ...connected, names });
  assert.match(html, /value="Rosenbergweg"/);
  assert.equal(html.match(/Schon ausgefüllt\. Aus dem Einwohnerregister: Musterau\./g)?.length, 1);
  const own = await rendered('page_delivery', {
    ...connected,
    names: { ...names, delivery: 'post', deliveryAddress: { town: 'Anderswo' } },
  });
  assert.doesNotMatch(own, /Rosenbergweg|Schon ausgefüllt/);
});

test('drops the address when delivery changes back', () => {
  const settled = form.settle({ delivery: 'inbox', 'deliveryAddress.street': 'Rosenbergweg' }, connected);
  assert.deepEqual(settled, { delivery: 'inbox', certified: ['p1'] });
});

test('refuses a delivery that the municipality does not offer', () => {
  const reading = form.read('page_delivery', body({ delivery: '<script>alert(1)</script>' }), connected);
  assert.equal(reading.errors.length, 1);
  assert.doesNotMatch(reading.errors[0]!.message, /script/);
});

test('accepts empty contact fields and normalises what is typed', () => {
  assert.deepEqual(form.read('page_contact', body({ 'contact.email': '', 'contact.phone': '' }), connected).errors, []);
  const reading = form.read('page_contact', body({ 'contact.email': ' Nora@Example.CH ', 'contact.phone': '041 210 12 34' }), connected);
  assert.deepEqual(reading.answers, { 'contact.email': 'Nora@example.ch', 'contact.phone': '+41412101234' });
});

test('summarises every answer with words, source and whether it can be changed', () => {
  const names = {
    ...connected.names,
    persons: ['p2'],
    purpose: 'bank',
    documentLanguage: 'de',
    delivery: 'post',
    deliveryAddress: { street: 'Rosenbergweg', houseNumber: '12', swissZipCode: '6010', town: 'Musterau' },
  };
  const rows = form.summary({ ...connected, names });
  const row = (name: string) => rows.find((each) => each.name === name)!;
  assert.deepEqual(row('person.dateOfBirth').values, ['14. Juni 1989']);
  assert.deepEqual([row('person.officialName').changeable, row('person.officialName').source?.source], [false, 'register']);
  assert.deepEqual(row('persons').values, ['Leo Arnold']);
  assert.equal(row('certified'), undefined, 'the same persons are not listed twice');
  assert.deepEqual(row('purpose').values, ['Bank']);
  assert.deepEqual(row('delivery').values, ['Per Post']);
  assert.deepEqual(row('deliveryAddress').values, ['Rosenbergweg 12', '6010 Musterau']);
  assert.deepEqual([row('contact.phone').values, row('contact.phone').changeable], [[], true]);
  assert.equal(row('purposeOther'), undefined);
  assert.deepEqual(form.faults({ ...connected, names }), []);
});

test('finds what is still missing before sending', () => {
  const faults = form.faults(connected);
  assert.deepEqual(
    faults.map((fault) => [fault.page, fault.errors.map((error) => error.name)]),
    [
      ['page_persons', ['persons']],
      ['page_purpose', ['purpose']],
      ['page_language', ['documentLanguage']],
      ['page_delivery', ['delivery']],
    ],
  );
});

test('with `only` lets nothing else change', () => {
  const again = { ...connected, only: ['persons'] };
  const plans = form.pages(again);
  assert.deepEqual(
    plans.filter((plan) => !plan.confirm).map((plan) => plan.id),
    ['page_persons'],
  );
  assert.deepEqual(form.read('page_purpose', body({ purpose: 'bank' }), again).answers, {});
  assert.deepEqual(form.read('page_persons', body({ persons: ['p1'] }), again).answers, { persons: ['p1'] });
});

test('all texts that the forms ask for exist', () => {
  assert.deepEqual([...t.missing], []);
  assert.deepEqual(
    form.textKeys().filter((key) => !t.has(key)),
    [],
  );
});
