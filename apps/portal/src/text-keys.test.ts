import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, readInterfaceTexts } from '@einwohnerportal/web';
import type { PortalTexts } from './text-keys.ts';

const texts = await readInterfaceTexts<PortalTexts>(new URL('../texts/', import.meta.url), LANGUAGES, 'Europe/Zurich');
const t = texts('de');

test('a key with its arguments compiles and gives its text', () => {
  assert.equal(t('interface.nav.inbox'), 'Posteingang');
  assert.equal(t('interface.nav.casesBadge', { count: 2 }), '2 Sachen warten auf Sie');
  for (const level of ['100', '200'] as const) assert.ok(t(`interface.service.level.${level}`).length > 10);
  assert.equal(t.word('interface.service.level', '100'), t('interface.service.level.100'));
  assert.equal(t.word('interface.service.level', '101'), null);
});

// Each line compiles only because TypeScript refuses it: `npm run check` fails when one of them is no mistake any more.
test('a wrong key, a missing, a wrong and a superfluous argument do not compile', () => {
  // @ts-expect-error no text has this key
  t('interface.nav.inbocks');
  // @ts-expect-error this message takes a count
  t('interface.nav.casesBadge');
  // @ts-expect-error the argument has another name
  t('interface.nav.casesBadge', { number: 2 });
  // @ts-expect-error a count is a number
  t('interface.nav.casesBadge', { count: '2' });
  // @ts-expect-error this message takes nothing
  t('interface.nav.inbox', { count: 2 });
  // @ts-expect-error the message takes one argument, not two
  t('interface.nav.casesBadge', { count: 2, name: 'x' });
  const level = '100' as '100' | 'nonsense';
  // @ts-expect-error one value of the union has no text
  t(`interface.service.level.${level}`);
  const anything: string = '100';
  // @ts-expect-error of any string nobody knows whether it has a text: `word` asks
  t(`interface.service.level.${anything}`);
  // @ts-expect-error there is no such block
  t.word('interface.service.levels', '100');
  // @ts-expect-error the key belongs to the workplace
  t('interface.tasks.sure.text');
});
