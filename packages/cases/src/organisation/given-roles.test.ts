import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { GIVEN_ROLES } from './edits-of-wish.ts';

test('every role that the files of authorities give can be given in the workplace', async () => {
  const root = new URL('../../../../authorities/', import.meta.url);
  const known = new Set<string>();
  for await (const file of glob('*/*.yaml', { cwd: root })) {
    const { offices } = parse(readFileSync(new URL(file, root), 'utf8')) as { offices?: Record<string, { roles?: object }> };
    for (const { roles } of Object.values(offices ?? {})) for (const role of Object.keys(roles ?? {})) known.add(role);
  }
  assert.ok(known.has('member') && known.has('finance'), [...known].join());
  assert.deepEqual(
    [...known].filter((role) => !(GIVEN_ROLES as readonly string[]).includes(role)),
    [],
  );
});
