import { randomBytes } from 'node:crypto';
import type { EngineHost, Variables } from '../../../packages/engine/src/index.ts';

/** An order: a machine prices it, a dear one is checked by a person, a cheap one too, for the measure; the same file for both engines. */
export const ORDER = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions" targetNamespace="https://example.org/order">
  <bpmn:process id="order" isExecutable="true">
    <bpmn:startEvent id="received"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="price" name="Price" implementation="\${environment.services.price}">
      <bpmn:extensionElements><zeebe:taskDefinition type="order.price" /></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:exclusiveGateway id="dear" default="f4"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing><bpmn:outgoing>f4</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:userTask id="check" name="Check"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="check" /></bpmn:extensionElements>
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="sold"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="done"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="received" targetRef="price" />
    <bpmn:sequenceFlow id="f2" sourceRef="price" targetRef="dear" />
    <bpmn:sequenceFlow id="f3" sourceRef="dear" targetRef="check"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">CONDITION</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f4" sourceRef="dear" targetRef="sold" />
    <bpmn:sequenceFlow id="f5" sourceRef="check" targetRef="done" />
  </bpmn:process>
</bpmn:definitions>`;

/** The same model in the words of each engine's conditions. */
export const orderFor = (condition: string): string => ORDER.replace('CONDITION', condition);

/** What an order begins with. */
export const orderNames = (no: number): Variables => ({
  order: {
    no,
    customer: `customer-${no % 1000}`,
    items: [
      { id: 'a-17', pieces: 2 },
      { id: 'b-4', pieces: 1 },
    ],
  },
});

/** What the machine answers: always dear, so that each life goes through all elements. */
export const PRICED: Variables = { total: 240.5, currency: 'CHF' };
export const CHECKED: Variables = { checked: true, remark: 'in order' };

export const orderHost: EngineHost = {
  route: () => ({ to: 'job' }),
  assign: () => ({ group: 'office:orders', role: 'member', dueAt: null }),
  functions: () => ({}),
  overlay: () => ({}),
  reservedRoots: [],
};

/** A UUIDv7 of now. */
export function newCaseId(at = Date.now()): string {
  const time = at.toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
