import { problem, type CompileScope } from '../compile-scope.ts';
import type { Node } from '../model.ts';
import type { FormComponent } from '../types.ts';
import { checkbox } from './checkbox.ts';
import { checklist } from './checklist.ts';
import type { ComponentKind } from './component-kind.ts';
import { datetime } from './datetime.ts';
import { dynamiclist } from './dynamiclist.ts';
import { expression } from './expression.ts';
import { group } from './group.ts';
import { number } from './number.ts';
import { radio } from './radio.ts';
import { select } from './select.ts';
import { separator } from './separator.ts';
import { taglist } from './taglist.ts';
import { text } from './text.ts';
import { textarea } from './textarea.ts';
import { textfield } from './textfield.ts';

const all: ComponentKind[] = [
  textfield,
  textarea,
  number,
  datetime,
  checkbox,
  checklist,
  taglist,
  radio,
  select,
  group,
  dynamiclist,
  expression,
  text,
  separator,
];
const kinds = new Map(all.map((kind) => [kind.type, kind]));

/** Component types that form files may not use, with what to use instead. */
const refused: Record<string, string> = {
  html: 'a text component with a text key; markup stands in no form file',
  iframe: 'a link in a text; pages show nothing of other sites',
  button: 'no button; each page brings its own',
  image: 'a text that says it; pictures belong to documents',
  spacer: 'no spacer; distances come from the design',
};
const planned = ['table', 'filepicker', 'documentPreview'];

/** Compiles components in order; faulty ones are left out and noted as problems. */
export function compileParts(components: FormComponent[] | undefined, scope: CompileScope): Node[] {
  return (components ?? []).flatMap((component, index) => {
    if (typeof component !== 'object' || component === null) {
      scope.problems.push({
        component: null,
        code: 'component-unknown',
        message: `expected an object as component ${index + 1} of its list, got ${String(component)}`,
      });
      return [];
    }
    if (!component.id || scope.taken.ids.has(component.id)) {
      problem(scope, component, 'id-duplicate', `expected an id of its own for each component, got ${component.id ?? 'none'}`);
    }
    scope.taken.ids.add(component.id);
    const node = compileComponent(component, scope);
    return node === null ? [] : [node];
  });
}

function compileComponent(component: FormComponent, scope: CompileScope): Node | null {
  const kind = kinds.get(component.type);
  if (kind) return kind.compile(component, scope, compileParts);
  const instead = refused[component.type];
  if (instead)
    return problem(scope, component, 'component-refused', `expected ${instead} at component ${component.id}, got ${component.type}`);
  const known = [...kinds.keys()].join(', ');
  const code = planned.includes(component.type) ? 'component-unsupported' : 'component-unknown';
  return problem(scope, component, code, `expected one of ${known} as type of component ${component.id}, got ${component.type}`);
}
