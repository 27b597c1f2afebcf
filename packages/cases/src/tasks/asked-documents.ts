import { compileForm, type CompiledForm, type FormContext, type Translate } from '@einwohnerportal/forms';

/** A document without a place in the form of the case: what an office calls it is all there is. */
export interface AskedDocument {
  /** `evidence.asked-1` … */
  name: string;
  title: string;
}

const PAGE = 'asked-documents';

/** The documents among the inputs of a task. */
export function askedDocuments(inputs: Record<string, unknown>): AskedDocument[] {
  if (!Array.isArray(inputs.documents)) return [];
  return inputs.documents.filter((each): each is AskedDocument => typeof each?.name === 'string' && typeof each?.title === 'string');
}

/** The form of a case with one page more, on which these documents are sent; the form itself without any. */
export function withDocuments(form: CompiledForm, documents: readonly AskedDocument[]): CompiledForm {
  if (documents.length === 0) return form;
  const components = documents.map(({ name }, index) => ({ type: 'filepicker', id: `asked-${index + 1}`, key: name, multiple: true }));
  const group = { type: 'group', id: PAGE, label: 'askBack.documents', components };
  const vocabulary = { has: () => false, type: () => null };
  const more = compileForm({ id: PAGE, type: 'default', components: [group] }, { vocabulary, audience: 'office' }).form;
  const of = (page: string): CompiledForm => (page === PAGE ? more : form);
  return {
    ...form,
    pages: (context) => [...form.pages(context), ...more.pages(context)],
    render: (page, context, shown) => of(page).render(page, context, shown),
    live: (page, body, context) => of(page).live(page, body, context),
    read: (page, body, context) => of(page).read(page, body, context),
    requested: (page, context) =>
      page === null ? [...form.requested(null, context), ...more.requested(null, context)] : of(page).requested(page, context),
  };
}

/** Texts with the titles of these documents, as the office wrote them. */
export function withTitles(t: Translate, documents: readonly AskedDocument[]): Translate {
  if (documents.length === 0) return t;
  const titles = new Map<string, string>(
    documents.flatMap(({ name, title }) => [[`${name}.title`, title] as const, [`${name}.label`, title] as const]),
  );
  return Object.assign((key: string, args?: Record<string, unknown>) => titles.get(key) ?? t(key, args), {
    has: (key: string) => titles.has(key) || t.has(key),
    lang: t.lang,
    ...(t.keys ? { keys: t.keys } : {}),
  });
}

/** The same context, in which the documents that an office calls by name have their title. */
export function namingDocuments(context: FormContext, documents: readonly AskedDocument[]): FormContext {
  return documents.length === 0 ? context : { ...context, t: withTitles(context.t, documents) };
}
