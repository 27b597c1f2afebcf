import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bpmn, chain, fixture, flow, node, properties, serviceTask, timer, userTask } from '../../test/kit.ts';
import { EngineError } from '../errors.ts';
import { inspectModel } from './compile-process.ts';

const around = (element: string): string =>
  `<bpmn:startEvent id="begin" />${element}<bpmn:endEvent id="end" />${chain('begin', 'x', 'end')}`;
const problems = async (body: string) => (await inspectModel(bpmn(body)))[0]!.problems;

test('every element that is not run is refused with its id and what to use instead', async () => {
  const unsupported = [
    '<bpmn:scriptTask id="x" />',
    '<bpmn:complexGateway id="x" />',
    '<bpmn:intermediateCatchEvent id="x" />',
    '<bpmn:intermediateCatchEvent id="x"><bpmn:errorEventDefinition /></bpmn:intermediateCatchEvent>',
    '<bpmn:intermediateThrowEvent id="x"><bpmn:timerEventDefinition /></bpmn:intermediateThrowEvent>',
    '<bpmn:endEvent id="x"><bpmn:signalEventDefinition /><bpmn:terminateEventDefinition /></bpmn:endEvent>',
    '<bpmn:intermediateCatchEvent id="x" parallelMultiple="true"><bpmn:signalEventDefinition /><bpmn:timerEventDefinition /></bpmn:intermediateCatchEvent>',
    '<bpmn:subChoreography id="x" />',
    '<bpmn:callChoreography id="x" />',
  ];
  for (const element of unsupported) {
    const [problem] = await problems(around(element));
    assert.deepEqual([problem?.severity, problem?.code, problem?.element], ['refused', 'element-unsupported', 'x'], element);
    assert.match(problem!.message, /^expected .*, got .*; use .+/, element);
  }
});

test('what has no effect is refused, never ignored', async () => {
  const cases: [string, string][] = [
    [node('userTask', 'x', '<zeebe:formDefinition formId="f" /><zeebe:taskListeners />'), 'extension-unsupported'],
    [serviceTask('x', '<zeebe:executionListeners />'), 'extension-unsupported'],
    [serviceTask('x', '<zeebe:taskHeaders />'), 'extension-unsupported'],
    [serviceTask('x', properties({ colour: 'red' })), 'property-unknown'],
    [node('serviceTask', 'x', '<zeebe:taskDefinition type="a" />', '<bpmn:multiInstanceLoopCharacteristics />'), 'loop-collection'],
    [node('serviceTask', 'x', '<zeebe:taskDefinition type="a" />', '', 'isForCompensation="true"'), 'compensation'],
    [userTask('x').replace('id="x"', 'id="x" name="&lt;b&gt;Check&lt;/b&gt;"'), 'markup'],
    [serviceTask('x', '<zeebe:ioMapping><zeebe:input source="=a +" target="b" /></zeebe:ioMapping>'), 'feel-syntax'],
    [serviceTask('x', '<zeebe:ioMapping><zeebe:input source="=a" target="b c" /></zeebe:ioMapping>'), 'mapping-target'],
    [serviceTask('x', '<zeebe:ioMapping><zeebe:input source="=a" target="b.__proto__.c" /></zeebe:ioMapping>'), 'mapping-target'],
    [serviceTask('x', '<zeebe:ioMapping><zeebe:input target="b" /></zeebe:ioMapping>'), 'value-missing'],
    [node('serviceTask', 'x'), 'value-missing'],
    [node('callActivity', 'x'), 'call-target'],
  ];
  for (const [element, code] of cases) {
    assert.deepEqual(
      (await problems(around(element))).map((problem) => [problem.code, problem.element]),
      [[code, 'x']],
      code,
    );
  }
});

test('conditions elsewhere than behind an exclusive gateway are refused', async () => {
  const body = `<bpmn:startEvent id="begin" />${userTask('x')}<bpmn:endEvent id="end" />${flow('begin', 'x')}${flow('x', 'end', '=a')}`;
  assert.deepEqual(
    (await problems(body)).map((problem) => problem.code),
    ['condition-misplaced'],
  );
});

test('unreachable elements, dead ends and loops without a way out are warned of', async () => {
  const body = `<bpmn:startEvent id="begin" />${userTask('lost')}${userTask('dead')}<bpmn:exclusiveGateway id="split" default="split--dead" />
    <bpmn:exclusiveGateway id="round" /><bpmn:exclusiveGateway id="again" /><bpmn:endEvent id="end" />
    ${chain('begin', 'split', 'dead')}${flow('split', 'round', '=a')}${flow('round', 'again')}${flow('again', 'round')}${flow('lost', 'end')}`;
  assert.deepEqual(
    (await problems(body)).map((problem) => [problem.severity, problem.code, problem.element]),
    [
      ['warning', 'unreachable', 'lost'],
      ['warning', 'dead-end', 'dead'],
      ['warning', 'no-way-out', 'round'],
      ['warning', 'no-way-out', 'again'],
      ['warning', 'unreachable', 'end'],
    ],
  );
});

test('a file that is no BPMN, or brings its own entities, is refused before it is read', async () => {
  for (const xml of ['', 'hello', '<a/>', `<!DOCTYPE x [<!ENTITY a "b">]>${bpmn('')}`]) {
    await assert.rejects(inspectModel(xml), (error) => error instanceof EngineError && error.code === 'model-unreadable', xml.slice(0, 20));
  }
});

test('a report names what a model uses', async () => {
  const [report] = await inspectModel(await fixture('ruling'));
  assert.equal(report!.runs, true);
  assert.deepEqual(report!.problems, []);
  assert.deepEqual(report!.uses, {
    capabilities: ['documents.render', 'documents.sign', 'delivery.notify'],
    processes: ['ask-back'],
    forms: ['ruling-draft', 'ruling-approval'],
  });
  assert.deepEqual(
    report!.elements.find((element) => element.id === 'approve'),
    { id: 'approve', name: 'Approve ruling', kind: 'user-task', lane: 'office' },
  );
});

test('drawing without effect, data objects and notes, is allowed', async () => {
  const body = `${around(userTask('x'))}<bpmn:dataObject id="d" /><bpmn:dataObjectReference id="r" dataObjectRef="d" /><bpmn:textAnnotation id="t"><bpmn:text>Note</bpmn:text></bpmn:textAnnotation>`;
  assert.deepEqual(await problems(body), []);
  assert.deepEqual(await problems(around(node('intermediateCatchEvent', 'x', '', timer('timeDuration', 'PT1H')))), []);
});
