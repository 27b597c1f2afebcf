import type { CheckContext } from './context.ts';
import { feelOf, literalOf } from './feel.ts';
import type { TextLookup } from './milestones.ts';
import type { ModelNode } from './model.ts';
import type { ProcessScope } from './process-names.ts';

const commonErrors = ['not-available', 'not-allowed', 'bad-answer', 'expired'];

interface Declared {
  [name: string]: { type: string; [key: string]: unknown };
}

function checkInputs(context: CheckContext, file: string, node: ModelNode, inputs: Declared, of: string): void {
  const mapped = new Set(node.inputs.map((input) => input.target));
  for (const name of mapped) {
    if (!inputs[name])
      context.report.error(
        'input-unknown',
        file,
        node.id,
        `expected one of ${Object.keys(inputs).join(', ') || 'no inputs'} as input of ${of}, got ${name}`,
      );
  }
  for (const [name, input] of Object.entries(inputs)) {
    const optional = 'default' in input || input.optional === true || input.when !== undefined;
    if (!mapped.has(name) && !optional)
      context.report.error('input-missing', file, node.id, `expected the input ${name} of ${of}, got nothing`);
  }
}

function checkCapability(context: CheckContext, file: string, node: ModelNode): void {
  const type = node.capability ?? '';
  if (type.startsWith('=')) return; // constant of the package, read at run time
  const contract = context.contracts.get(type);
  if (!contract) {
    context.report.error('capability-unknown', file, node.id, `expected a capability of the catalogue at ${node.id}, got ${type}`);
    return;
  }
  checkInputs(context, file, node, contract.inputs, type);
}

function checkCall(context: CheckContext, file: string, node: ModelNode, texts: TextLookup): void {
  const shared = context.shared.get(node.calls ?? '');
  if (!shared) {
    context.report.error('called-process-unknown', file, node.id, `expected a shared process at ${node.id}, got ${node.calls}`);
    return;
  }
  checkInputs(context, file, node, shared.inputs as Declared, shared.id);
  for (const { source, target } of node.inputs) {
    if (shared.inputs[target]?.type !== 'text key') continue;
    const key = literalOf(feelOf(source) ?? '');
    if (key && !texts.hasText(key))
      context.report.error(
        'text-missing',
        texts.textFile,
        key,
        `expected the text ${key} for the input ${target} of ${node.id} in ${file}, got nothing`,
      );
  }
}

/** Service tasks fit their contracts, calls their shared processes, user tasks their forms, errors their capabilities. */
export function checkSteps(context: CheckContext, scope: ProcessScope, texts: TextLookup, outputs: ReadonlySet<string> | null): void {
  const { file, process } = scope;
  const byId = new Map(process.nodes.map((node) => [node.id, node]));
  for (const node of process.nodes) {
    if (node.capability) checkCapability(context, file, node);
    if (node.calls) checkCall(context, file, node, texts);
    if (node.calls && outputs) {
      for (const { source, target } of node.inputs) {
        const id = literalOf(feelOf(source) ?? '');
        if (context.shared.get(node.calls)?.inputs[target]?.type === 'output id' && id && !outputs.has(id)) {
          context.report.error(
            'output-unknown',
            file,
            node.id,
            `expected one of outputs in service.yaml as ${target} of ${node.id}, got ${id}`,
          );
        }
      }
    }
    if (node.formId && node.formId !== 'case-form' && scope.formNames(node.formId) === null) {
      context.report.error('form-unknown', file, node.id, `expected case-form or a form of forms/ at ${node.id}, got ${node.formId}`);
    }
    if (node.errorCode !== null && node.attachedTo) {
      const contract = context.contracts.get(byId.get(node.attachedTo)?.capability ?? '');
      const codes = [...commonErrors, ...(contract?.errors ?? [])];
      if (contract && !codes.includes(node.errorCode))
        context.report.error(
          'error-unknown',
          file,
          node.id,
          `expected one of ${codes.join(', ')} as error of ${node.attachedTo}, got ${node.errorCode}`,
        );
    }
  }
}
