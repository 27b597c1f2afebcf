import type { Mistake } from './mistake.ts';

/** Mistakes in texts: languages, arguments, marks and keys. */
export const TEXT_MISTAKES: readonly Mistake[] = [
  {
    title: 'a text missing in one language',
    file: 'texts/fr.yaml',
    from: /^  paid:\n    now: .*\n/m,
    to: '  paid:\n',
    expect: { code: 'text-missing', file: 'texts/fr.yaml', place: /^milestones\.paid\.now/ },
  },
  {
    title: 'a text missing in the first language',
    file: 'texts/de.yaml',
    from: /^  postage: .*\n/m,
    to: '',
    expect: { code: 'text-missing', file: 'texts/de.yaml', place: /^fees\.postage/ },
  },
  {
    title: 'a text that only one language has',
    file: 'texts/it.yaml',
    from: /^fees:\n/m,
    to: 'fees:\n  surcharge: Supplemento\n',
    expect: { code: 'text-unknown', file: 'texts/it.yaml', place: /^fees\.surcharge \(line \d+\)/ },
  },
  {
    title: 'unequal ICU arguments',
    file: 'texts/en.yaml',
    from: /\{on, date, long\}/,
    to: '{day, date, long}',
    expect: { code: 'text-arguments', file: 'texts/en.yaml', place: /^milestones\.\w+\.done/ },
  },
  {
    title: 'a message that is no ICU',
    file: 'texts/de.yaml',
    from: /\{reference\}/,
    to: '{reference',
    expect: { code: 'text-icu', file: 'texts/de.yaml', place: /^records\.title/ },
  },
  {
    title: 'a straight apostrophe',
    file: 'texts/fr.yaml',
    from: '’',
    to: "'",
    expect: { code: 'text-apostrophe', file: 'texts/fr.yaml', place: /line \d+/ },
  },
  {
    title: 'a duplicate YAML key',
    file: 'texts/de.yaml',
    from: /^fees:\n/m,
    to: 'fees:\n  postage: Porto\n',
    expect: { code: 'yaml-duplicate-key', file: 'texts/de.yaml', place: /^line \d+/ },
  },
];
