import type { FormComponent } from '../../types.ts';

/** One part of the fictional form that has everything: its component, German texts, and what belongs to it. */
export interface Part {
  component: FormComponent;
  /** Title of the page. */
  title?: string;
  texts: Record<string, unknown>;
  evidence?: Record<string, unknown>;
  /** Names the part stands on. */
  names?: Record<string, unknown>;
  /** Choices and tables it stands on. */
  lists?: Record<string, unknown>;
  /** Answers in normal form. */
  answers?: Record<string, unknown>;
}

type More = Partial<FormComponent>;

/** A text field whose key is its name. */
export const line = (key: string, type?: string, more: More = {}): FormComponent => ({
  type: 'textfield',
  id: key,
  key,
  label: `form.${key}`,
  ...(type ? { properties: { type } } : {}),
  ...more,
});

export const required = { validate: { required: true } };

export const options = ['red', 'green', 'blue'].map((value) => ({ value, label: `form.colour.options.${value}` }));

export const page = (id: string, components: FormComponent[], more: More = {}): FormComponent => ({
  type: 'group',
  id: `page_${id}`,
  label: `form.pages.${id}`,
  components,
  ...more,
});

/** The texts of a field. */
export const block = (label: string, more = {}) => ({ label, why: 'Damit die Stelle Ihren Antrag prüfen kann.', ...more });
