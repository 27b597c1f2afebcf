import { chain, node, timer } from '../kit.ts';
import type { Random } from './random.ts';

/** Messages, signals and codes that random models use; the driver sends them. */
export const MESSAGES = ['m1', 'm2', 'm3'];
export const SIGNALS = ['s1', 's2'];
export const CODES = ['e1', 'e2'];

/** A piece of a model: its first and last element, null when it never goes on. */
export interface Piece {
  first: string;
  last: string | null;
}

/** An expression inside its element. */
export const feel = (text: string): string => `xsi:type="bpmn:tFormalExpression">${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`;

/** A condition over the names of the case; tasks write them. */
export function condition(random: Random): string {
  return `=n${random.below(3)} > ${random.below(9)}`;
}

/** A task of any kind that waits or decides. */
export function taskXml(random: Random, id: string, inside = ''): string {
  const kind = random.below(5);
  if (kind === 4) return sendXml(random, id, inside);
  if (kind === 0) return node('serviceTask', id, `<zeebe:taskDefinition type="do" retries="1" />`, inside);
  if (kind === 1) return node('businessRuleTask', id, `<zeebe:calledDecision decisionId="d" resultVariable="n0" />`, inside);
  if (kind === 2) return node('receiveTask', id, '', inside, `messageRef="message-${random.pick(MESSAGES)}"`);
  return node('userTask', id, `<zeebe:userTask /><zeebe:formDefinition formId="f" />`, inside);
}

/** A send task: a job, or a message inside the case. */
function sendXml(random: Random, id: string, inside: string): string {
  if (random.chance(0.5)) return node('sendTask', id, `<zeebe:taskDefinition type="do" retries="1" />`, inside);
  return node('sendTask', id, '', inside, `messageRef="message-${random.pick(MESSAGES)}"`);
}

/** What a catching event waits for. */
export function trigger(random: Random): string {
  const kind = random.below(5);
  if (kind === 0) return `<bpmn:messageEventDefinition messageRef="message-${random.pick(MESSAGES)}" />`;
  if (kind === 1) return `<bpmn:signalEventDefinition signalRef="signal-${random.pick(SIGNALS)}" />`;
  if (kind === 2)
    return `<bpmn:conditionalEventDefinition><bpmn:condition ${feel(condition(random))}</bpmn:condition></bpmn:conditionalEventDefinition>`;
  return timer('timeDuration', `PT${1 + random.below(48)}H`);
}

/** A loop marker. */
export function marker(random: Random): string {
  const kind = random.below(3);
  if (kind === 0)
    return `<bpmn:standardLoopCharacteristics loopMaximum="3"><bpmn:loopCondition ${feel(condition(random))}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`;
  const ending = random.chance(0.4)
    ? `<bpmn:completionCondition ${feel('=numberOfCompletedInstances > 1')}</bpmn:completionCondition>`
    : '';
  return `<bpmn:multiInstanceLoopCharacteristics ${kind === 1 ? 'isSequential="true"' : ''}><bpmn:extensionElements><zeebe:loopCharacteristics
    inputCollection="=list" inputElement="item" outputCollection="out" outputElement="=item" /></bpmn:extensionElements>${ending}</bpmn:multiInstanceLoopCharacteristics>`;
}

/** Another pool that is asked and answers; `ask` and `hear` stand in the process. */
export interface Neighbour {
  ask: string;
  hear: string;
}

/** A file with one process, perhaps a second pool beside it, and all messages, signals and codes. */
export function wholeFile(processId: string, body: string, neighbour: Neighbour | null): string {
  const pools = neighbour
    ? `<bpmn:collaboration id="pools"><bpmn:participant id="here" processRef="${processId}" /><bpmn:participant id="beside" processRef="other" />
        <bpmn:messageFlow id="question" sourceRef="${neighbour.ask}" targetRef="asked" />
        <bpmn:messageFlow id="answer" sourceRef="answered" targetRef="${neighbour.hear}" /></bpmn:collaboration>`
    : '';
  const other = neighbour
    ? `<bpmn:process id="other" isExecutable="true"><bpmn:startEvent id="asked"><bpmn:messageEventDefinition messageRef="message-question" /></bpmn:startEvent>
        ${node('userTask', 'ponder', `<zeebe:userTask /><zeebe:formDefinition formId="f" />`)}
        <bpmn:endEvent id="answered"><bpmn:messageEventDefinition messageRef="message-answer" /></bpmn:endEvent>${chain('asked', 'ponder', 'answered')}</bpmn:process>`
    : '';
  const messages = [...MESSAGES, 'question', 'answer'];
  return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://example.org/random">${pools}
    <bpmn:process id="${processId}" isExecutable="true">${body}</bpmn:process>${other}
    ${messages.map((name) => `<bpmn:message id="message-${name}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=key" /></bpmn:extensionElements></bpmn:message>`).join('')}
    ${SIGNALS.map((name) => `<bpmn:signal id="signal-${name}" name="${name}" />`).join('')}
    ${CODES.map((code) => `<bpmn:error id="error-${code}" errorCode="${code}" /><bpmn:escalation id="escalation-${code}" escalationCode="${code}" />`).join('')}
  </bpmn:definitions>`;
}
