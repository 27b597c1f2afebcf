import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tools/testing/browser.ts';
import { watch } from './watch.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

test('every browser journey opens its windows through the watch, and closes them, which fails with what it saw', () => {
  const files = globSync('tests/e2e/**/*.ts', { cwd: root });
  assert.ok(files.length > 15);
  const wrong = files.flatMap((file) => {
    const source = read(file);
    return [
      ...(/newContext\(|newPage\(\{|launchBrowser|chromium/.test(source) ? [`${file} opens a browser beside the watch`] : []),
      ...(/\bstage\.open\(|\binspect\(t/.test(source) && !/\.close\(\)/.test(source) ? [`${file} closes no window`] : []),
    ];
  });
  assert.deepEqual(wrong, []);
  // All of them go through this one place.
  const stage = read('tests/support/browsers.ts');
  assert.match(stage, /const \{ complaints \} = watch\(context, origins\);/);
  assert.match(stage, /assert\.deepEqual\([^)]*complaints/);
});

let browser: Browser;
let server: Server;
before(async () => {
  browser = await launchBrowser();
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'; img-src 'self'" });
    response.end('<title>x</title><p style="color: red">x</p><script>1</script><img alt="" src="http://other.test/x.png">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

test('the watch sees what breaks the security policy: words of style and script in the page, files from elsewhere', async () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext();
  const { complaints } = watch(context, [origin]);
  const page = await context.newPage();
  await page.goto(origin);
  await page.waitForFunction(() => document.readyState === 'complete');
  await context.close();
  for (const part of [/style/i, /script/i, /other\.test/])
    assert.ok(
      complaints.some((complaint) => part.test(complaint) && /Content Security Policy/i.test(complaint)),
      `${part} in ${JSON.stringify(complaints)}`,
    );
});
