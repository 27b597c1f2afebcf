import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** Several choices, each with a box. */
export const checklist: ComponentKind = {
  type: 'checklist',
  compile: (component, scope) => compileField(component, scope, { widgets: ['some-of'], type: 'choices' }),
};
