import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** A number; whole unless `decimalDigits` is given. */
export const number: ComponentKind = {
  type: 'number',
  compile(component, scope) {
    const decimals = Number(component['decimalDigits'] ?? 0) > 0;
    return compileField(component, scope, { widgets: ['line'], type: decimals ? 'decimal' : 'integer' });
  },
};
