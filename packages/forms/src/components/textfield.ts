import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** One line of text, or of any type that is typed: date, postcode, phone number … */
export const textfield: ComponentKind = {
  type: 'textfield',
  compile: (component, scope) => compileField(component, scope, { widgets: ['line', 'date', 'date-time', 'one-of'], type: 'text' }),
};
