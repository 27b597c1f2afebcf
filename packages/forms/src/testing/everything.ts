import type { FormSchema } from '../types.ts';
import { children } from './everything/children.ts';
import { choices } from './everything/choices.ts';
import { dates } from './everything/dates.ts';
import { end } from './everything/end.ts';
import { identity } from './everything/identity.ts';
import { numbers } from './everything/numbers.ts';
import { papers } from './everything/papers.ts';
import { people } from './everything/people.ts';
import type { Part } from './everything/part.ts';

const parts: readonly Part[] = [identity, numbers, dates, choices, people, children, papers, end];

const all = (of: (part: Part) => Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.assign({}, ...parts.map(of)) as Record<string, unknown>;

/** A fictional form with every component and every kind of value. */
export const everything: FormSchema = { type: 'default', id: 'everything', components: parts.map(({ component }) => component) };

/** German texts of the form. */
export const everythingTexts = {
  evidence: all(({ evidence }) => evidence),
  form: {
    ...all(({ texts }) => texts),
    pages: Object.fromEntries(parts.flatMap(({ component, title }) => (title ? [[component.id!.replace('page_', ''), title]] : []))),
  },
};

/** Names the form stands on. */
export const everythingNames: Record<string, unknown> = { ...all(({ names }) => names), lists: all(({ lists }) => lists) };

/** Answers in normal form to everything that is asked. */
export const everythingAnswers = all(({ answers }) => answers);
