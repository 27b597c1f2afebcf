import { conditionOf, problem } from '../compile-scope.ts';
import type { ComponentKind } from './component-kind.ts';

/** A paragraph of a page: the text stands in texts/, here is its key. A sentence in the file is shown as it is, and a problem. */
export const text: ComponentKind = {
  type: 'text',
  compile(component, scope) {
    const key = String(component['text'] ?? component.label ?? '').trim();
    if (key === '') return problem(scope, component, 'text-not-key', `expected a text key as text of component ${component.id}, got none`);
    if (!/^[A-Za-z][\w-]*(\.[\w-]+)+$/.test(key)) {
      problem(scope, component, 'text-not-key', `expected a text key as text of component ${component.id}, got "${key.slice(0, 40)}"`);
    }
    return { kind: 'text', id: component.id, hide: conditionOf(scope, component), text: key };
  },
};
