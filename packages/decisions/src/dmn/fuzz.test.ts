import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DecisionError } from '../errors.ts';
import { compileDecisions } from './decisions.ts';
import { decision, definitions, inputData, literal, table } from './testing.ts';

const file = definitions(
  `<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues></itemComponent></itemDefinition>
  <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>` +
    inputData('person', 'tPerson') +
    `<businessKnowledgeModel id="k_f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('n + 1')}</encapsulatedLogic></businessKnowledgeModel>` +
    decision(
      'grade',
      ['in_person'],
      table({
        hitPolicy: 'OUTPUT ORDER',
        inputs: [{ name: 'person.age', type: 'number' }],
        outputs: [{ values: '"a", "b"' }],
        rules: [
          ['< 5', '"a"'],
          ['-', '"b"'],
        ],
      }),
    ) +
    decision(
      'boxed',
      ['in_person', 'd_grade', 'k_f'],
      `<context><contextEntry><variable name="more" typeRef="number"/><invocation>${literal('f')}<binding><parameter name="n"/>${literal('person.age')}</binding></invocation></contextEntry>
      <contextEntry><conditional><if>${literal('more > 3')}</if><then><list>${literal('grade')}</list></then><else><filter><in>${literal('grade')}</in><match>${literal('item = "a"')}</match></filter></else></conditional></contextEntry></context>`,
    ) +
    decision('loop', ['d_grade'], `<for iteratorVariable="g"><in>${literal('grade')}</in><return>${literal('g + "!"')}</return></for>`) +
    `<decisionService id="k_s" name="s"><variable name="s"/><outputDecision href="#d_boxed"/><inputDecision href="#d_grade"/><inputData href="#in_person"/></decisionService>`,
);
const words = [...new Set(file.match(/[\w#]+/g) ?? [])];
const swap = fc.tuple(
  fc.constantFrom(...words),
  fc.constantFrom(...words, '', '-', '?', 'null', '1 +', 'list<number>', '<', '&'),
  fc.boolean(),
);

describe('decision files with faults', () => {
  it('are refused with a code or give plain results, strictly and leniently', () => {
    fc.assert(
      fc.property(fc.array(swap, { minLength: 1, maxLength: 4 }), fc.boolean(), (swaps, lenient) => {
        const xml = swaps.reduce((text, [from, to, all]) => (all ? text.replaceAll(from, () => to) : text.replace(from, () => to)), file);
        try {
          const decisions = compileDecisions(xml, { lenient });
          for (const name of decisions.decisions) {
            const { value, warnings } = decisions.evaluate(name, { person: { age: 3 } });
            assert.doesNotThrow(() => JSON.stringify([value, warnings]));
          }
        } catch (error) {
          assert.ok(error instanceof DecisionError, String(error));
        }
      }),
      { numRuns: 1200 },
    );
  });
});
