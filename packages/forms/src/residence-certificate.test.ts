import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { body, compiledFrom, contextWith } from './testing/context.ts';
import { translateFrom } from './testing/texts.ts';

const form = compiledFrom('services/residence-certificate/form.json');
const t = translateFrom('de', ['services/residence-certificate/texts']);

const nora = { ref: 'p1', officialName: 'Arnold', firstName: 'Nora', dateOfBirth: '1989-06-14' };
const leo = { ref: 'p2', officialName: 'Arnold', firstName: 'Leo', dateOfBirth: '2018-03' };
const offer = {
  offer: { delivery: ['inbox', 'post'], documentLanguages: ['de', 'fr'] },
  lists: { delivery: ['inbox', 'post'], documentLanguages: ['de', 'fr'] },
};
const register = { source: 'register', authority: 'kriens', at: '2026-11-22T09:12:00Z', verified: true } as const;

/** A municipality whose register answers. */
const connected = contextWith(
  t,
  {
    ...offer,
    person: nora,
    address: { text: 'Rosenbergweg 12, 6010 Kriens' },
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

/** A municipality without a register: the sign-in knows the name, nobody knows address and household. */
const alone = contextWith(t, { ...offer, person: nora, household: { complete: false } }, { sources: { person: { source: 'identity' } } });

const idsOf = (context = connected) => form.pages(context).map((page) => page.id);
/** HTML with plain blanks: typography is the design's matter. */
const rendered = async (page: string, context = connected, shown = {}) =>
  String(await form.render(page, context, shown)).replaceAll('\u00a0', ' ');

describe('residence certificate in a connected municipality', () => {
  test('shows all pages, the first only to confirm', () => {
    assert.deepEqual(idsOf(), ['page_you', 'page_persons', 'page_purpose', 'page_language', 'page_delivery', 'page_contact']);
    const [you, persons, purpose] = form.pages(connected);
    assert.equal(you!.confirm, true);
    assert.deepEqual(you!.asked, []);
    assert.equal(you!.title, 'Stimmen diese Angaben?');
    assert.deepEqual([persons!.title, persons!.titleIsLabel, persons!.short], ['Wen soll die Bestätigung nennen?', true, 'Personen']);
    assert.deepEqual([purpose!.title, purpose!.titleIsLabel, purpose!.confirm], ['Wofür brauchen Sie die Bestätigung?', true, false]);
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
    assert.match(html, /Aus dem Einwohnerregister: Kriens\. Abgefragt am 22\. November 2026, 10\.12 Uhr\./);
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
      body({ delivery: 'post', 'deliveryAddress.swissZipCode': 'CH-6010', 'deliveryAddress.town': 'Kriens' }),
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
      'deliveryAddress.town': 'Kriens',
    };
    const good = form.read('page_delivery', body(whole), connected);
    assert.deepEqual(good.errors, []);
    assert.equal(good.answers['deliveryAddress.swissZipCode'], '6010');
    assert.equal(good.answers['deliveryAddress.addressLine1'], null);
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
      deliveryAddress: { street: 'Rosenbergweg', houseNumber: '12', swissZipCode: '6010', town: 'Kriens' },
    };
    const rows = form.summary({ ...connected, names });
    const row = (name: string) => rows.find((each) => each.name === name)!;
    assert.deepEqual(row('person.dateOfBirth').values, ['14. Juni 1989']);
    assert.deepEqual([row('person.officialName').changeable, row('person.officialName').source?.source], [false, 'register']);
    assert.deepEqual(row('persons').values, ['Leo Arnold']);
    assert.equal(row('certified'), undefined, 'the same persons are not listed twice');
    assert.deepEqual(row('purpose').values, ['Bank oder Versicherung']);
    assert.deepEqual(row('delivery').values, ['Zusätzlich per Post']);
    assert.deepEqual(row('deliveryAddress').values, ['Rosenbergweg 12', '6010 Kriens']);
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
});

describe('residence certificate in a municipality without register', () => {
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
    const reading = form.read('page_you', body({ 'address.text': 'Dorfstrasse 1, 4806 Wikon' }), alone);
    assert.deepEqual(reading.answers, { 'address.text': 'Dorfstrasse 1, 4806 Wikon' });
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
});

test('all texts that the forms ask for exist', () => {
  assert.deepEqual([...t.missing], []);
  assert.deepEqual(
    form.textKeys().filter((key) => !t.has(key)),
    [],
  );
});
