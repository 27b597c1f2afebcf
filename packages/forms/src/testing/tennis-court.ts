import type { FormSchema } from '../types.ts';

/** A fictional form with a list that grows: book a tennis court. */
export const tennisCourt: FormSchema = {
  type: 'default',
  id: 'tennis-court',
  components: [
    {
      type: 'group',
      id: 'page_when',
      label: 'form.pages.when',
      properties: { check: '=from = null or until = null or until >= from' },
      components: [
        { type: 'text', id: 'rules', text: 'form.rules' },
        { type: 'datetime', id: 'from', key: 'from', subtype: 'date', label: 'form.from', validate: { required: true } },
        { type: 'datetime', id: 'until', key: 'until', subtype: 'date', label: 'form.until' },
        { type: 'separator', id: 'line' },
        {
          type: 'select',
          id: 'court',
          key: 'court',
          label: 'form.court',
          values: [
            { value: 'clay', label: 'form.court.options.clay' },
            { value: 'hall', label: 'form.court.options.hall' },
          ],
          validate: { required: true },
        },
        { type: 'number', id: 'hours', key: 'hours', label: 'form.hours', validate: { required: true, min: 1, max: 4 } },
      ],
    },
    {
      type: 'dynamiclist',
      id: 'players',
      path: 'players',
      label: 'form.players',
      isRepeating: true,
      allowAddRemove: true,
      defaultRepetitions: 1,
      validate: { required: true },
      properties: { check: '=count(players) <= 4' },
      components: [
        { type: 'textfield', id: 'playerName', key: 'name', label: 'form.playerName', validate: { required: true, maxLength: 60 } },
        { type: 'textfield', id: 'bornOn', key: 'bornOn', label: 'form.bornOn', properties: { type: 'partialDate' } },
        { type: 'checkbox', id: 'member', key: 'member', label: 'form.member' },
        {
          type: 'number',
          id: 'memberNumber',
          key: 'memberNumber',
          label: 'form.memberNumber',
          conditional: { hide: '=member != true' },
          validate: { required: true },
        },
      ],
    },
    {
      type: 'expression',
      id: 'total',
      key: 'total',
      label: 'form.total',
      expression: '=hours * (if court = "hall" then 30 else 20)',
      properties: { type: 'money' },
    },
    {
      type: 'textarea',
      id: 'remark',
      key: 'remark',
      label: 'form.remark',
      validate: { maxLength: 200 },
      properties: { requiredIf: '=hours > 3' },
    },
    {
      type: 'group',
      id: 'page_rules',
      label: 'form.pages.rules',
      components: [
        { type: 'checkbox', id: 'accepted', key: 'accepted', label: 'form.accepted', validate: { required: true } },
        {
          type: 'checklist',
          id: 'extras',
          key: 'extras',
          label: 'form.extras',
          values: [
            { value: 'balls', label: 'form.extras.options.balls' },
            { value: 'light', label: 'form.extras.options.light' },
          ],
        },
        {
          type: 'textfield',
          id: 'lightUntil',
          key: 'lightUntil',
          label: 'form.lightUntil',
          conditional: { hide: '=extras = null or not(list contains(extras, "light"))' },
          properties: { type: 'time' },
        },
      ],
    },
  ],
};

const block = (label: string, more = {}) => ({ label, why: 'Weil der Platz gerecht verteilt wird.', ...more });

/** German texts of the form. */
export const tennisTexts = {
  form: {
    pages: { when: { label: 'Wann spielen Sie?', invalid: 'Der letzte Tag liegt vor dem ersten.' }, rules: 'Regeln' },
    rules: 'Der Platz ist ab 8 Uhr offen.',
    from: block('Von', { missing: 'Geben Sie den ersten Tag ein.' }),
    until: block('Bis'),
    court: block('Platz', { options: { clay: 'Sandplatz', hall: 'Halle' } }),
    hours: block('Stunden'),
    players: block('Wer spielt mit?', {
      row: 'Spielerin oder Spieler {n}',
      add: 'Noch jemand',
      invalid: 'Melden Sie höchstens vier Personen an.',
    }),
    playerName: block('Name'),
    bornOn: block('Geboren'),
    member: block('Mitglied im Klub'),
    memberNumber: block('Mitgliednummer'),
    total: { label: 'Preis' },
    remark: block('Bemerkung'),
    accepted: block('Ich kenne die Platzregeln'),
    extras: block('Was brauchen Sie dazu?', { options: { balls: 'Bälle', light: 'Licht' } }),
    lightUntil: block('Licht bis'),
  },
};
