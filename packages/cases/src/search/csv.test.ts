import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toCsv } from './csv.ts';

/** Reads CSV as RFC 4180 has it. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else while (at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at)) cell += text[at++];
    rows.at(-1)!.push(cell);
    if (text[at] === ',') at++;
    else {
      at += 2;
      if (at < text.length) rows.push([]);
    }
  }
  return rows;
}

test('any texts come back, and none begins as a formula', () => {
  const risky = fc.constantFrom('=1+1', '+41 41', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1', 'a,b', 'a"b', 'a\r\nb', '');
  const rows = fc.array(fc.array(fc.oneof(risky, fc.string({ unit: 'grapheme' })), { minLength: 2, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(rows, (given) => {
      const got = read(toCsv(given));
      assert.equal(got.length, given.length);
      for (const [index, row] of got.entries())
        for (const [at, cell] of row.entries()) {
          const was = given[index]![at]!;
          assert.ok(cell === was || cell === `'${was}`);
          assert.doesNotMatch(cell, /^[\s\u00a0\ufeff]*[=+\-@\t\r＝＋－＠]/u);
        }
    }),
  );
});
