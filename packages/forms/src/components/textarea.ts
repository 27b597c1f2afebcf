import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** Several lines of text. */
export const textarea: ComponentKind = {
  type: 'textarea',
  compile: (component, scope) => compileField(component, scope, { widgets: ['line'], type: 'text' }),
};
