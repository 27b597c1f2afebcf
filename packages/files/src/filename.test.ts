import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainFilename } from './filename.ts';

const names: [given: string, plain: string][] = [
  ['Mietvertrag Zürich.pdf', 'Mietvertrag Zürich.pdf'],
  ['Zu\u0308rich.pdf', 'Zürich.pdf'],
  ['C:\\Bilder\\foto.png', 'foto.png'],
  ['../../etc/passwd', 'passwd'],
  ['rechnung\u202Efdp.exe', 'rechnungfdp.exe'],
  ['a\u0000b\nc\u200B.pdf', 'abc.pdf'],
  ['...', 'file'],
  ['', 'file'],
  [`${'ä'.repeat(300)}.pdf`, `${'ä'.repeat(146)}.pdf`],
  [`${'x'.repeat(145)}😀${'y'.repeat(20)}.pdf`, `${'x'.repeat(145)}.pdf`],
];

for (const [given, plain] of names) {
  test(`${JSON.stringify(given.slice(0, 30))} is shown as ${plain.slice(0, 30)}`, () => {
    assert.equal(plainFilename(given), plain);
  });
}
