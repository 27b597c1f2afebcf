import { describe, it } from 'node:test';
import { assertFeel } from '../testing.ts';

describe('filters', () => {
  it('pick by position from either end', () => {
    assertFeel([
      ['[1, 2, 3][1]', 1],
      ['[1, 2, 3][-1]', 3],
      ['[1, 2, 3][4]', null],
      ['[1, 2, 3][0]', null],
      ['[][1]', null],
      ['5[1]', 5],
      ['null[1]', null],
      ['[1, 2, 3][count([1, 2])]', 2],
    ]);
  });

  it('keep the elements for which the condition is true', () => {
    assertFeel([
      ['[1, 2, 3][item >= 2]', [2, 3]],
      ['[1, null, 3][item > 1]', [3]],
      ['[][item > 1]', []],
      ['5[item > 9]', []],
      ['[true, false][item]', [true]],
      ['[{a: 1, b: 2}, {a: 2}][a = 1].b', [2]],
      ['[{a: 1}, {a: 2}][item.a > 1]', [{ a: 2 }]],
    ]);
  });

  it('see entries of the element before names of the context', () => {
    const context = { kind: 'child', persons: [{ kind: 'adult', name: 'A' }, { name: 'B' }], wanted: 'adult' };
    assertFeel(
      [
        ['persons[kind = wanted].name', ['A']],
        ['persons[kind = "child"].name', ['B']],
      ],
      context,
    );
  });
});

describe('parts of values', () => {
  it('are read from dates, times, durations and ranges', () => {
    assertFeel([
      ['date("2024-02-29").year', 2024],
      ['date("2024-02-29").weekday', 4],
      ['time("10:30:01.5").second', 1.5],
      ['date and time("2024-02-29T10:30:00+02:00").time offset', 'PT2H'],
      ['date and time("2024-07-01T10:30:00@Europe/Zurich").timezone', 'Europe/Zurich'],
      ['date and time("2024-07-01T10:30:00@Europe/Zurich").time offset', 'PT2H'],
      ['date and time("2024-02-29T10:30:00").time offset', null],
      ['duration("P1Y14M").years', 2],
      ['duration("P1DT25H").days', 2],
      ['duration("-PT90S").seconds', -30],
      ['[1..5).end', 5],
      ['[1..5).end included', false],
      ['[{a: 1}, {a: 2}].a', [1, 2]],
      ['"text".length', null],
    ]);
  });
});
