/** What to use in place of an element that is not run; keys are moddle types or event definitions. */
const INSTEAD: Record<string, string> = {
  'bpmn:ScriptTask': 'a service task that names a capability, or FEEL in an input or output mapping',
  'bpmn:BusinessRuleTask': 'the fee and routing decisions of the package until this element is supported',
  'bpmn:ManualTask': 'a user task with a form',
  'bpmn:ReceiveTask': 'an intermediate message catch event',
  'bpmn:Task': 'a user task with a form or a service task that names a capability',
  'bpmn:SubProcess': 'a call activity that names a shared process',
  'bpmn:AdHocSubProcess': 'a call activity that names a shared process',
  'bpmn:Transaction': 'a call activity that names a shared process',
  'bpmn:ParallelGateway': 'steps one after the other until this element is supported',
  'bpmn:InclusiveGateway': 'exclusive gateways one after the other',
  'bpmn:ComplexGateway': 'exclusive gateways one after the other',
  'bpmn:IntermediateThrowEvent': 'a service task that names a capability',
  'bpmn:SignalEventDefinition': 'a message correlated by =case.id',
  'bpmn:ConditionalEventDefinition': 'an exclusive gateway',
  'bpmn:EscalationEventDefinition': 'an error, or the property expected with its late text',
  'bpmn:CompensateEventDefinition': 'a path that undoes the step',
  'bpmn:TerminateEventDefinition': 'the property closes-case on an end event',
  'bpmn:LinkEventDefinition': 'a sequence flow',
  'bpmn:CancelEventDefinition': 'an error',
  'bpmn:ErrorEventDefinition': 'an error on a boundary or end event',
  'bpmn:MessageEventDefinition': 'an intermediate message catch event',
  'bpmn:TimerEventDefinition': 'an intermediate timer catch event or an interrupting boundary event',
};

/** Sentence with the way out for an element nobody runs, by its event definition or else its own type. */
export function useInstead(type: string, definition: string | null): string {
  return (definition ? INSTEAD[definition] : undefined) ?? INSTEAD[type] ?? 'an element of the list in the README of the engine';
}

/** Extension elements of the dialect that have an effect elsewhere but none here. */
export const EXTENSION_INSTEAD: Record<string, string> = {
  'zeebe:ExecutionListeners': 'a service task',
  'zeebe:TaskListeners': 'a service task after the user task',
  'zeebe:TaskHeaders': 'an input mapping',
  'zeebe:Script': 'FEEL in an input or output mapping',
  'zeebe:LoopCharacteristics': 'one element per participant until multi-instance is supported',
  'zeebe:UserTaskForm': 'a form of the package by formId',
  'zeebe:LinkedResources': 'an input mapping',
  'zeebe:CalledDecision': 'an input mapping',
  'zeebe:AdHoc': 'a call activity',
};
