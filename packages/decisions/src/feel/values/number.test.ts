import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Num, toNum, toPlainNumber } from './number.ts';
import { assertFeel, feel } from '../testing.ts';

/** Text of an exact decimal: digits with the point so many places from the right. */
function decimal(digits: bigint, places: number): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const text = places === 0 ? size : `${size.slice(0, -places)}.${size.slice(-places)}`;
  return digits < 0n ? `(-${text})` : text;
}

const amount = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.integer({ min: 0, max: 4 }));
const scaled = ([digits, places]: [bigint, number]) => digits * 10n ** BigInt(4 - places);
const asNum = (value: unknown) => new Num(value as string | number);

describe('numbers', () => {
  it('add, subtract and multiply exactly, whatever the amounts', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [x, y] = [decimal(...a), decimal(...b)];
        const sum = new Num((scaled(a) + scaled(b)).toString()).div(10_000);
        const product = new Num((scaled(a) * scaled(b)).toString()).div(100_000_000);
        assert.ok(asNum(feel(`${x} + ${y}`)).eq(sum), `${x} + ${y}`);
        assert.ok(asNum(feel(`${x} + ${y} - ${y}`)).eq(new Num(scaled(a).toString()).div(10_000)), `${x} + ${y} - ${y}`);
        assert.ok(asNum(feel(`${x} * ${y}`)).eq(product), `${x} * ${y}`);
      }),
    );
  });

  it('keep the decimal text of JS numbers: 0.1 is a tenth', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const result = feel('n', { n: number });
        assert.equal(Number(result), number === 0 ? 0 : number);
      }),
    );
  });

  it('are 34 digits long and round half to even', () => {
    assertFeel([
      ['1000000000000000000000000000000000 + 0.5', '1000000000000000000000000000000000'],
      ['1000000000000000000000000000000001 + 0.5', '1000000000000000000000000000000002'],
      ['0.1 * 3 = 0.3', true],
      ['1.10 = 1.1', true],
      ['2 / 3', '0.6666666666666666666666666666666667'],
    ]);
  });

  it('become JS numbers only where nothing is lost', () => {
    assert.equal(toPlainNumber(new Num('123456789012345')), 123456789012345);
    assert.equal(toPlainNumber(new Num('1234567890123456')), '1234567890123456');
    assert.equal(toPlainNumber(new Num('-0')), 0);
    assert.equal(toNum('1e7000'), null);
    assert.equal(toNum(Number.NaN), null);
  });

  it('give null with a warning where there is no result', () => {
    assertFeel([
      ['1 / 0', null],
      ['10 ** 7000', null],
      ['(-1) ** 0.5', null],
      ['sqrt(-1)', null],
      ['log(0)', null],
      ['1 + null', null],
      ['1 + "1"', null],
    ]);
  });
});
