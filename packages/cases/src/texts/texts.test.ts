import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

  it('show a message with a missing argument or wrong braces rather than failing', () => {
    const texts = createTexts([{ de: { a: 'Bis {until, date, long}', b: 'Offen {' } }], { zone });
    assert.equal(texts('de')('a'), 'Bis {until, date, long}');
    assert.equal(texts('de')('b'), 'Offen {');
  });

  it('list the keys of a tree', () => {
    assert.deepEqual([...textKeys({ a: { b: 'x' }, c: ['y', 'z'] })], ['a.b', 'c.0', 'c.1']);
  });
});
