import { block, line, page, required, type Part } from './part.ts';

/** Days and times, partly known ones too. */
export const dates: Part = {
  component: page('dates', [
    {
      type: 'datetime',
      id: 'day',
      key: 'day',
      subtype: 'date',
      label: 'form.day',
      properties: { earliest: '=today()', latest: '=today() + duration("P30D")' },
    },
    { type: 'datetime', id: 'clock', key: 'clock', subtype: 'time', timeLabel: 'form.clock' },
    { type: 'datetime', id: 'moment', key: 'moment', subtype: 'datetime', dateLabel: 'form.moment', ...required },
    line('born', 'partialDate'),
    { type: 'separator', id: 'line' },
    { type: 'spacer', id: 'space', height: 60 },
    { type: 'group', id: 'stay', path: 'stay', label: 'form.stay', properties: { type: 'dateRange' } },
  ]),
  title: 'Tage und Zeiten',
  texts: {
    day: block('Tag'),
    clock: block('Uhrzeit'),
    moment: block('Termin'),
    born: block('Geboren'),
    stay: block('Aufenthalt'),
  },
  answers: {
    day: '2026-12-01',
    clock: '08:30',
    moment: '2026-12-01T14:30',
    born: '1985-06',
    'stay.from': '2026-12-01',
    'stay.to': '2026-12-24',
  },
};
