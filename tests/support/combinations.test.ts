import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allViews, LANGUAGES, pairwise, SCHEMES, themeSheets, WIDTHS } from './combinations.ts';

const themes = themeSheets();

test('in the sample every two values of language, width, scheme and theme meet', () => {
  const rows = pairwise(themes);
  const values = { lang: LANGUAGES, width: WIDTHS, scheme: SCHEMES, theme: themes } as Record<string, readonly unknown[]>;
  const names = Object.keys(values) as (keyof (typeof rows)[number])[];
  for (const [at, one] of names.entries())
    for (const other of names.slice(at + 1))
      for (const a of values[one]!)
        for (const b of values[other]!)
          assert.ok(
            rows.some((row) => row[one] === a && row[other] === b),
            `expected ${one} ${String(a).slice(0, 30)} with ${other} ${String(b).slice(0, 30)}, got none`,
          );
});

test('all views are each width in each scheme with each theme, and no two themes look the same', () => {
  assert.equal(allViews(themes).length, WIDTHS.length * SCHEMES.length * themes.length);
  assert.equal(new Set(themes).size, themes.length);
  assert.ok(themes.length > 5, `expected themes of places, got ${themes.length}`);
});
