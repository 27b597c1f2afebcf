import { readOutputs, skipCommand } from '@einwohnerportal/cases';
import { html, textarea } from '@einwohnerportal/ui';
import type { Change } from './change.ts';

/** Declared outputs of the capability of a job: name → type. */
type Outputs = [string, string][];

/** The step counts as done. What it should have given can be written by hand. */
export const skip: Change = {
  possible: ({ state, token }) => token > 0 && state.incidents.some((each) => each.token === token),
  async load(visit, _scope, { state, token }): Promise<Outputs> {
    const capability = state.incidents.find((each) => each.token === token)?.capability;
    const { catalogue } = visit.site.context;
    if (!capability || !catalogue.hasCapability(capability)) return [];
    return Object.entries(catalogue.capability(capability).contract.outputs).map(([name, { type, values }]) => [
      name,
      values ? values.map((value) => JSON.stringify(value)).join(' | ') : type,
    ]);
  },
  fields({ t }, { given, errors }, outputs: Outputs) {
    return html`${textarea({
      id: 'outputs',
      name: 'outputs',
      label: t('interface.operations.change.skip.outputs'),
      hint: html`${t('interface.operations.change.skip.outputsHint')}${outputs.length > 0 ? html` ${t('interface.operations.change.skip.expected')} <code translate="no">{ ${outputs.map(([name, type]) => `"${name}": ${type}`).join(', ')} }</code>` : ''}`,
      optional: t('interface.operations.optional'),
      value: given.get('outputs') ?? '',
      rows: 6,
      error: errors.find((each) => each.control === 'outputs')?.message ?? null,
      errorWord: t('interface.operations.error'),
    })}`;
  },
  read({ t }, { token, given }) {
    const { outputs, fault } = readOutputs(given.get('outputs') ?? '');
    if (fault) return [{ control: 'outputs', message: t(`interface.operations.change.fault.${fault}`) }];
    const changes = Object.entries(outputs).map(([name, after]) => ({ name, scope: 'token' as const, before: null, after }));
    return { command: skipCommand(token, outputs), changes, message: null };
  },
  asksReason: () => true,
  button: () => 'try',
};
