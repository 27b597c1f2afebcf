import { problem, type CompileScope } from './compile-scope.ts';
import { compileParts, componentBudget } from './components/index.ts';
import { effortOf, knownFields } from './effort.ts';
import { FormError } from './errors.ts';
import { faultsOf } from './faults.ts';
import type { FormModel, Group, Node, Page } from './model.ts';
import { livePage } from './live.ts';
import { planPages } from './pages.ts';
import { partsOf } from './node-names.ts';
import { readPage } from './read.ts';
import { renderPage } from './render/page.ts';
import { requestedFiles } from './requested.ts';
import { sectionsOf } from './sections.ts';
import { settleAnswers } from './settle.ts';
import { followingNames, neededTextKeys, readNames, vaultedNames, writtenNames } from './static-facts.ts';
import { summaryOf } from './summary.ts';
import type { CompiledForm, FormProblem, FormSchema, Vocabulary } from './types.ts';

/** What a form file is compiled with. */
export interface CompileFormOptions {
  vocabulary: Vocabulary;
  /** Who fills it in; forms for residents need a `why` for each question. Default `resident`. */
  audience?: 'resident' | 'office';
  /** Reads another form file of the same package (`properties.include`); null when there is none. */
  include?: (file: string) => FormSchema | null;
}

/**
 * Compiles a form-js schema (service-package.md section 5). Always gives a form; what is faulty in the file is left out
 * of it and stands in `problems`.
 */
export function compileForm(schema: FormSchema, options: CompileFormOptions): { form: CompiledForm; problems: FormProblem[] } {
  const problems: FormProblem[] = [];
  const model = compileModel(schema, options, problems);
  return { form: formOf(model, options.audience ?? 'resident'), problems };
}

function compileModel(schema: FormSchema, { vocabulary, include }: CompileFormOptions, problems: FormProblem[]): FormModel {
  const scope: CompileScope = {
    vocabulary,
    problems,
    taken: { names: new Set(), ids: new Set() },
    prefix: '',
    typeRoot: null,
    bind: null,
    lists: 0,
    depth: 0,
    budget: componentBudget(),
    personsAdded: { done: false },
    include: include ?? (() => null),
    including: [],
  };
  const components = Array.isArray(schema.components) ? schema.components : [];
  if (components !== schema.components)
    problems.push({ component: null, code: 'components-missing', message: `expected a list of components of form ${schema.id}, got none` });
  const nodes = withoutLooseParts(compileParts(components, scope), scope);
  for (const node of nodes) {
    if (node.kind === 'group' && node.label === null && !node.id.endsWith(around))
      problem(scope, node, 'label-missing', `expected a text key as label of page ${node.id}, got none`);
  }
  const pages = nodes.flatMap((node): Page[] =>
    node.kind === 'group' || node.kind === 'field' || node.kind === 'list' || node.kind === 'files' ? [{ id: node.id, node }] : [],
  );
  return { id: String(schema.id), nodes, pages };
}

const around = '_page';
const loose = new Set<Node['kind']>(['text', 'separator', 'table', 'documents']);

/** Texts and tables between pages belong to the page that follows; the last ones to the page before. */
function withoutLooseParts(all: Node[], scope: CompileScope): Node[] {
  const nodes: Node[] = [];
  let waiting: Node[] = [];
  for (const node of all) {
    if (loose.has(node.kind)) waiting.push(node);
    else if (node.kind === 'computed' || waiting.length === 0) nodes.push(node);
    else {
      nodes.push(node.kind === 'group' ? { ...node, parts: [...waiting, ...node.parts] } : pageAround(node, [...waiting, node]));
      waiting = [];
    }
  }
  const texts = waiting.filter((node) => node.kind !== 'separator');
  const last = nodes.findLastIndex((node) => node.kind !== 'computed');
  if (texts.length > 0 && last < 0)
    for (const { id, kind } of texts)
      problem(scope, { id }, 'text-outside-page', `expected a page for ${kind} ${id}, got none that asks something`);
  else if (texts.length > 0) {
    const node = nodes[last]!;
    nodes[last] = node.kind === 'group' ? { ...node, parts: [...node.parts, ...texts] } : pageAround(node, [node, ...texts]);
  }
  return nodes;
}

function pageAround(node: Node, parts: Node[]): Group {
  return {
    kind: 'group',
    id: `${node.id}${around}`,
    hide: node.hide,
    name: null,
    label: null,
    type: null,
    check: null,
    lookup: null,
    parts,
  };
}

function formOf(model: FormModel, audience: 'resident' | 'office'): CompiledForm {
  const pageOf = (id: string): Page => {
    const page = model.pages.find((each) => each.id === id);
    if (!page) throw new FormError('page-unknown', `expected a page of form ${model.id}, got ${id}`);
    return page;
  };
  return {
    id: model.id,
    pages: (context) => planPages(model, context),
    render: (page, context, shown) => renderPage(model, pageOf(page), context, shown),
    live: (page, body, context) => livePage(model, pageOf(page), body, context),
    read: (page, body, context) => readPage(model, pageOf(page), body, context),
    settle: (answers, context) => settleAnswers(model, answers, context),
    faults: (context) => faultsOf(model, context),
    sections: (context) => sectionsOf(model, context),
    effort: (context) => effortOf(model, context),
    knownFields: (fills) =>
      knownFields(
        model.nodes.flatMap(partsOf).filter((part) => part.kind === 'field'),
        fills,
      ),
    summary: (context) => summaryOf(model, context),
    requested: (page, context) => requestedFiles(model, page === null ? null : pageOf(page), context),
    vaulted: () => vaultedNames(model),
    writes: () => writtenNames(model),
    reads: () => readNames(model),
    following: (names) => followingNames(model, names),
    textKeys: () => neededTextKeys(model, audience),
  };
}
