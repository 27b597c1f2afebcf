import { problem, type CompileScope } from './compile-scope.ts';
import { compileParts } from './components/index.ts';
import { FormError } from './errors.ts';
import { faultsOf } from './faults.ts';
import type { FormModel, Page } from './model.ts';
import { planPages } from './pages.ts';
import { readPage } from './read.ts';
import { renderPage } from './render/page.ts';
import { settleAnswers } from './settle.ts';
import { neededTextKeys, readNames, writtenNames } from './static-facts.ts';
import { summaryOf } from './summary.ts';
import type { CompiledForm, FormComponent, FormProblem, FormSchema, Vocabulary } from './types.ts';

/** What a form file is compiled with. */
export interface CompileFormOptions {
  vocabulary: Vocabulary;
  /** Who fills it in; forms for residents need a `why` for each question. Default `resident`. */
  audience?: 'resident' | 'office';
}

/**
 * Compiles a form-js schema (service-package.md section 5). Always gives a form; what is faulty in the file is left out
 * of it and stands in `problems`.
 */
export function compileForm(schema: FormSchema, options: CompileFormOptions): { form: CompiledForm; problems: FormProblem[] } {
  const problems: FormProblem[] = [];
  const model = compileModel(schema, options.vocabulary, problems);
  return { form: formOf(model, options.audience ?? 'resident'), problems };
}

function compileModel(schema: FormSchema, vocabulary: Vocabulary, problems: FormProblem[]): FormModel {
  const scope: CompileScope = {
    vocabulary,
    problems,
    taken: { names: new Set(), ids: new Set() },
    prefix: '',
    typeRoot: null,
    bind: null,
    inList: false,
    personsAdded: { done: false },
  };
  const components = Array.isArray(schema.components) ? schema.components : [];
  if (components !== schema.components)
    problems.push({ component: null, code: 'components-missing', message: `expected a list of components of form ${schema.id}, got none` });
  const nodes = compileParts(components, scope);
  for (const node of nodes) {
    if (node.kind === 'text')
      problem(
        scope,
        { id: node.id, type: 'text' } as FormComponent,
        'text-outside-page',
        `expected text ${node.id} inside a group, got it at the top level`,
      );
    if (node.kind === 'group' && node.label === null) {
      problem(
        scope,
        { id: node.id, type: 'group' } as FormComponent,
        'label-missing',
        `expected a text key as label of page ${node.id}, got none`,
      );
    }
  }
  const pages = nodes.flatMap((node): Page[] =>
    node.kind === 'group' || node.kind === 'field' || node.kind === 'list' ? [{ id: node.id, node }] : [],
  );
  return { id: schema.id, nodes, pages };
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
    read: (page, body, context) => readPage(model, pageOf(page), body, context),
    settle: (answers, context) => settleAnswers(model, answers, context),
    faults: (context) => faultsOf(model, context),
    summary: (context) => summaryOf(model, context),
    writes: () => writtenNames(model),
    reads: () => readNames(model),
    textKeys: () => neededTextKeys(model, audience),
  };
}
