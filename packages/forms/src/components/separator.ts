import { conditionOf } from '../compile-scope.ts';
import type { ComponentKind } from './component-kind.ts';

/** A line between parts of a page. */
export const separator: ComponentKind = {
  type: 'separator',
  compile: (component, scope) => ({ kind: 'separator', id: component.id, hide: conditionOf(scope, component) }),
};
