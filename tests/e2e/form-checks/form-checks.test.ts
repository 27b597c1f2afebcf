import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Subject } from '../../support/form-subjects.ts';
import { lookAtPages, type Findings } from './look.ts';
import { openCheckStage, SUBJECTS, type CheckStage } from './subjects.ts';

/** What a look at every page finds, by the number of the check. */
const LOOKED: Record<number, string> = {
  3: 'without style sheets a page reads in order: heading, questions, button',
  8: 'no page scrolls sideways, at 320 px and at 320 by 256 px neither',
  9: 'wide text spacing and doubled text cut nothing off',
  11: 'targets measure 44 by 44 px',
  21: 'nothing is asked twice, what is known stands there with its source',
  24: 'the page is in its language, foreign words are marked, the switch is at the top right in the languages’ own names',
  27: 'sentences are short, without words of offices',
  29: 'what may stay empty says so, nothing has an asterisk, each question says why it is asked',
  30: 'the page to check has a link for each answer that says what it changes',
};

let checks: CheckStage;
before(async () => (checks = await openCheckStage()));
after(() => checks?.end());

for (const service of SUBJECTS) {
  describe(service, { concurrency: 1 }, () => {
    let subject: Subject;
    before(() => (subject = checks.subject(service)));

    for (const javaScriptEnabled of [true, false]) {
      describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript, every page, narrow and wide`, () => {
        let found: Findings;
        before(async () => (found = await lookAtPages(checks.stage, subject, javaScriptEnabled)));
        for (const [check, title] of Object.entries(LOOKED))
          it(`check ${check}: ${title}`, () => {
            assert.ok(found.pages.length >= 4, `expected pages, got ${found.pages}`);
            assert.deepEqual([...new Set(found.faults.get(Number(check)))], []);
          });
      });
    }
  });
}
