/** What to use in place of an element that is not run; keys are moddle types or event definitions. */
const INSTEAD: Record<string, string> = {
  'bpmn:ScriptTask': 'a service task that names a capability, or FEEL in an input or output mapping',
  'bpmn:ComplexGateway': 'an inclusive gateway, or multi-instance with a completion condition',
  'bpmn:IntermediateCatchEvent': 'an intermediate catch event with one trigger: timer, message, signal, condition or link',
  'bpmn:IntermediateThrowEvent': 'an intermediate throw event with one trigger: message, signal, escalation, compensation or link',
  'bpmn:BoundaryEvent': 'a boundary event with one trigger',
  'bpmn:StartEvent': 'a start event without trigger, or with a timer, message, signal or condition',
  'bpmn:EndEvent': 'an end event with one trigger',
  'bpmn:SubChoreography': 'a process with message events',
  'bpmn:ChoreographyTask': 'a process with message events',
  'bpmn:CallChoreography': 'a call activity',
  'several events': 'one event for each trigger, behind an event-based gateway or side by side on the boundary',
  'bpmn:CompensateEventDefinition': 'a compensation boundary event with a handler, or a compensation event subprocess',
  'bpmn:CancelEventDefinition': 'a cancel end event and a cancel boundary event of a transaction',
  'bpmn:TerminateEventDefinition': 'a terminate end event',
  'bpmn:LinkEventDefinition': 'a link between an intermediate throw and catch event',
  'bpmn:ErrorEventDefinition': 'an error on a boundary event, an end event or the start of an event subprocess',
  'bpmn:TimerEventDefinition': 'a timer on a start, intermediate catch or boundary event',
  'bpmn:ConditionalEventDefinition': 'a condition on a start, intermediate catch or boundary event',
};

/** Sentence with the way out for an element nobody runs, by its event definition or else its own type. */
export function useInstead(type: string, definition: string | null): string {
  return (definition ? INSTEAD[definition] : undefined) ?? INSTEAD[type] ?? 'an element of the list in the README of the engine';
}

/** Extension elements of the dialect that have an effect elsewhere but none here. */
export const EXTENSION_INSTEAD: Record<string, string> = {
  'zeebe:LoopCharacteristics': 'a loop marker on an activity',
  'zeebe:CalledDecision': 'a business rule task',
  'zeebe:AdHoc': 'an ad-hoc subprocess',
  'zeebe:ExecutionListeners': 'a service task',
  'zeebe:TaskListeners': 'a service task after the user task',
  'zeebe:TaskHeaders': 'an input mapping',
  'zeebe:Script': 'FEEL in an input or output mapping',
  'zeebe:UserTaskForm': 'a form of the package by formId',
  'zeebe:LinkedResources': 'an input mapping',
};
