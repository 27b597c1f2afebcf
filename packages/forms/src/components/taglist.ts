import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** Several choices; shown like a checklist, because a search field for tags needs a script. */
export const taglist: ComponentKind = {
  type: 'taglist',
  compile: (component, scope) => compileField(component, scope, { widgets: ['some-of'], type: 'choices' }),
};
