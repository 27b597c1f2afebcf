/** A step of the draft's process as it is written to BPMN. */
export interface Step {
  id: string;
  type: 'startEvent' | 'callActivity' | 'userTask' | 'exclusiveGateway' | 'endEvent';
  name: string;
  lane: 'applicant' | 'responsible';
  /** Middle of the shape. */
  at: [x: number, y: number];
  calls?: string;
  inputs?: [source: string, target: string][];
  outputs?: [source: string, target: string][];
  form?: string;
  due?: string;
  properties?: Record<string, string>;
  defaultFlow?: string;
}

export interface Flow {
  from: string;
  to: string;
  name?: string;
  condition?: string;
}

export interface ProcessShape {
  lang: string;
  fee: boolean;
  /** Names the person may change when the office asks. */
  askable: string[];
}

/**
 * Every draft goes the same way: the form is sent, a fee is collected if there is one, a person of the office in charge settles it, asks back
 * or refuses. Settled ends with a document, refused with a ruling.
 */
export function processSteps({ lang, fee, askable }: ProcessShape): { steps: Step[]; flows: Flow[] } {
  const list = `[${askable.map((name) => `"${name}"`).join(', ')}]`;
  const collect: Step = {
    id: 'collect-fee',
    type: 'callActivity',
    name: 'Collect fee',
    lane: 'responsible',
    at: [400, 370],
    calls: 'collect-fee',
    outputs: [['payment', 'payment']],
    properties: { milestone: 'milestones.paid' },
  };
  const steps: Step[] = [
    {
      id: 'submitted',
      type: 'startEvent',
      name: 'Form sent',
      lane: 'applicant',
      at: [260, 130],
      properties: { milestone: 'milestones.submitted' },
    },
    ...(fee ? [collect] : []),
    {
      id: 'decide',
      type: 'userTask',
      name: 'Deal with request',
      lane: 'responsible',
      at: [570, 370],
      form: 'decide',
      due: '=due("5 working days")',
      outputs: [['{verdict: verdict, message: message}', 'decision']],
      properties: { milestone: 'milestones.decided', expected: '5 working days' },
    },
    { id: 'decided', type: 'exclusiveGateway', name: 'Settled?', lane: 'responsible', at: [720, 370], defaultFlow: 'decided--refuse' },
    {
      id: 'ask-back',
      type: 'callActivity',
      name: 'Ask the person',
      lane: 'responsible',
      at: [570, 252],
      calls: 'ask-back',
      inputs: [
        [list, 'fields'],
        ['"reasons.question"', 'reason'],
        ['decision.message', 'message'],
        ['"10 days"', 'within'],
      ],
      outputs: [['{outcome: outcome}', 'askBack']],
    },
    {
      id: 'send-reply',
      type: 'callActivity',
      name: 'Send reply',
      lane: 'responsible',
      at: [900, 370],
      calls: 'issue-document',
      inputs: [
        ['"reply"', 'document'],
        [`"${lang}"`, 'language'],
        ['{message: decision.message}', 'data'],
      ],
      outputs: [['issued', 'reply']],
      properties: { milestone: 'milestones.answered', expected: '1 working day' },
    },
    {
      id: 'refuse',
      type: 'callActivity',
      name: 'Refuse by ruling',
      lane: 'responsible',
      at: [900, 490],
      calls: 'ruling',
      inputs: [
        ['"refusal"', 'kind'],
        ['"refusal"', 'document'],
        ['[decision.message]', 'reasons'],
        [`"${lang}"`, 'language'],
        ['false', 'hearing'],
        ['"objection"', 'remedies'],
      ],
      outputs: [['ruling', 'ruling']],
      properties: { milestone: 'milestones.refused' },
    },
    { id: 'settled', type: 'endEvent', name: 'Settled', lane: 'responsible', at: [1080, 370], properties: { outcome: 'settled' } },
    { id: 'refused', type: 'endEvent', name: 'Refused', lane: 'responsible', at: [1080, 490], properties: { outcome: 'refused' } },
  ];
  const flows: Flow[] = [
    ...(fee
      ? [
          { from: 'submitted', to: 'collect-fee' },
          { from: 'collect-fee', to: 'decide' },
        ]
      : [{ from: 'submitted', to: 'decide' }]),
    { from: 'decide', to: 'decided' },
    { from: 'decided', to: 'send-reply', name: 'settled', condition: 'decision.verdict = "settle"' },
    { from: 'decided', to: 'ask-back', name: 'question', condition: 'decision.verdict = "ask"' },
    { from: 'decided', to: 'refuse', name: 'otherwise' },
    { from: 'ask-back', to: 'decide' },
    { from: 'send-reply', to: 'settled' },
    { from: 'refuse', to: 'refused' },
  ];
  return { steps, flows };
}
