import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { email } from './email.ts';

const parse = (raw: string) => email.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('the domain is written in small ASCII letters, the name as typed', () => {
  assert.deepEqual(parse(' Nora.Arnold@Müller.CH '), { value: 'Nora.Arnold@xn--mller-kva.ch' });
  assert.deepEqual(parse('o’x@a.ch'), { problem: 'email' });
  assert.deepEqual(parse("o'x+tag@sub.a-b.ch"), { value: "o'x+tag@sub.a-b.ch" });
});

test('what cannot receive mail is refused', () => {
  for (const bad of [
    'nora',
    'nora@',
    '@a.ch',
    'a@b',
    'a b@c.ch',
    'a@b..ch',
    'a..b@c.ch',
    'a@c.ch/x',
    'a@c.ch:25',
    'a@127.0.0.1',
    'a@-b.ch',
    'a@b.ch, c@d.ch',
  ]) {
    assert.deepEqual(parse(bad), { problem: 'email' }, bad);
  }
});
