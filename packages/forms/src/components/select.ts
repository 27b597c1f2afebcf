import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** One choice of many. */
export const select: ComponentKind = {
  type: 'select',
  compile: (component, scope) => compileField(component, scope, { widgets: ['one-of'], type: 'choice' }),
};
