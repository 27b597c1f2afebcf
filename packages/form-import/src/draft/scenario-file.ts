import { stringify } from 'yaml';
import type { Component } from './drafting.ts';
import { sampleAnswers } from './sample-answers.ts';

/** What identity and register of the invented people know; all else a scenario has to answer. */
const knownRoots = /^(person\.(officialName|firstName|dateOfBirth|origin)|address\.|residence\.|contact\.email)/;

/** tests/settled.yaml: somebody of the fictional canton sends the form, the office answers. */
export function scenarioFile(title: string, components: readonly Component[], fee: boolean): string {
  const answers = sampleAnswers(components, 'required', (name) => knownRoots.test(name));
  const scenario = {
    scenario: 'settled',
    about: `${title}: somebody sends the form, the office answers.`,
    given: { clock: '2027-05-03T10:00:00+02:00', canton: '_example' },
    steps: [
      { when: { submit: { as: 'mira', at: 'beispielwil', answers } }, then: { cases: 1 } },
      ...(fee ? [{ when: { pay: { as: 'mira', outcome: 'settled' } } }] : []),
      {
        when: { task: { as: 'beat', do: 'decide', answers: { verdict: 'settle', message: 'Erledigt.' } } },
        then: {
          case: { outcome: 'settled', closed: true },
          says: 'outcomes.settled.title',
          document: { id: 'reply', contains: ['Erledigt'] },
        },
      },
    ],
  };
  return stringify(scenario, { lineWidth: 140, aliasDuplicateObjects: false });
}
