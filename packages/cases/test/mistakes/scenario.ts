import type { Mistake } from './mistake.ts';

/** Mistakes in a scenario. */
export const SCENARIO_MISTAKES: readonly Mistake[] = [
  {
    title: 'an unknown verb in a scenario',
    file: 'tests/connected.yaml',
    from: '- when: { heal:',
    to: '- when: { bless:',
    expect: { code: 'key-unknown', file: 'tests/connected.yaml', place: /^steps\.\d+\.when.*\(line \d+\)/ },
  },
  {
    title: 'a scenario task that does not exist',
    file: 'tests/refused.yaml',
    from: 'do: confirm-residence',
    to: 'do: confirm-wealth',
    expect: { code: 'element-unknown', file: 'tests/refused.yaml', place: /^steps\.\d+\.when\.task \(line \d+\)/ },
  },
];
