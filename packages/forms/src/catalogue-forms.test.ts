import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { compileForm } from './compile.ts';
import { vocabulary } from './testing/context.ts';
import { readJson, root } from './testing/texts.ts';
import type { FormSchema } from './types.ts';

const isForm = (json: unknown): json is FormSchema => Array.isArray((json as { components?: unknown }).components);

test('every form of the catalogue compiles without problems', () => {
  const files = globSync('{services,capabilities}/**/*.json', { cwd: root }).filter((path) => isForm(readJson(path)));
  assert.ok(files.length > 5, `only ${files.length} forms found`);
  for (const path of files) assert.deepEqual(compileForm(readJson<FormSchema>(path), { vocabulary }).problems, [], path);
});
