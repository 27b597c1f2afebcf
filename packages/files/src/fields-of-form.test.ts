import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { fieldsOfForm } from './index.ts';

const LIMITS = { most: 100_000, milliseconds: 5000 };

async function read(form: FormData, limits = LIMITS) {
  const sent = new Response(form);
  return fieldsOfForm(Readable.fromWeb(sent.body as never), { 'content-type': sent.headers.get('content-type')! }, limits);
}

function form(...files: [name: string, bytes: number, filename: string][]): FormData {
  const data = new FormData();
  data.append('purpose', 'Für <b>Zürich');
  for (const [name, bytes, filename] of files) data.append(name, new Blob([Buffer.alloc(bytes, 'x')]), filename);
  data.append('persons', 'p1');
  data.append('persons', 'p2');
  return data;
}

test('a form with files gives its fields as they came, and which files were chosen where', async () => {
  const found = await read(form(['lease', 50_000, 'C:\\Dokumente\\Mietvertrag.pdf'], ['photo', 10, 'ich.jpg'], ['empty', 0, '']));
  assert.equal(
    found?.fields.toString(),
    new URLSearchParams([
      ['purpose', 'Für <b>Zürich'],
      ['persons', 'p1'],
      ['persons', 'p2'],
    ]).toString(),
  );
  assert.deepEqual(found?.files, [
    { name: 'lease', filename: 'Mietvertrag.pdf' },
    { name: 'photo', filename: 'ich.jpg' },
  ]);
});

test('nothing is read beyond its limits: too many bytes, fields too large, an end that never comes, no such form', async () => {
  assert.equal(await read(form(['lease', 60_000, 'a.pdf'], ['photo', 60_000, 'b.pdf'])), null);
  const large = form();
  large.append('words', 'x'.repeat(300_000));
  assert.equal(await read(large), null);
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const endless = new Readable({ read() {} });
  endless.push('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1');
  assert.equal(await fieldsOfForm(endless, headers, { ...LIMITS, milliseconds: 1 }), null);
  assert.equal(await fieldsOfForm(Readable.from(['--x\r\ncontent-disposition']), headers, LIMITS), null);
  assert.equal(await fieldsOfForm(Readable.from(['a=1']), { 'content-type': 'multipart/form-data' }, LIMITS), null);
});
