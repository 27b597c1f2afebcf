import { boundary, call, chain, flow, io, node, properties, serviceTask, userTask } from '../kit.ts';
import type { Variables } from '../../src/types.ts';

/** A model that wants more than it may have, and what has to become of its instance. */
export interface Attack {
  name: string;
  /** Body of its process. */
  body: string;
  variables?: Variables;
  /** Incident that stops it, and the element it names. */
  code: string;
  element: string;
  /** Called process that calls itself, for the attack by recursion. */
  called?: string;
}

const begin = '<bpmn:startEvent id="begin" />';
const end = '<bpmn:endEvent id="end" />';
const gateway = (kind: 'exclusive' | 'parallel' | 'inclusive', id: string, attributes = ''): string =>
  `<bpmn:${kind}Gateway id="${id}" ${attributes} />`;
const manual = (id: string, extensions = '', inside = ''): string => node('manualTask', id, extensions, inside);
const rounds = (collection: string, more = ''): string =>
  `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="${collection}" inputElement="one" ${more} /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
/** A loop without a way out around these elements. */
const endless = (parts: string, first: string, last: string): string =>
  `${begin}${parts}${gateway('exclusive', 'again', 'default="again--' + first + '"')}${end}${flow('begin', first)}${last === 'again' ? '' : flow(last, 'again')}${flow('again', first)}${flow('again', 'end', '=stop = true')}`;
/** An element whose input is this expression. */
const bomb = (name: string, source: string, variables: Variables = {}): Attack => ({
  name,
  body: `${begin}${manual('burst', io({ made: source.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;') }))}${end}${chain('begin', 'burst', 'end')}`,
  variables,
  code: 'expression-budget',
  element: 'burst',
});

const text = 'x'.repeat(50_000);
const list = Array.from({ length: 20_000 }, (_, index) => index);

/** FEEL that would run, or grow, without end. */
export const BOMBS: readonly Attack[] = [
  bomb('a range of all numbers', '=for i in 1..999999999999 return i'),
  bomb('a product of three lists', '=for a in 1..1000, b in 1..1000, c in 1..1000 return a'),
  bomb('a search through a product of lists', '=some a in list, b in list, c in list satisfies a + b + c < 0', { list }),
  bomb('a check of every pair', '=every a in list, b in list satisfies a >= 0', { list }),
  bomb('a function that calls itself', '={f: function(n) f(n + 1), r: f(1)}.r'),
  bomb('a function that calls itself twice', '={f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(60)}.r'),
  bomb('a text that doubles', '=for i in 1..64 return if i = 1 then "abcdefgh" else partial[-1] + partial[-1]'),
  bomb('a list that holds itself', '=(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]'),
  bomb('one text many times over', '=for i in 1..90000 return text', { text }),
  bomb('a text changed many times over', '=for i in 1..90000 return upper case(text)', { text }),
  bomb('powers of powers', '=for i in 1..90000 return 1.0000001 ** (i * 123456789.5)'),
  bomb('exponentials', '=for i in 1..90000 return exp(i / 7)'),
  bomb('numbers of six thousand digits', '=for i in 1..90000 return string(1e6000 / 7)'),
  bomb('a pattern that backtracks (matches)', '=matches(text + "!", "^(x+x+)+y$")', { text }),
  bomb('a pattern that backtracks (replace)', '=replace(text, "(x*)*y", "z")', { text }),
  bomb('a pattern that backtracks (split)', '=split(text, "(x|xx)+y")', { text }),
  bomb('a back-reference that backtracks', '=matches(text, "(x*)(x*)(x*)\\1\\2\\3y")', { text }),
  bomb('a sort by an endless comparison', '=sort(list, function(a, b) (some c in list, d in list satisfies c + d < 0) or a < b)', { list }),
];

/** Models that would go on, or grow, without end. */
export const MODELS: readonly Attack[] = [
  {
    name: 'an endless loop',
    body: endless(manual('round'), 'round', 'round'),
    code: 'activation-budget',
    element: '',
  },
  {
    name: 'an endless loop of ever more tokens',
    body: `${begin}${manual('fork')}${manual('left')}${manual('right')}${chain('begin', 'fork', 'left', 'fork', 'right', 'fork').replace('id="left--fork"', 'id="back"')}`,
    code: 'token-budget',
    element: '',
  },
  {
    name: 'a loop of six thousand rounds',
    body: `${begin}${node('manualTask', 'each', '', rounds('=for i in 1..6000 return i'))}${end}${chain('begin', 'each', 'end')}`,
    code: 'loop-budget',
    element: 'each',
  },
  {
    name: 'loops inside loops',
    body: `${begin}${node(
      'subProcess',
      'outer',
      '',
      `${rounds('=for i in 1..1000 return i')}<bpmn:startEvent id="inside" />${node('userTask', 'inner', '<zeebe:userTask /><zeebe:formDefinition formId="f" />', rounds('=for i in 1..1000 return i'))}${flow('inside', 'inner')}`,
    )}${end}${chain('begin', 'outer', 'end')}`,
    code: 'token-budget',
    element: '',
  },
  {
    name: 'a call that calls itself',
    body: `${begin}${call('descend')}${end}${chain('begin', 'descend', 'end')}`,
    called: `${begin}${call('descend')}${end}${chain('begin', 'descend', 'end')}`,
    code: 'call-depth',
    element: 'descend',
  },
  {
    name: 'a call that calls itself twice',
    body: `${begin}${call('descend')}${end}${chain('begin', 'descend', 'end')}`,
    called: `${begin}${gateway('parallel', 'fork')}${call('descend')}${call('again')}${flow('begin', 'fork')}${flow('fork', 'descend')}${flow('fork', 'again')}`,
    code: 'token-budget',
    element: '',
  },
  {
    name: 'a name that doubles in each round',
    body: endless(manual('grow', io({}, { text: '=text + text' })), 'grow', 'grow'),
    variables: { text: 'xxxxxxxx' },
    code: 'expression-budget',
    element: 'grow',
  },
  {
    name: 'a list that grows in each round',
    body: endless(manual('grow', io({}, { kept: '=append(kept, text)' })), 'grow', 'grow'),
    variables: { kept: [], text },
    code: 'value-too-large',
    element: 'grow',
  },
  {
    name: 'ever more names',
    body: endless(manual('grow', io({}, { keep: '=context put(keep, string(count(get entries(keep))), text)' })), 'grow', 'grow'),
    variables: { keep: {}, text },
    code: 'value-too-large',
    element: 'grow',
  },
  {
    name: 'large names copied into every round of a loop',
    body: `${begin}${node('userTask', 'each', `<zeebe:userTask /><zeebe:formDefinition formId="f" />${io({ own: '=whole' })}`, rounds('=for i in 1..900 return i'))}${end}${chain('begin', 'each', 'end')}`,
    variables: { whole: Array(10).fill('x'.repeat(80_000)) },
    code: 'data-budget',
    element: '',
  },
  {
    name: 'a property of a hundred thousand characters',
    body: `${begin}${manual('say', properties({ milestone: '=text' }))}${end}${chain('begin', 'say', 'end')}`,
    variables: { text },
    code: 'value-too-large',
    element: 'say',
  },
  {
    name: 'a condition that takes for ever to look at',
    body: `${begin}${userTask('wait')}${end}${node('boundaryEvent', 'watch', '', '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">=go and (some a in 1..1000, b in 1..1000 satisfies a + b &lt; 0)</bpmn:condition></bpmn:conditionalEventDefinition>', 'attachedToRef="wait"')}
      ${manual('change', io({}, { go: '=true' }))}${manual('after')}${gateway('parallel', 'both')}${flow('begin', 'both')}${flow('both', 'wait')}${flow('both', 'change')}${flow('wait', 'end')}${flow('watch', 'after')}`,
    variables: { go: false },
    code: 'expression-budget',
    element: 'watch',
  },
  {
    name: 'an event subprocess that wakes itself by its own message',
    body: `${begin}${userTask('wait')}${end}${chain('begin', 'wait', 'end')}
      <bpmn:subProcess id="echo" triggeredByEvent="true">${node('startEvent', 'heard', '', '<bpmn:messageEventDefinition messageRef="message_news" />', 'isInterrupting="false"')}${node('endEvent', 'shout', '', '<bpmn:messageEventDefinition messageRef="message_news" />')}${flow('heard', 'shout')}</bpmn:subProcess>
      ${manual('first')}`.replace(
      flow('begin', 'wait'),
      `${flow('begin', 'both')}${gateway('parallel', 'both')}${flow('both', 'wait')}${flow('both', 'first')}${flow('first', 'call-out')}${node('intermediateThrowEvent', 'call-out', '', '<bpmn:messageEventDefinition messageRef="message_news" />')}`,
    ),
    variables: { case: { id: 'c' } },
    code: 'activation-budget',
    element: '',
  },
];

/** Models that an instance has to be given more than it may have from outside; see bounds.test.ts. */
export const ORDINARY = `${begin}${serviceTask('work')}${gateway('exclusive', 'choose', 'default="choose--check"')}${userTask('check')}${end}${chain('begin', 'work', 'choose', 'check', 'end')}${flow('choose', 'end', '=amount &lt; 0')}${boundary('late', 'check', '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P30D</bpmn:timeDuration></bpmn:timerEventDefinition>')}${flow('late', 'end')}`;
