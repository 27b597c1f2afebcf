import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskRow } from '@einwohnerportal/cases';
import { filterPath, inOrder, inView, matching, readFilter } from './task-filter.ts';

const row = (person: string, due: string | null, more: Partial<TaskRow> = {}): TaskRow => ({
  caseId: person,
  reference: `2026-${person.slice(0, 4).toUpperCase()}`,
  token: 1,
  title: 'Wohnsitz bestätigen',
  service: 'Wohnsitzbestätigung',
  person,
  due,
  late: false,
  since: '2026-11-01T08:00:00.000Z',
  priority: 50,
  followUp: null,
  candidate: false,
  assignee: null,
  office: 'Kanzlei Musterau',
  sentence: '',
  ...more,
});
const rows = [
  row('Łukasz Zieliński', '2026-11-25'),
  row('Jiří Dvořák', null),
  row('Élodie Favre', '2026-11-20', { assignee: { name: 'Ruth', me: true }, office: 'Sportamt Musterau' }),
];
const people = (found: TaskRow[]): string[] => found.map((each) => each.person);

test('all words must occur; accents and case do not matter', () => {
  assert.deepEqual(people(matching(rows, 'dvorak WOHNSITZ', null)), ['Jiří Dvořák']);
  assert.deepEqual(people(matching(rows, 'elodie', null)), ['Élodie Favre']);
  assert.deepEqual(people(matching(rows, 'dvorak hund', null)), []);
  assert.deepEqual(people(matching(rows, '', 'Sportamt Musterau')), ['Élodie Favre']);
});

test('the earliest deadline comes first, a task without one last', () => {
  assert.deepEqual(people(inOrder(rows, 'due', 'de')), ['Élodie Favre', 'Łukasz Zieliński', 'Jiří Dvořák']);
});

test('the views tell mine from free ones', () => {
  assert.deepEqual(people(inView(rows, 'mine')), ['Élodie Favre']);
  assert.equal(inView(rows, 'free').length, 2);
});

test('the address keeps what is not as usual and survives anything typed', () => {
  const filter = readFilter((name) => ({ view: 'mine', order: 'nonsense', text: ' a&b ' })[name]);
  assert.deepEqual(filter, { view: 'mine', order: 'due', text: 'a&b', office: null });
  assert.equal(filterPath(filter), '/tasks?view=mine&text=a%26b');
  assert.equal(filterPath(filter, { view: 'all', text: '' }), '/tasks');
});
