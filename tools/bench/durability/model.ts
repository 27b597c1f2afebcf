import { bpmn, boundary, chain, flow, io, node, serviceTask, timer, userTask } from '../../../packages/engine/test/kit.ts';
import type { DeployRequest, EngineHost, Variables } from '../../../packages/engine/src/types.ts';

const catching = (id: string, definition: string): string => node('intermediateCatchEvent', id, '', definition);
const condition = (text: string): string =>
  `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${text}</bpmn:condition></bpmn:conditionalEventDefinition>`;
const message = (name: string): string =>
  `<bpmn:message id="message_${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id" /></bpmn:extensionElements></bpmn:message>`;
const messageOf = (name: string): string => `<bpmn:messageEventDefinition messageRef="message_${name}" />`;
const after = message('paid') + message('deposit') + message('knock');

const deposits = node(
  'subProcess',
  'book',
  '',
  `<bpmn:startEvent id="deposit" isInterrupting="false">${messageOf('deposit')}</bpmn:startEvent>
   ${node('manualTask', 'add', io({}, { total: '=total + amount' }))}<bpmn:endEvent id="booked" />${chain('deposit', 'add', 'booked')}`,
  'triggeredByEvent="true"',
);

/**
 * A life in which every kind of owner occurs: jobs, people, messages before and after somebody waits for them, timers, a condition, a
 * reminder beside a task, an event subprocess that adds up, a called process. It ends only when all deposits have come.
 */
const life = `<bpmn:startEvent id="begin" />${serviceTask('reserve', '', '20')}<bpmn:parallelGateway id="fork" />
  ${userTask('check')}${node('boundaryEvent', 'remind', '', timer('timeDuration', 'PT1S'), 'attachedToRef="check" cancelActivity="false"')}
  ${node('manualTask', 'note')}<bpmn:endEvent id="noted" />${chain('remind', 'note', 'noted')}
  ${catching('wait-paid', messageOf('paid'))}${catching('wait-all', condition('=total &gt;= expected'))}<bpmn:parallelGateway id="join" />
  ${node('callActivity', 'issue', `<zeebe:calledElement processId="called" propagateAllParentVariables="false" propagateAllChildVariables="false" />${io({ total: '=total' }, { issue: '=issue' })}`)}
  ${catching('rest', timer('timeDuration', 'PT1S'))}${serviceTask('tell', '', '20')}<bpmn:endEvent id="end" />
  ${chain('begin', 'reserve', 'fork')}${['check', 'wait-paid', 'wait-all'].map((id) => flow('fork', id) + flow(id, 'join')).join('')}
  ${chain('join', 'issue', 'rest', 'tell', 'end')}${deposits}`;
const called = `<bpmn:startEvent id="begin" />${serviceTask('issue', '', '20')}<bpmn:endEvent id="end" />${chain('begin', 'issue', 'end')}`;
const visit = `<bpmn:startEvent id="knock">${messageOf('knock')}</bpmn:startEvent>${serviceTask('open', '', '20')}<bpmn:endEvent id="end" />${chain('knock', 'open', 'end')}`;
/** Never ends: its cases stay open with a person, a deadline far away, and whoever may call. */
const stay = `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" />${userTask('idle')}${boundary('over', 'idle', timer('timeDuration', 'P30D'))}
  ${catching('wait-paid', messageOf('paid'))}<bpmn:endEvent id="end" />${chain('begin', 'fork', 'idle', 'end')}${flow('fork', 'wait-paid')}${flow('wait-paid', 'end')}${flow('over', 'end')}`;

/** What is deployed, in this order; a later one may call an earlier one. */
export const models: readonly Omit<DeployRequest, 'calls'>[] = [
  { xml: bpmn(called, 'called', after), processId: 'called' },
  { xml: bpmn(life, 'life', after), processId: 'life' },
  { xml: bpmn(visit, 'visit', after), processId: 'visit' },
  { xml: bpmn(stay, 'stay', after), processId: 'stay' },
];

/** Outside work of a whole life, as keys below the case. */
export const lifeKeys = ['reserve:1', 'issue:1/issue:1', 'tell:1'];

/** The model's host: jobs to machines, tasks to one office. */
export const host: EngineHost = {
  route: () => ({ to: 'job' }),
  assign: () => ({ group: 'office:one', role: 'member', dueAt: null }),
  functions: () => ({}),
  overlay: (): Variables => ({}),
  reservedRoots: ['case'],
};
