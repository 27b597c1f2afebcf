import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel, warnings } from '../testing.ts';

describe('string functions', () => {
  it('count characters, not UTF-16 units', () => {
    assertFeel([
      ['string length("😀é")', 2],
      ['substring("😀abc", 2)', 'abc'],
      ['substring("foobar", 3, 3)', 'oba'],
      ['substring("foobar", -2, 1)', 'a'],
      ['substring("foobar", 0)', null],
      ['substring("foobar", 7)', null],
      ['substring(string: "foobar", start position: 4)', 'bar'],
    ]);
  });

  it('cut at and look for a text', () => {
    assertFeel([
      ['substring before("foobar", "bar")', 'foo'],
      ['substring before("foobar", "x")', ''],
      ['substring after("foobar", "ob")', 'ar'],
      ['substring after("", "a")', ''],
      ['contains("foobar", "oba")', true],
      ['starts with("foobar", "bar")', false],
      ['ends with("foobar", "bar")', true],
      ['upper case("aß4")', 'ASS4'],
      ['lower case("ÄB")', 'äb'],
      ['contains(null, "a")', null],
      ['string length(1)', null],
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (a, b, c) => {
        const context = { text: a + b + c, b };
        assert.equal(feel('substring before(text, b) + b + substring after(text, b) = text', context), true);
      }),
    );
  });

  it('match, replace and split by regular expressions', () => {
    assertFeel([
      ['matches("foobar", "^fo*b")', true],
      ['matches("FOO", "foo", "i")', true],
      ['matches("a\\nb", "a.b")', false],
      ['matches("a\\nb", "a.b", "s")', true],
      ['matches("ab", "a b", "x")', true],
      ['matches("b", "^[a-z-[aeiou]]$")', true],
      ['matches("a", "^[a-z-[aeiou]]$")', false],
      ['matches("756.1234.5678.97", "^756(\\\\.[0-9]{4}){2}\\\\.[0-9]{2}$")', true],
      ['matches("a", "[")', null],
      ['matches("a", "a", "g")', null],
      ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
      ['replace("a.b.c", "\\\\.", "-")', 'a-b-c'],
      ['replace("abc", "b", "\\\\$")', 'a$c'],
      ['replace("abc", "b", "$x")', null],
      ['split("John Doe", "\\\\s")', ['John', 'Doe']],
      ['split("a;b;;c", ";")', ['a', 'b', '', 'c']],
      ['split("a1b2c", "([0-9])")', ['a', 'b', 'c']],
    ]);
  });

  it('join lists of strings, leaving out nulls', () => {
    assertFeel([
      ['string join(["a", "b", null], "-")', 'a-b'],
      ['string join(["a", "b"])', 'ab'],
      ['string join([], "-")', ''],
      ['string join("a", "-")', 'a'],
      ['string join(["a", 1], "-")', null],
    ]);
    assert.deepEqual(warnings('string join([1])'), ['feel-argument']);
  });
});
