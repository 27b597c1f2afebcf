import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { age, due, expectedDay, lastDay, parsePeriod } from './calendar.ts';

const zone = 'Europe/Zurich';
const never = () => false;
const weekend = (day: string) => [6, 7].includes(Temporal.PlainDate.from(day).dayOfWeek);
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString());
const period = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom('days', 'working days', 'weeks', 'months', 'years'))
  .map(([count, unit]) => `${unit === 'years' ? count % 30 : count} ${unit}`);

describe('a period', () => {
  it('ends at the midnight after its last day, the first day not counted', () => {
    assert.equal(due('10 days', '2027-03-01', never, zone), '2027-03-12T00:00:00+01:00');
    assert.equal(lastDay('10 days', '2027-03-01', never, zone), '2027-03-11');
  });

  it('moves to the next working day when its last day is a day off', () => {
    assert.equal(lastDay('5 days', '2027-03-01', weekend, zone), '2027-03-08');
    assert.equal(lastDay('2 working days', '2027-03-04', weekend, zone), '2027-03-08');
    const easter = (date: string) => weekend(date) || ['2027-03-26', '2027-03-29'].includes(date);
    assert.equal(lastDay('1 working day', '2027-03-25', easter, zone), '2027-03-30');
  });

  it('has the right offset on both days of clock change', () => {
    assert.equal(due('1 day', '2027-03-26', never, zone), '2027-03-28T00:00:00+01:00');
    assert.equal(due('2 days', '2027-03-26', never, zone), '2027-03-29T00:00:00+02:00');
    assert.equal(due('1 day', '2027-10-30', never, zone), '2027-11-01T00:00:00+01:00');
    assert.equal(due('24 hours', '2027-03-27T12:00:00+01:00', never, zone), '2027-03-28T13:00:00+02:00');
    assert.equal(due('90 minutes', '2027-10-31T00:30:00Z', never, zone), '2027-10-31T03:00:00+01:00');
  });

  it('counts from the local day of an instant', () => {
    assert.equal(lastDay('1 day', '2027-03-01T23:30:00Z', never, zone), '2027-03-03');
    assert.equal(lastDay('1 month', '2027-01-31', never, zone), '2027-02-28');
  });

  it('refuses what is no period and a calendar without working day', () => {
    for (const wrong of ['', 'soon', '-1 days', '1.5 days', '10', 'days 10', '3 fortnights'])
      assert.throws(() => parsePeriod(wrong), { code: 'period-invalid' });
    assert.throws(() => due('1 day', 'tomorrow', never, zone), { code: 'date-invalid' });
    assert.throws(() => due('1 day', '2027-03-01', () => true, zone), { code: 'calendar-without-working-day' });
  });

  it('never ends on a day off, always at local midnight, and shows the day it ends', () => {
    fc.assert(
      fc.property(period, day, (length, from) => {
        const end = due(length, from, weekend, zone);
        const last = lastDay(length, from, weekend, zone);
        assert.equal(weekend(last), false);
        assert.equal(Temporal.Instant.from(end).toZonedDateTimeISO(zone).toPlainTime().toString(), '00:00:00');
        assert.equal(expectedDay(end, zone), last);
        assert.ok(last >= from);
      }),
    );
  });

  it('never ends earlier when it is longer or starts later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.constantFrom('days', 'working days', 'weeks'), day, (count, unit, from) => {
        const end = lastDay(`${count} ${unit}`, from, weekend, zone);
        assert.ok(lastDay(`${count + 1} ${unit}`, from, weekend, zone) >= end);
        assert.ok(lastDay(`${count} ${unit}`, Temporal.PlainDate.from(from).add({ days: 1 }).toString(), weekend, zone) >= end);
      }),
    );
  });

  it('has as many working days as it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), day, (count, from) => {
        const last = lastDay(`${count} working days`, from, weekend, zone);
        let worked = 0;
        for (let each = Temporal.PlainDate.from(from).add({ days: 1 }); each.toString() <= last; each = each.add({ days: 1 }))
          if (!weekend(each.toString())) worked++;
        assert.equal(worked, count);
      }),
    );
  });
});

describe('the age of a person', () => {
  it('counts completed years, and is reached on the birthday', () => {
    assert.equal(age('1985-06-14', '2027-06-13'), 41);
    assert.equal(age('1985-06-14', '2027-06-14'), 42);
    assert.equal(age({ dateOfBirth: '2004-02-29' }, '2022-02-28'), 17);
    assert.equal(age({ dateOfBirth: '2004-02-29' }, '2022-03-01'), 18);
  });

  it('takes the last possible day of a date known in part', () => {
    assert.equal(age('1951', '2027-12-30'), 75);
    assert.equal(age('1951', '2027-12-31'), 76);
    assert.equal(age('1951-06', '2027-06-29'), 75);
  });

  it('is unknown without a date of birth', () => {
    assert.equal(age(null, '2027-01-01'), null);
    assert.equal(age({}, '2027-01-01'), null);
  });
});
