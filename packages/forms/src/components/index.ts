import { problem, type CompileScope } from '../compile-scope.ts';
import type { Node } from '../model.ts';
import type { FormComponent } from '../types.ts';
import { checkbox } from './checkbox.ts';
import { checklist } from './checklist.ts';
import type { ComponentKind } from './component-kind.ts';
import { datetime } from './datetime.ts';
import { documentPreview } from './document-preview.ts';
import { dynamiclist } from './dynamiclist.ts';
import { expression } from './expression.ts';
import { filepicker } from './filepicker.ts';
import { group } from './group.ts';
import { number } from './number.ts';
import { radio } from './radio.ts';
import { select } from './select.ts';
import { separator } from './separator.ts';
import { table } from './table.ts';
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
  table,
  filepicker,
  documentPreview,
  separator,
];
const kinds = new Map(all.map((kind) => [kind.type, kind]));

/** Component types that form files may not use, with what to use instead. */
const refused: Record<string, string> = {
  html: 'a text component with a text key (markup in a form file could run script and has no words in four languages)',
  iframe: 'a link in a text (a page shows nothing of other sites)',
  button: 'no button (each page brings its own)',
  image: 'a text that says it (pictures belong to documents)',
};
const mostComponents = 2000;
const deepest = 20;

/** How many components a form may have, included files counted. */
export const componentBudget = (): { components: number } => ({ components: mostComponents });

/** Compiles components in order; faulty ones are left out and noted as problems. */
export function compileParts(components: FormComponent[] | undefined, scope: CompileScope): Node[] {
  if (components === undefined || components === null) return [];
  if (!Array.isArray(components)) {
    problem(scope, { id: '' }, 'components-missing', `expected a list of components, got ${typeof components}`);
    return [];
  }
  const nodes: Node[] = [];
  for (const [index, component] of components.entries()) {
    if (scope.budget.components <= 0) {
      if (scope.budget.components === 0)
        problem(scope, component, 'too-many-components', `expected at most ${mostComponents} components of a form, got more`);
      scope.budget.components = -1;
      break;
    }
    scope.budget.components -= 1;
    if (typeof component !== 'object' || component === null || Array.isArray(component)) {
      scope.problems.push({
        component: null,
        code: 'component-unknown',
        message: `expected an object as component ${index + 1} of its list, got ${typeof component}`,
      });
      continue;
    }
    const node = compileOne(component, scope);
    if (node !== null) nodes.push(node);
  }
  return nodes;
}

function compileOne(component: FormComponent, scope: CompileScope): Node | null {
  if (typeof component.id !== 'string' || !/^[\w-]{1,100}$/.test(component.id) || scope.taken.ids.has(component.id)) {
    const got = typeof component.id === 'string' ? component.id.slice(0, 100) : 'none';
    problem(scope, { id: got }, 'id-duplicate', `expected an id of its own for each component, got ${got}`);
    return compileOne({ ...component, id: freeId(scope) }, scope);
  }
  scope.taken.ids.add(component.id);
  if (scope.depth >= deepest)
    return problem(scope, component, 'too-deep', `expected component ${component.id} inside at most ${deepest} others, got it deeper`);
  return compileComponent(plain(component), { ...scope, depth: scope.depth + 1 });
}

/** Ids of components without one of their own: form-js gives such ids itself. */
function freeId(scope: CompileScope): string {
  let number = scope.taken.ids.size + 1;
  while (scope.taken.ids.has(`Field_${number}`)) number += 1;
  return `Field_${number}`;
}

/** The texts of a component are texts and its parts are what they should be, whatever the file holds. */
function plain(component: FormComponent): FormComponent {
  const own = { ...component };
  for (const key of ['key', 'path', 'label'] as const) if (own[key] !== undefined && typeof own[key] !== 'string') delete own[key];
  for (const key of ['properties', 'validate', 'conditional'] as const)
    if (own[key] !== undefined && (typeof own[key] !== 'object' || own[key] === null || Array.isArray(own[key]))) delete own[key];
  if (own.properties) own.properties = Object.fromEntries(Object.entries(own.properties).filter(([, value]) => typeof value === 'string'));
  return own;
}

function compileComponent(component: FormComponent, scope: CompileScope): Node | null {
  const kind = kinds.get(component.type);
  if (kind) return kind.compile(component, scope, compileParts);
  // A distance; distances come from the design.
  if (component.type === 'spacer') return null;
  const instead = Object.hasOwn(refused, component.type) ? refused[component.type] : undefined;
  if (instead)
    return problem(scope, component, 'component-refused', `expected ${instead} at component ${component.id}, got ${component.type}`);
  const known = [...kinds.keys(), 'spacer'].join(', ');
  const got = String(component.type).slice(0, 40);
  return problem(scope, component, 'component-unknown', `expected one of ${known} as type of component ${component.id}, got ${got}`);
}
