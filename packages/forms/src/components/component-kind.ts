import type { CompileScope } from '../compile-scope.ts';
import type { Node } from '../model.ts';
import type { FormComponent } from '../types.ts';

/** How a form-js component becomes a part of the form; null when it cannot (a problem is then noted). */
export interface ComponentKind {
  readonly type: string;
  compile(component: FormComponent, scope: CompileScope, compileParts: CompileParts): Node | null;
}

/** Compiles the components inside a component. */
export type CompileParts = (components: FormComponent[] | undefined, scope: CompileScope) => Node[];
