import type { Section, SourceForm } from '../types.ts';
import { takeId, type Component, type Drafting } from './drafting.ts';
import { fieldComponents } from './fields.ts';
import { messageOf } from './message.ts';
import { putText } from './texts.ts';

const head = { schemaVersion: 19, executionPlatform: 'Camunda Cloud', executionPlatformVersion: '8.8.0' };

/** A form-js file around components. */
export function formFile(id: string, components: Component[]): string {
  return `${JSON.stringify({ type: 'default', id, ...head, components }, null, 2)}\n`;
}

function page(drafting: Drafting, section: Section, title: string): Component[] {
  const label = section.label ?? title;
  const around = { trail: section.label === null ? [] : [section.label], shown: null, hide: null, path: null };
  const components = fieldComponents(drafting, section.fields, around);
  if (components.length === 0) return [];
  const key = drafting.naming.page(label);
  putText(drafting.texts, `form.pages.${key}`, messageOf(label));
  return [{ type: 'group', id: takeId(drafting, `page_${key}`), label: `form.pages.${key}`, components }];
}

/** Pages of the main form: one per section; sections with the same name one after the other are one. */
export function mainForm(drafting: Drafting, form: SourceForm, title: string): Component[] {
  const sections: Section[] = [];
  for (const section of form.sections) {
    const before = sections[sections.length - 1];
    if (before && before.label === section.label) before.fields.push(...section.fields);
    else sections.push({ ...section, fields: [...section.fields] });
  }
  return sections.flatMap((section) => page(drafting, section, title));
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
