import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** One choice of few, all of them visible. */
export const radio: ComponentKind = {
  type: 'radio',
  compile: (component, scope) => compileField(component, scope, { widgets: ['one-of'], type: 'choice' }),
};
