import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileDecisions } from './decisions.ts';
import { importsAmong } from './imports-among.ts';
import { decision, definitions, inputData, literal } from './testing.ts';

const named = (name: string, content: string) =>
  definitions(content).replace('namespace="test"', `namespace="urn:${name}"`).replace('name="test"', `name="${name}"`);
const imported = (name: string, as = name) =>
  `<import name="${as}" namespace="urn:${name}" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>`;
const requires = (kind: 'Decision' | 'Input' | 'Knowledge', href: string) =>
  kind === 'Knowledge'
    ? `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`
    : `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`;

const people = named(
  'people',
  `<itemDefinition name="tPerson"><itemComponent name="first name"><typeRef>string</typeRef></itemComponent></itemDefinition>` +
    inputData('person', 'tPerson') +
    decision('greeting', ['in_person', 'k_greet'], literal('greet(person.first name)')) +
    `<businessKnowledgeModel id="k_greet" name="greet"><variable name="greet"/><encapsulatedLogic><formalParameter name="name" typeRef="string"/>
    <literalExpression><text>"Good day, " + name</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decisionService id="s" name="greeter"><variable name="greeter"/><outputDecision href="#d_greeting"/><inputData href="#in_person"/></decisionService>`,
);

function compile(main: string, files: Record<string, string>) {
  return compileDecisions(main, { resolveImport: (namespace) => files[namespace.replace('urn:', '')] ?? null });
}

describe('imports of decision files', () => {
  it('give decisions, inputs, knowledge models, services and types under the name of the import', () => {
    const uses = (id: string, requirements: string, text: string, type = '') =>
      `<decision id="${id}" name="${id}"><variable name="${id}"${type}/>${requirements}${literal(text)}</decision>`;
    const main = named(
      'main',
      imported('people', 'p') +
        uses('again', requires('Decision', 'urn:people#d_greeting'), 'p.greeting + "!"') +
        uses('name', requires('Input', 'urn:people#in_person'), 'p.person.first name') +
        uses('call', requires('Knowledge', 'urn:people#k_greet'), 'p.greet("Ada")') +
        uses('service', requires('Knowledge', 'urn:people#s'), 'p.greeter({first name: "Eva"})') +
        uses('typed', '', '{first name: 1}', ' typeRef="p.tPerson"'),
    );
    const decisions = compile(main, { people });
    const context = { p: { person: { 'first name': 'Max' } } };
    const values = ['again', 'name', 'call', 'service', 'typed'].map((name) => decisions.evaluate(name, context).value);
    assert.deepEqual(values, ['Good day, Max!', 'Max', 'Good day, Ada', 'Good day, Eva', null]);
    assert.deepEqual(decisions.inputs('name'), [{ name: 'person', typeRef: 'tPerson' }]);
    assert.deepEqual(decisions.inputs('again'), [{ name: 'person', typeRef: 'tPerson' }], 'also where only an imported decision needs it');
    assert.deepEqual(
      decisions.evaluate('name', {}).warnings.map(({ code }) => code),
      ['feel-null'],
      'input that is not there has no expression to miss',
    );
    assert.equal(decisions.evaluate('name', { person: { 'first name': 'Max' } }).value, 'Max');
  });

  it('are found among files that lie side by side, under names with operators and through others', () => {
    const middle = named(
      'middle',
      imported('people', 'mod-a') +
        `<decision id="m" name="m"><variable name="m"/>${requires('Decision', 'urn:people#d_greeting')}${literal('mod-a.greeting + "?"')}</decision>`,
    );
    const top = named(
      'top',
      imported('middle', 'in the middle') +
        `<decision id="t" name="t"><variable name="t"/>${requires('Decision', 'urn:middle#m')}${literal('in the middle.m + "!"')}</decision>`,
    );
    const decisions = compileDecisions(top, { resolveImport: importsAmong(() => ['<not-dmn/>', people, middle, top]) });
    const person = { 'first name': 'Max' };
    for (const data of [{ person }, { 'mod-a': { person } }, { 'in the middle': { 'mod-a': { person } } }]) {
      assert.equal(decisions.evaluate('t', data).value, 'Good day, Max?!');
    }
  });

  it('without a name put the elements beside those of the file', () => {
    const main = named(
      'main',
      imported('people', '') +
        `<decision id="d" name="d"><variable name="d" typeRef="string"/>${requires('Decision', 'urn:people#d_greeting')}${literal('greeting')}</decision>`,
    );
    assert.equal(compile(main, { people }).evaluate('d', { person: { 'first name': 'Max' } }).value, 'Good day, Max');
  });

  it('give a file that two others import to each of them with its own data', () => {
    const side = (name: string) =>
      named(
        name,
        `${imported('people', 'p')}<decision id="d" name="said"><variable name="said"/>${requires('Decision', 'urn:people#d_greeting')}${literal(`"${name}: " + p.greeting`)}</decision>`,
      );
    const main = named(
      'main',
      imported('left') +
        imported('right') +
        `<decision id="d" name="both"><variable name="both"/>${requires('Decision', 'urn:left#d')}${requires('Decision', 'urn:right#d')}${literal('[left.said, right.said]')}</decision>`,
    );
    const person = (first: string) => ({ p: { person: { 'first name': first } } });
    const decisions = compile(main, { people, left: side('left'), right: side('right') });
    assert.deepEqual(decisions.evaluate('both', { left: person('Max'), right: person('Eva') }).value, [
      'left: Good day, Max',
      'right: Good day, Eva',
    ]);
  });

  it('are refused when a file is missing or imports itself by way of others', () => {
    const a = named('a', imported('b'));
    const b = named('b', imported('a'));
    assert.throws(() => compile(a, { b }), { code: 'dmn-reference' });
    assert.throws(() => compile(a, { a, b }), { code: 'dmn-reference', message: /without circle/ });
    assert.throws(() => compileDecisions(a), { code: 'dmn-reference' });
    const stray = named('c', `<decision id="d" name="d">${requires('Decision', 'urn:unknown#x')}${literal('1')}</decision>`);
    assert.throws(() => compileDecisions(stray), { code: 'dmn-reference', message: /import of "urn:unknown"/ });
  });

  it('read leniently, leave what cannot be compiled without result and the rest as it is', () => {
    const main = named(
      'main',
      imported('missing') + decision('a', [], literal('1 +')) + decision('b', ['in_no'], literal('1')) + decision('c', [], literal('2')),
    );
    const decisions = compileDecisions(main, { lenient: true });
    const evaluated = ['a', 'b', 'c'].map((name) => decisions.evaluate(name, {}));
    assert.deepEqual(
      evaluated.map(({ value, warnings }) => [value, warnings[0]?.code]),
      [
        [null, 'feel-syntax'],
        [null, 'dmn-reference'],
        [2, undefined],
      ],
    );
  });
});
