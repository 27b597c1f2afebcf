import { describe, it } from 'node:test';
import { assertFeel } from '../testing.ts';

describe('conversion functions', () => {
  it('read numbers with separators', () => {
    assertFeel([
      ['number("1 000,5", " ", ",")', 1000.5],
      ['number("1,000.5", ",", ".")', 1000.5],
      ['number("1.5")', 1.5],
      [
        'number("1.000.000,01", decimal separator: ",", grouping separator: ".")'.replace('"1.000.000,01"', 'from: "1.000.000,01"'),
        1000000.01,
      ],
      ['number("1", ".", ".")', null],
      ['number("1", "x", ".")', null],
      ['number("a")', null],
      ['number("")', null],
      ['number(null)', null],
    ]);
  });

  it('write every kind of value as text', () => {
    assertFeel([
      ['string(1.10)', '1.10'.replace(/0$/, '')],
      ['string(true)', 'true'],
      ['string(null)', null],
      ['string("a")', 'a'],
      ['string([1, "a", null])', '[1, "a", null]'],
      ['string({a: "b", "c d": 1})', '{a: "b", c d: 1}'],
      ['string(date("2024-01-01"))', '2024-01-01'],
      ['string(10 ** 22)', '10000000000000000000000'],
      ['string([1..2))', '[1..2)'],
      ['string(@"P1D")', 'P1D'],
    ]);
  });

  it('make dates and times from parts and from each other', () => {
    assertFeel([
      ['date(2024, 2, 29)', '2024-02-29'],
      ['date(date and time("2024-02-29T10:00:00Z"))', '2024-02-29'],
      ['date(year: 2024, month: 1, day: 2)', '2024-01-02'],
      ['time(10, 30, 15.5)', '10:30:15.5'],
      ['time(10, 30, 0, @"PT2H")', '10:30:00+02:00'],
      ['time(date("2024-01-01"))', '00:00:00Z'],
      ['date and time(date("2024-01-01"), time("10:00:00Z"))', '2024-01-01T10:00:00Z'],
      ['date and time("2024-01-01")', '2024-01-01T00:00:00'],
      ['date and time("2024-01-01T10:00:00", 1)', null],
      ['years and months duration(date("2024-02-29"), date("2023-02-28"))', '-P1Y'],
      ['date(1)', null],
    ]);
  });

  it('read ranges from text', () => {
    assertFeel([
      ['5 in range("[1..5]")', true],
      ['5 in range("[1..5)")', false],
      ['range("[1..")', null],
      ['range("[5..1]")', null],
      ['range("[\\"a\\"..1]")', null],
    ]);
  });

  it('name days, months and weeks', () => {
    assertFeel([
      ['day of week(date("2024-02-29"))', 'Thursday'],
      ['month of year(date("2024-02-29"))', 'February'],
      ['day of year(date("2024-12-31"))', 366],
      ['week of year(date("2021-01-03"))', 53],
      ['week of year(date and time("2021-01-04T00:00:00"))', 1],
    ]);
  });
});
