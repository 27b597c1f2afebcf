import { block, page, type Part } from './part.ts';

/** An address and people, known ones and others. */
export const people: Part = {
  component: page('people', [
    { type: 'group', id: 'home', path: 'home', label: 'form.home', properties: { type: 'postalAddress' } },
    { type: 'group', id: 'witness', path: 'witness', label: 'form.witness', properties: { type: 'person' } },
    {
      type: 'select',
      id: 'member',
      key: 'member',
      label: 'form.member',
      valuesExpression: '=household.choices',
      properties: { type: 'personRef' },
    },
  ]),
  title: 'Adresse und Personen',
  texts: {
    home: block('Wohnadresse'),
    witness: block('Zeugin oder Zeuge'),
    member: block('Wer aus dem Haushalt?'),
  },
  names: {
    applicant: { name: 'Nora Arnold' },
    person: { ref: 'p1', firstName: 'Nora', officialName: 'Arnold', dateOfBirth: '1989-06-14' },
    household: {
      choices: [
        { value: 'p1', label: 'Nora Arnold' },
        { value: 'p2', label: 'Leo Arnold' },
      ],
      complete: true,
    },
  },
  answers: {
    'home.street': 'Weg',
    'home.houseNumber': '1',
    'home.swissZipCode': '8001',
    'home.town': 'Zürich',
    'witness.firstName': 'Ada',
    'witness.officialName': 'Žak',
    'witness.dateOfBirth': '1951',
    member: 'p2',
  },
};
