import { moveCommand, type ModelElement } from '@einwohnerportal/cases';
import { html, select } from '@einwohnerportal/ui';
import type { Change } from './change.ts';

/** Elements that a token never enters by itself. */
const NEVER = /start|boundary|event-subprocess/;

/** The token stands somewhere else in its process from now on. */
export const move: Change = {
  possible: ({ state, token }) => token > 0 && state.tokens.some((each) => each.token === token),
  async load(visit, scope, { state, token }): Promise<ModelElement[]> {
    const { definitionId } = state.tokens.find((each) => each.token === token)!;
    const model = (await visit.site.domain.readModels(scope, [definitionId])).get(definitionId);
    return [...(model?.elements.values() ?? [])].filter((element) => !NEVER.test(element.kind));
  },
  fields({ t }, { given, errors }, elements: ModelElement[]) {
    return html`${select({
      id: 'element',
      name: 'element',
      label: t('interface.operations.change.move.element'),
      hint: t('interface.operations.change.move.hint'),
      empty: t('interface.operations.choose'),
      value: given.get('element'),
      options: elements.map(({ id, name }) => ({ value: id, label: name ? `${name}, ${id}` : id, verbatim: true })),
      error: errors.find((each) => each.control === 'element')?.message ?? null,
      errorWord: t('interface.operations.error'),
    })}`;
  },
  read({ t }, { token, given }, elements: ModelElement[]) {
    const element = elements.find((each) => each.id === given.get('element'));
    if (!element) return [{ control: 'element', message: t('interface.operations.change.move.missing') }];
    return { command: moveCommand(token, element.id), changes: [], message: null };
  },
  asksReason: () => true,
  button: () => 'try',
};
