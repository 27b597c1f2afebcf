import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** One box to tick. */
export const checkbox: ComponentKind = {
  type: 'checkbox',
  compile: (component, scope) => compileField(component, scope, { widgets: ['tick'], type: 'boolean' }),
};
