import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PathEntry } from '@einwohnerportal/engine';
import { deriveProgress } from './progress.ts';

let clock = 0;
function event(...path: [what: string, element: string, more?: Partial<PathEntry>][]): { at: string; path: PathEntry[] } {
  const at = new Date(Date.UTC(2027, 0, 1, 0, clock++)).toISOString();
  return {
    at,
    path: path.map(([what, element, more]) => ({ what, element, processId: 'p', callers: [], party: 'office', token: 1, ...more })),
  };
}
const words = (milestone: string): Partial<PathEntry> => ({ properties: { milestone } });

test('the innermost open step speaks, its caller stays the station of the way', () => {
  const progress = deriveProgress([
    event(['entered', 'start', { ...words('sent'), party: 'applicant' }], ['completed', 'start'], ['entered', 'fee', words('paid')]),
    event(['entered', 'collect', { callers: ['fee'], token: 2, properties: { milestone: 'waiting', pauses: 'yes' } }]),
  ]);
  assert.equal(progress.current?.properties.milestone, 'waiting');
  assert.deepEqual(
    progress.reached.map((point) => [point.milestone, point.state, point.inner, point.byApplicant]),
    [
      ['sent', 'past', false, true],
      ['paid', 'now', false, true],
      ['waiting', 'now', true, true],
    ],
  );
});

test('a step that was cut off did not happen', () => {
  const progress = deriveProgress([event(['entered', 'answer', words('asked')]), event(['cancelled', 'answer'])]);
  assert.deepEqual(progress.reached, []);
  assert.equal(progress.current, null);
});

test('steps of no party and inside no other are kept without a word of either, and were once kept with both', () => {
  const kept = (more: object) => [
    {
      at: '2027-01-01T00:00:00Z',
      path: [{ what: 'entered', element: 'check', processId: 'p', token: 1, properties: { milestone: 'm' }, ...more }],
    },
  ];
  const [short, long] = [deriveProgress(kept({})), deriveProgress(kept({ callers: [], party: null }) as ReturnType<typeof event>[])];
  assert.deepEqual(short, long);
  assert.deepEqual(short.current?.callers, []);
});

test('a step passed twice is one station with its last day', () => {
  const first = event(['entered', 'check', words('checked')]);
  const second = event(['completed', 'check']);
  const third = event(['entered', 'check', { ...words('checked'), token: 5 }]);
  const last = event(['completed', 'check', { token: 5 }]);
  const progress = deriveProgress([first, second, third, last]);
  assert.deepEqual(
    progress.reached.map((point) => [point.state, point.at]),
    [['past', last.at]],
  );
});
