import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stoodTime } from '../case-view/stood.ts';
import { due, lastDay, type DayOff } from './calendar.ts';
import { easterOf, inRecess } from './recess.ts';
import { buildCatalogue, readCatalogueFolder } from './index.ts';

const zone = 'Europe/Zurich';
let calendar: DayOff;
before(async () => {
  const all = await readCatalogueFolder([fileURLToPath(new URL('../../../../', import.meta.url))]);
  const path = 'authorities/_example/musterau.yaml';
  const closed = `${new TextDecoder().decode(all[path])}closedDays:\n  - { from: 2027-04-12, until: 2027-04-16, name: Betriebsferien }\n`;
  const canton = 'authorities/_example/canton.yaml';
  const recess = `${new TextDecoder().decode(all[canton])}recess:
  - { from: easter-7, until: easter+7, law: BR 370 Art. 15, confirmed: true }
  - { from: '07-15', until: '08-15' }
  - { from: '12-18', until: '01-02' }
`;
  const files = Object.fromEntries(Object.entries(all).filter(([each]) => !each.startsWith('services/')));
  calendar = buildCatalogue(
    { ...files, [path]: new TextEncoder().encode(closed), [canton]: new TextEncoder().encode(recess) },
    { canton: '_example' },
  ).authorities.calendar('musterau');
});

test('Easter is where the calendar has it', () => {
  // Dates of the ecclesiastical calendar, the earliest and the latest possible among them.
  for (const day of ['1818-03-22', '1943-04-25', '2000-04-23', '2024-03-31', '2026-04-05', '2027-03-28', '2038-04-25', '2285-03-22'])
    assert.equal(easterOf(Number(day.slice(0, 4))).toString(), day);
});

test('a stretch may go over the end of the year, and both ends belong to it', () => {
  const rules = [{ from: '12-18', until: '01-02' }];
  const days = ['2026-12-17', '2026-12-18', '2027-01-01', '2027-01-02', '2027-01-03'];
  assert.deepEqual(
    days.map((day) => inRecess(rules, day)),
    [false, true, true, true, false],
  );
});

test('periods of days stand still in the recess, over Easter, in summer and over the end of the year', () => {
  for (const [period, from, last] of [
    // Four days before, sixteen after the summer recess.
    ['20 days', '2027-07-10', '2027-08-31'],
    // Told in the recess: counted from its end.
    ['10 days', '2027-07-20', '2027-08-25'],
    // Two before the recess of Easter (21 March to 4 April), three after.
    ['5 days', '2027-03-18', '2027-04-07'],
    // Two before, eight after the end of the year; 10 January is a Sunday.
    ['10 days', '2026-12-15', '2027-01-11'],
    // The last day falls on the day before the recess: it is in time.
    ['4 days', '2027-07-10', '2027-07-14'],
  ] as const)
    assert.equal(lastDay(period, from, calendar, zone), last, `${period} from ${from}`);
  assert.equal(due('20 days', '2027-07-10', calendar, zone), '2027-09-01T00:00:00+02:00');
});

test('weeks, months and working days do not stand still', () => {
  assert.equal(lastDay('4 weeks', '2027-07-10', calendar, zone), '2027-08-09');
  assert.equal(lastDay('1 months', '2027-07-01', calendar, zone), '2027-08-02');
  assert.equal(lastDay('2 working days', '2027-07-19', calendar, zone), '2027-07-21');
});

test('the end of a legal period moves past holidays of the law, not past days on which the office is closed', () => {
  // Ascension Day 2027 is a holiday of the law, Easter Monday only a day on which offices are closed.
  assert.equal(lastDay('1 weeks', '2027-04-29', calendar, zone), '2027-05-07');
  assert.equal(lastDay('1 weeks', '2027-03-22', calendar, zone), '2027-03-29');
  assert.equal(lastDay('1 weeks', '2027-04-06', calendar, zone), '2027-04-13');
  assert.equal(lastDay('2 working days', '2027-04-09', calendar, zone), '2027-04-20');
});

test('what stood still counts once: pauses, days of recess, and both together', () => {
  const hours = (pauses: { from: string; to: string | null }[], from: string, until: string): number =>
    stoodTime({ pauses }, { from, until, calendar, zone }) / 3_600_000;
  assert.equal(hours([], '2027-06-01T08:00:00Z', '2027-06-10T08:00:00Z'), 0);
  assert.equal(hours([{ from: '2027-06-02T08:00:00Z', to: '2027-06-03T10:00:00Z' }], '2027-06-01T08:00:00Z', '2027-06-10T08:00:00Z'), 26);
  // 15 July to 15 August is 32 days in summer time.
  assert.equal(hours([], '2027-07-01T08:00:00Z', '2027-09-01T08:00:00Z'), 32 * 24);
  assert.equal(
    hours([{ from: '2027-07-14T22:00:00Z', to: '2027-08-16T22:00:00Z' }], '2027-07-01T08:00:00Z', '2027-09-01T08:00:00Z'),
    33 * 24,
  );
  // Begun and ended within the recess, with a pause that still runs.
  assert.equal(hours([{ from: '2027-07-21T08:00:00Z', to: null }], '2027-07-20T08:00:00Z', '2027-07-22T08:00:00Z'), 48);
});
