import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDefinition } from './definition.ts';

const day = (text: string) => ({ kind: 'day', day: text });

describe('what stands right of the equals sign', () => {
  const cases: [string, unknown][] = [
    ['___', { kind: 'text', maxLength: null, pattern: null }],
    ['___[50]', { kind: 'text', maxLength: 50, pattern: null }],
    ['___/^[0-9]+$', { kind: 'text', maxLength: null, pattern: '^[0-9]+$' }],
    ['___[8]/[A-Z]+', { kind: 'text', maxLength: 8, pattern: '[A-Z]+' }],
    ['...', { kind: 'area', rows: null }],
    ['...[10]', { kind: 'area', rows: 10 }],
    ['***', { kind: 'password' }],
    ['@@@', { kind: 'email' }],
    ['https://', { kind: 'url' }],
    ['video-url', { kind: 'video' }],
    ['YYYY.MM.DD', { kind: 'date', range: null }],
    ['YYYY.MM.DD HH:MM', { kind: 'datetime', range: null }],
    ['HH:MM', { kind: 'time' }],
    [
      'YYYY.MM.DD (today..+1 years)',
      { kind: 'date', range: { from: { kind: 'today' }, to: { kind: 'distance', count: 1, unit: 'years' } } },
    ],
    ['YYYY.MM.DD (..2027.12.31)', { kind: 'date', range: { from: null, to: day('2027-12-31') } }],
    ['YYYY.MM.DD (2026.01.01..)', { kind: 'date', range: { from: day('2026-01-01'), to: null } }],
    [
      'YYYY.MM.DD HH:MM (-2 weeks..today)',
      { kind: 'datetime', range: { from: { kind: 'distance', count: -2, unit: 'weeks' }, to: { kind: 'today' } } },
    ],
    ['0..99', { kind: 'integer', min: '0', max: '99', price: null }],
    ['-5..-1', { kind: 'integer', min: '-5', max: '-1', price: null }],
    ['0..30 (1.00 CHF)', { kind: 'integer', min: '0', max: '30', price: { amount: '1.00', currency: 'CHF', cardOnly: false } }],
    ['0.00..99.00', { kind: 'decimal', min: '0.00', max: '99.00', digits: 2, price: null }],
    ['<markdown>', { kind: 'markdown' }],
    ['*.*', { kind: 'file', extensions: [], multiple: false }],
    ['*.pdf|*.doc (multiple)', { kind: 'file', extensions: ['pdf', 'doc'], multiple: true }],
    ['# iban', { kind: 'number-of-standard', standard: 'iban' }],
    ['# ch.ssn', { kind: 'number-of-standard', standard: 'ch.ssn' }],
    ['chip-nr', { kind: 'chip' }],
    ['', { kind: 'choice' }],
  ];
  for (const [text, expected] of cases) it(`reads "${text}"`, () => assert.deepEqual(readDefinition(text), expected));

  for (const text of [
    '??',
    '__',
    '1..',
    '..',
    'YYYY.MM.DD (2026.02.30..)',
    'YYYY.MM.DD (..)',
    'YYYY.MM',
    '*.',
    '# 12',
    '(x) Ja',
    'toString',
  ])
    it(`does not take "${text}" for anything`, () => assert.deepEqual(readDefinition(text), { kind: 'unknown', text }));
});
