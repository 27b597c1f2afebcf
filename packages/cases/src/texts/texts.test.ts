import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayWords } from './day-words.ts';
import { formatLocale } from './message.ts';
import { createTexts, textKeys } from './texts.ts';

const zone = 'Europe/Zurich';

describe('texts', () => {
  it('come from the first layer that has the key, and give the key when none has', () => {
    const missing: string[] = [];
    const texts = createTexts([{ de: { a: 'eigen' } }, { de: { a: 'gemeinsam', b: 'gemeinsam' } }], {
      zone,
      missing: (lang, key) => missing.push(`${lang} ${key}`),
    });
    const t = texts('de');
    assert.deepEqual([t('a'), t('b'), t('c'), t('c')], ['eigen', 'gemeinsam', 'c', 'c']);
    assert.deepEqual(missing, ['de c']);
    assert.equal(t.has('c'), false);
  });

  it('fall back from easy German to German, from no other language', () => {
    const texts = createTexts([{ de: { a: 'Wort', b: 'nur Deutsch' }, 'de-simple': { a: 'leicht' }, fr: {} }], { zone });
    assert.deepEqual([texts('de-simple')('a'), texts('de-simple')('b'), texts('fr')('b')], ['leicht', 'nur Deutsch', 'b']);
    assert.equal(texts.hasOwn('de-simple', 'b'), false);
  });

  it('show dates in the zone of the canton, plain dates as they are', () => {
    const texts = createTexts(
      [{ de: { on: 'am {on, date, long}' }, fr: { on: 'le {on, date, long}' }, 'de-simple': { on: '{on, date, short}' } }],
      { zone },
    );
    assert.equal(texts('de')('on', { on: '2027-03-28' }), 'am 28. März 2027');
    assert.equal(texts('fr')('on', { on: '2027-03-28T22:30:00Z' }), 'le 29 mars 2027');
    assert.equal(texts('de-simple')('on', { on: '2027-03-28' }), '28.03.2027');
  });

  it('fill plurals and amounts as Switzerland writes them', () => {
    const texts = createTexts([{ de: { p: '{count, plural, one {eine Person} other {# Personen}}', m: '{amount, number, money}' } }], {
      zone,
    });
    assert.equal(texts('de')('p', { count: 1 }), 'eine Person');
    assert.equal(texts('de')('p', { count: 2 }), '2 Personen');
    assert.match(texts('de')('m', { amount: 1234.5 }), /^CHF\s1’234\.50$/);
  });

  it('take every plural form of their language, and no other', () => {
    for (const lang of ['de', 'fr', 'it', 'en'])
      for (const form of new Intl.PluralRules(formatLocale(lang)).resolvedOptions().pluralCategories) {
        // A form for large round numbers (fr, it: «1 000 000 de francs») that no count here reaches falls to «other».
        if (form === 'many') continue;
        const t = createTexts([{ [lang]: { p: `{count, plural, one {eins} other {viele}}` } }], { zone })(lang);
        assert.equal(t('p', { count: form === 'one' ? 1 : 5 }), form === 'one' ? 'eins' : 'viele', `${lang} ${form}`);
      }
    const of = (lang: string, count: number): string =>
      createTexts([{ [lang]: { p: '{count, plural, one {one} other {other}}' } }], { zone })(lang)('p', { count });
    assert.deepEqual(
      ['de', 'fr', 'it', 'en'].map((lang) => of(lang, 0)),
      ['other', 'one', 'other', 'other'],
      'French counts nothing as one',
    );
  });

  it('have the fine spaces of French, whatever was typed; what people wrote stays', () => {
    const texts = createTexts([{ fr: { q: 'Où\u00a0?', g: '« {name} » : {words} !' } }], { zone });
    assert.equal(texts('fr')('q'), 'Où\u202f?');
    assert.equal(texts('fr')('g', { name: 'a', words: 'b ?' }), '«\u202fa\u202f»\u202f: b ?\u202f!');
  });

  it('say days as the sentence of a language needs them', () => {
    const tree = { by: 'entro il {until, date, long}', from: 'dal {day}', to: 'fino al {day}, {words}' };
    const [fr, it] = [createTexts([{ fr: { by: 'le {until, date, long}' } }], { zone })('fr'), createTexts([{ it: tree }], { zone })('it')];
    assert.equal(fr('by', { until: '2027-03-01' }), 'le 1er mars 2027');
    assert.equal(fr('by', { until: '2027-03-11' }), 'le 11 mars 2027');
    assert.deepEqual(
      ['2027-03-01', '2027-03-08', '2027-03-11', '2027-03-18'].map((until) => it('by', { until })),
      ['entro il 1° marzo 2027', 'entro l’8 marzo 2027', 'entro l’11 marzo 2027', 'entro il 18 marzo 2027'],
    );
    assert.equal(dayWords('2027-03-01', 'fr'), 'lundi 1er mars 2027');
    assert.equal(it('to', { day: dayWords('2027-03-03', 'it'), words: 'x' }), 'fino a mercoledì 3 marzo 2027, x');
    assert.equal(it('from', { day: dayWords('2027-03-08', 'it') }), 'da lunedì 8 marzo 2027');
  });

  it('show a message with a missing argument or wrong braces rather than failing', () => {
    const texts = createTexts([{ de: { a: 'Bis {until, date, long}', b: 'Offen {' } }], { zone });
    assert.equal(texts('de')('a'), 'Bis {until, date, long}');
    assert.equal(texts('de')('b'), 'Offen {');
  });

  it('list the keys of a tree', () => {
    assert.deepEqual([...textKeys({ a: { b: 'x' }, c: ['y', 'z'] })], ['a.b', 'c.0', 'c.1']);
  });
});
