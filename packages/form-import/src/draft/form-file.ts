import type { Section, SourceForm } from '../types.ts';
import { takeId, type Component, type Drafting } from './drafting.ts';
import { fieldComponents, pageOf } from './fields.ts';

const head = { schemaVersion: 19, executionPlatform: 'Camunda Cloud', executionPlatformVersion: '8.8.0' };

/** A form-js file around components. */
export function formFile(id: string, components: Component[]): string {
  return `${JSON.stringify({ type: 'default', id, ...head, components }, null, 2)}\n`;
}

const isPage = ({ type, label }: Component): boolean => type === 'group' && String(label).startsWith('form.pages.');

/** Pages of a list of components: those that are a page of their own stand between the others. */
function split(drafting: Drafting, page: Component): Component[] {
  const pages: Component[] = [];
  let loose: Component[] = [];
  const close = (): void => {
    if (loose.length === 0) return;
    const { components: _all, ...head } = page;
    pages.push(pages.length === 0 ? { ...head, components: loose } : { ...head, id: takeId(drafting, page.id), components: loose });
    loose = [];
  };
  for (const component of page.components ?? []) {
    if (!isPage(component)) {
      loose.push(component);
      continue;
    }
    close();
    pages.push(...split(drafting, component));
  }
  close();
  return pages;
}

function pagesOf(drafting: Drafting, section: Section, title: string): Component[] {
  const around = { trail: section.label === null ? [] : [section.label], hide: null, path: null, start: null };
  const components = fieldComponents(drafting, section.fields, around);
  return components.length === 0 ? [] : split(drafting, pageOf(drafting, section.label ?? title, components));
}

/** Pages of the main form: one per section; sections with the same name one after the other are one. */
export function mainForm(drafting: Drafting, form: SourceForm, title: string): Component[] {
  const sections: Section[] = [];
  for (const section of form.sections) {
    const before = sections[sections.length - 1];
    if (before && before.label === section.label) before.fields.push(...section.fields);
    else sections.push({ ...section, fields: [...section.fields] });
  }
  return sections.flatMap((section) => pagesOf(drafting, section, title));
}

/** Form of the office's task: how it goes on, and what the person reads. */
export function decideForm(): string {
  const options = ['settle', 'ask', 'refuse'].map((value) => ({ label: `decide.verdict.options.${value}`, value }));
  return formFile('decide', [
    {
      type: 'group',
      id: 'page_decide',
      label: 'decide.page',
      components: [
        { type: 'radio', id: 'verdict', key: 'verdict', label: 'decide.verdict', values: options, validate: { required: true } },
        { type: 'textarea', id: 'message', key: 'message', label: 'decide.message', validate: { required: true, maxLength: 4000 } },
      ],
    },
  ]);
}
