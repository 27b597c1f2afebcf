import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { componentExamples, gallery } from './gallery.ts';
import { GALLERY_PAGES } from './gallery-pages/index.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Formatting, not validity; `<input>` without a slash is HTML.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    // German compound words need soft hyphens, and phone numbers are written with ordinary blanks.
    'tel-non-breaking': 'off',
    'long-title': 'off',
    // Boxes of one question share a name; the browser then sends it once per chosen value.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
  },
});

async function faults(markup: string): Promise<string[]> {
  const report = await validator.validateString(markup);
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message} ${message.selector ?? ''}`),
  );
}

describe('examples', async () => {
  const found = await componentExamples();

  for (const [name, examples] of found) {
    it(`${name}: every example is valid and accessible HTML`, async () => {
      assert.ok(examples.length > 0);
      for (const example of examples) assert.deepEqual(await faults(String(await example.html())), [], example.state);
    });
  }

  for (const [name, render] of Object.entries({ ...GALLERY_PAGES, gallery })) {
    it(`page ${name} is valid and accessible HTML without anything inline`, async () => {
      const markup = String(await render());
      assert.deepEqual(await faults(markup), []);
      assert.doesNotMatch(markup, /\sstyle=|\son[a-z]+=|<style|<script(?![^>]* src=)/);
      const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    });
  }

  it('every component folder shows itself in an example or on an example page', () => {
    const onPages = new Set(['page', 'site-header', 'site-footer', 'confirmation', 'worklist', 'task-screen']);
    const folders = readdirSync(new URL('./components/', import.meta.url));
    assert.deepEqual(
      folders.filter((name) => !found.has(name) && !onPages.has(name)),
      [],
    );
  });
});
