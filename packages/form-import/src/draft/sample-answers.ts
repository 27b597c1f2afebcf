import { compileExpression } from '@einwohnerportal/decisions';
import type { Component } from './drafting.ts';

const DAY = '2027-06-01';
const byType: Record<string, unknown> = {
  email: 'person@mail.example',
  phone: '+41415551234',
  url: 'https://www.example.ch',
  date: DAY,
  partialDate: '1985-06-14',
  time: '08:30',
  dateTime: `${DAY}T08:30`,
  iban: 'CH9300762011623852957',
  ahvNumber: '7569217076985',
  uid: 'CHE123456788',
  swissZipCode: '6010',
  country: 'DE',
  language: 'de',
  municipality: 9901,
  chipNumber: '756098100123456',
  plate: 'LU 123456',
};
const widest = 5_000;

/** A FEEL text of the file over the answers so far; null when it cannot be judged. */
function valueOf(feel: unknown, names: Record<string, unknown>): unknown {
  if (typeof feel !== 'string') return null;
  try {
    return compileExpression(feel.replace(/^=/, '')).evaluate(names, { now: '2027-05-03T08:00:00Z', zone: 'Europe/Zurich' }).value ?? null;
  } catch {
    return null;
  }
}

function sample(component: Component, names: Record<string, unknown>, which: 'all' | 'required'): unknown {
  const {
    type,
    properties = {},
    validate = {},
    values,
    subtype,
  } = component as unknown as {
    type: string;
    properties?: Record<string, string>;
    validate?: { min?: number; max?: number; maxLength?: number };
    values?: { value: string }[];
    subtype?: string;
  };
  const first = valueOf(properties['default'], names);
  if (first !== null && first !== '') return first;
  if (values && type === 'checklist') return values.slice(0, which === 'all' ? values.length : 1).map(({ value }) => value);
  if (values) return values[0]?.value;
  if (type === 'number')
    return validate.min !== undefined && validate.max !== undefined ? Math.min(Math.max(1, validate.min), validate.max) : 1;
  if (subtype === 'time') return byType['time'];
  if (type === 'datetime') {
    const day = String(valueOf(properties['earliest'], names) ?? valueOf(properties['latest'], names) ?? DAY).slice(0, 10);
    return subtype === 'datetime' ? `${day}T08:30` : day;
  }
  return byType[properties['type'] ?? ''] ?? 'Beispiel'.slice(0, validate.maxLength ?? widest);
}

/**
 * Answers to all visible fields of a form, by dotted name, as somebody might give them.
 * @param which every field, or only those that must be answered
 * @param known names that need no answer
 */
export function sampleAnswers(
  components: readonly Component[],
  which: 'all' | 'required',
  known: (name: string) => boolean,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  const visit = (list: readonly Component[], prefix: string): void => {
    for (const component of list) {
      const hide = (component['conditional'] as { hide?: string } | undefined)?.hide;
      if (hide !== undefined && valueOf(hide, answers) === true) continue;
      const inner = component['path'] === undefined ? prefix : `${prefix}${String(component['path'])}.`;
      if (component.components) {
        visit(component.components, inner);
        continue;
      }
      const key = component['key'];
      if (typeof key !== 'string' || component.type === 'filepicker') continue;
      const name = `${prefix}${key}`;
      const required = (component['validate'] as { required?: boolean } | undefined)?.required === true;
      const preset = (component['properties'] as Record<string, string> | undefined)?.['default'] !== undefined;
      if (known(name) || (which === 'required' && !required && !preset)) continue;
      const value = sample(component, answers, which);
      if (value !== '' && value !== null) answers[name] = value;
    }
  };
  visit(components, '');
  return answers;
}
