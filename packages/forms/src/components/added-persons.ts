import { fieldType } from '../field-types/index.ts';
import type { Field, List } from '../model.ts';

/** Where added persons are kept. */
export const addedName = 'household.added';

function personField(id: string, key: string, type: string, maxLength?: number): Field {
  return {
    kind: 'field',
    id: `${id}_${key}`,
    component: 'textfield',
    hide: null,
    name: key,
    label: `vocabulary.person.${key}`,
    type: fieldType(type)!,
    bound: false,
    edit: null,
    readonly: false,
    required: true,
    requiredIf: null,
    check: null,
    default: null,
    bind: null,
    past: key === 'dateOfBirth',
    limits: maxLength === undefined ? {} : { maxLength },
    choices: null,
    adds: null,
  };
}

/**
 * Rows `household.added` = [{ref, firstName, officialName, dateOfBirth}], by which a resident names persons that no
 * register could tell.
 */
export function addedPersons(id: string): List {
  return {
    kind: 'list',
    id: `${id}_added`,
    hide: null,
    name: addedName,
    label: 'forms.persons',
    items: null,
    addable: true,
    rowsAtStart: 0,
    required: false,
    maxRows: 20,
    refs: true,
    check: null,
    parts: [
      personField(id, 'firstName', 'text', 100),
      personField(id, 'officialName', 'text', 100),
      personField(id, 'dateOfBirth', 'partialDate'),
    ],
  };
}
