import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTheme, DEFAULT_THEME } from '@einwohnerportal/ui';
import { Hono } from 'hono';
import { mountGallery } from './gallery.ts';
import type { Portal } from './portal.ts';

const plum = { ...DEFAULT_THEME, id: 'plum', radius: 9 };
addTheme(plum);

function served(production: boolean): Hono {
  const app = new Hono();
  mountGallery(app, {
    config: { production },
    themes: { of: (id: string | null) => (id === 'musterau' ? plum : DEFAULT_THEME) },
    context: { catalogue: { authorities: { all: () => [{ id: 'musterau', names: { de: 'Gemeinde Musterau' }, theme: plum }] } } },
  } as unknown as Portal);
  return app;
}

test('developers see every component and every example page, in the colours of each place and in both schemes', async () => {
  const app = served(false);
  const whole = await (await app.request('/gallery')).text();
  assert.match(whole, /Alle Bauteile, alle Zustände\./);
  assert.ok(whole.match(/id="part-/g)!.length >= 30, 'at least 30 components');
  assert.match(whole, /href="\/gallery\?place=musterau"/);
  const page = await (await app.request('/gallery/case?place=musterau&scheme=dark')).text();
  assert.match(page, /data-scheme="dark"/);
  assert.match(page, /theme-plum\.[0-9a-f]{12}\.css/);
  assert.equal((await app.request('/gallery/constructor')).status, 404);
});

test('the gallery is not there in production', async () => {
  assert.equal((await served(true).request('/gallery')).status, 404);
});
