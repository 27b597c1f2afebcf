import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** A number; whole unless `decimalDigits` or an `increment` with decimals is given. */
export const number: ComponentKind = {
  type: 'number',
  compile(component, scope) {
    const decimals = Number(component['decimalDigits'] ?? 0) > 0 || String(component['increment'] ?? '').includes('.');
    return compileField(component, scope, { widgets: ['line'], type: decimals ? 'decimal' : 'integer' });
  },
};
