import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readRequired } from '../model/expression.ts';
import { eventDefinition, extension } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import type { Arm, ElementType } from './element-type.ts';

interface MessageDetails {
  message: ModelExpression;
  key: ModelExpression;
}

/** Intermediate message catch event: waits for a message with its name and key; one that came earlier lies in the inbox. */
export const messageCatch: ElementType = {
  kind: 'message-catch',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinition(node)?.$type === 'bpmn:MessageEventDefinition',
  read(node, report): MessageDetails {
    const message = eventDefinition(node)?.messageRef;
    return {
      message: readRequired(message?.name, node.id, 'a name of the message', report),
      key: readRequired(
        extension(message, 'zeebe:Subscription')?.correlationKey,
        node.id,
        'a correlationKey of the message, e.g. =case.id',
        report,
      ),
    };
  },
  arm: subscribe,
  activate(step, token, element) {
    const variables = subscribe(step, token, element)();
    if (variables) complete(step, token, variables);
  },
};

/** Opens a subscription, or takes a matching message out of the inbox. */
export function subscribe(step: Step, token: TokenRow, element: CompiledElement): Arm {
  const details = element.details as MessageDetails;
  const name = text(evaluate(step, token, details.message), 'name');
  const key = text(evaluate(step, token, details.key), 'correlationKey');
  return () => {
    const waiting = step.instance.inbox.all().find((row) => row.name === name && row.key === key && row.expires_at > step.now);
    if (waiting) {
      step.instance.inbox.remove(JSON.stringify([name, key, waiting.message_id]));
      return waiting.variables;
    }
    step.instance.subscriptions.put({ token_no: token.token_no, element: element.id, name, key });
    return null;
  };
}

function text(value: unknown, what: string): string {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  throw new StepFailure('value-invalid', `expected a text as ${what} of the message, got ${value === null ? 'null' : typeof value}`);
}
