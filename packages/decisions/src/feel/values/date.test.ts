import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { assertFeel } from '../testing.ts';
import { dateOf, dateOfDay } from './date.ts';

describe('dates of our own', () => {
  it('agree with the runtime calendar on days, weeks and months', () => {
    const day = fc.integer({ min: -40_000_000, max: 40_000_000 });
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (epochDay, months) => {
        const own = dateOfDay(epochDay);
        const peer = new Temporal.PlainDate(1970, 1, 1).add({ days: epochDay });
        assert.deepEqual([own?.year, own?.month, own?.day], [peer.year, peer.month, peer.day]);
        assert.deepEqual(
          [own?.epochDay, own?.dayOfWeek, own?.dayOfYear, own?.weekOfYear],
          [epochDay, peer.dayOfWeek, peer.dayOfYear, peer.weekOfYear],
        );
        const [moved, peerMoved] = [own?.addMonths(months), peer.add({ months })];
        assert.deepEqual([moved?.year, moved?.month, moved?.day], [peerMoved.year, peerMoved.month, peerMoved.day]);
      }),
    );
  });

  it('refuse days that do not exist', () => {
    for (const [year, month, day] of [
      [2023, 2, 29],
      [1900, 2, 29],
      [2024, 13, 1],
      [2024, 0, 1],
      [2024, 4, 31],
      [2024, 1, 0],
      [1e9, 1, 1],
      [1.5, 1, 1],
    ] as const) {
      assert.equal(dateOf(year, month, day), null, `${year}-${month}-${day}`);
    }
    assert.equal(dateOfDay(4e11), null);
  });

  it('reach nine digits of years, with times, zones and arithmetic', () => {
    assertFeel([
      ['date("999999999-12-31")', '999999999-12-31'],
      ['date("-999999999-01-01")', '-999999999-01-01'],
      ['date("1000000000-01-01")', null],
      ['date(999999999, 12, 31) + duration("P1D")', null],
      ['date("-999999999-01-01") - duration("P1M")', null],
      ['date("999999999-12-31") - date("-999999999-01-01")', `P${(2_000_000_000 / 400) * 146_097 - 367}D`],
      ['date and time("-999999999-12-31T23:59:59.999999999+02:00")', '-999999999-12-31T23:59:59.999999999+02:00'],
      ['date and time("99999-07-01T11:22:33@Europe/Zurich").time offset', 'PT2H'],
      ['date and time("99999-07-01T11:22:33@Europe/Zurich") + duration("P183D")', '99999-12-31T10:22:33@Europe/Zurich'],
      ['date and time("99999-07-01T11:22:33@Europe/Zurich") = date and time("99999-07-01T09:22:33Z")', true],
      ['date("300000-02-29") + duration("P1Y")', '300001-02-28'],
      ['day of week(date("300000-01-01"))', 'Saturday'],
    ]);
  });

  it('count whole months between days, cut towards zero, whatever the time of day', () => {
    assertFeel([
      ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
      ['years and months duration(date("2013-08-24"), date("2011-12-22"))', '-P1Y8M'],
      ['years and months duration(date("2020-01-31"), date("2020-02-29"))', 'P0M'],
      ['years and months duration(date and time("2017-12-31T13:00:00"), date and time("2019-10-01T12:32:59"))', 'P1Y9M'],
    ]);
  });

  it('name a zone only where one was named', () => {
    assertFeel([
      ['@"10:00:00@Europe/Zurich".timezone', 'Europe/Zurich'],
      ['@"10:00:00+01:00".timezone', null],
      ['@"2024-03-31T02:30:00@Europe/Zurich" = @"2024-03-31T01:30:00Z"', true],
      ['@"2024-10-27T02:30:00@Europe/Zurich" = @"2024-10-27T00:30:00Z"', true],
    ]);
  });
});
