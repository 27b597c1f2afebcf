import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { addTheme, assetFile, assetSizes, assetUrl, themeUrls } from './assets.ts';
import { DEFAULT_THEME } from './theme.ts';

const file = (url: string): NonNullable<ReturnType<typeof assetFile>> => {
  const found = assetFile(url.replace('/assets/', ''));
  assert.ok(found, url);
  return found;
};

describe('assets', () => {
  it('keeps the whole style sheet under 20 kB and all scripts together under 15 kB, compressed', () => {
    const sizes = assetSizes();
    assert.ok(sizes['portal.css']!.gzip <= 20_000, `${sizes['portal.css']!.gzip}`);
    const scripts = Object.entries(sizes).filter(([name]) => name.endsWith('.js'));
    assert.ok(scripts.length >= 8);
    assert.ok(scripts.reduce((sum, [, size]) => sum + size.gzip, 0) <= 15_000);
  });

  it('serves each file under a name with the hash of its content, compressed to the same bytes', () => {
    for (const name of ['portal.css', 'portal.js', 'autosave.js', 'mark-portal.svg']) {
      const url = assetUrl(name);
      assert.match(url, /^\/assets\/[a-z-]+\.[0-9a-f]{12}\.[a-z]+$/);
      const found = file(url);
      assert.deepEqual(gunzipSync(found.gzip!), found.body);
      assert.deepEqual(brotliDecompressSync(found.brotli!), found.body);
      assert.match(found.etag, /^"[0-9a-f]{12}"$/);
    }
  });

  it('knows every file the style sheet and the entry script ask for', () => {
    const css = String(file(assetUrl('portal.css')).body);
    const script = String(file(assetUrl('portal.js')).body);
    const asked = [...css.matchAll(/url\(([^)]+)\)/g), ...script.matchAll(/import\('([^']+)'\)/g)].map((match) => match[1]!);
    assert.ok(asked.length >= 10);
    for (const url of asked) assert.ok(file(url).body.length > 0);
    assert.equal(
      asked.some((url) => /^https?:|^\/\//.test(url)),
      false,
    );
  });

  it('serves a theme that was added and says which one was not', () => {
    const theme = { ...DEFAULT_THEME, id: 'test-place', radius: 8 };
    assert.throws(() => themeUrls(theme), { code: 'ui.asset-unknown' });
    addTheme(theme);
    const urls = themeUrls(theme);
    assert.match(String(file(urls.css!).body), /--radius:8px/);
    assert.equal(file(urls.icon).type, 'image/svg+xml; charset=utf-8');
    assert.equal(themeUrls(DEFAULT_THEME).css, null);
  });

  it('has no file for other names', () => {
    for (const name of ['portal.css', '../package.json', 'portal.000000000000.css', '']) assert.equal(assetFile(name), null);
  });
});
