import { block, line, required, type Part } from './part.ts';

/** Rows that repeat, with rows inside. */
export const children: Part = {
  component: {
    type: 'dynamiclist',
    id: 'children',
    path: 'children',
    label: 'form.children',
    validate: { max: 4 },
    properties: { check: '=children = null or count(children) < 4' },
    components: [
      line('name', undefined, required),
      { type: 'checkbox', id: 'school', key: 'school', label: 'form.school' },
      line('teacher', undefined, { conditional: { hide: '=school != true' } }),
      { type: 'group', id: 'where', path: 'where', label: 'form.where', components: [line('street'), line('floor')] },
      {
        type: 'dynamiclist',
        id: 'toys',
        path: 'toys',
        label: 'form.toys',
        defaultRepetitions: 0,
        components: [line('toy', undefined, required), { type: 'number', id: 'count', key: 'count', label: 'form.count' }],
      },
    ],
  },
  texts: {
    children: block('Kinder', { row: 'Kind {n}', add: 'Noch ein Kind', invalid: 'Geben Sie höchstens drei Kinder an.' }),
    name: block('Vorname'),
    school: block('Geht zur Schule'),
    teacher: block('Lehrperson'),
    where: { label: 'Wo das Kind schläft' },
    street: block('Strasse'),
    floor: block('Stock'),
    toys: block('Spielsachen', { row: 'Spielzeug {n}', add: 'Noch ein Spielzeug' }),
    toy: block('Was'),
    count: block('Wie viele'),
  },
  answers: {
    children: [
      {
        name: 'Mia',
        school: true,
        teacher: 'Frau Öz',
        where: { street: 'Gang', floor: '2' },
        toys: [{ toy: 'Ball', count: 2 }, { toy: 'Puppe' }],
      },
      { name: 'Tim', school: false },
    ],
  },
};
