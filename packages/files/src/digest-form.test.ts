import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { digestForm } from './digest-form.ts';

const boundary = 'x-boundary';
const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
const part = (name: string, content: Buffer, filename = 'a.pdf'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: application/pdf\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
const end = Buffer.from(`--${boundary}--\r\n`);
const digest = (...parts: Buffer[]) => digestForm(Readable.from(parts), headers, { control: 'file', most: 200_000 });

test('the digest of the file in the control is that of its bytes, however they come', async () => {
  const bytes = randomBytes(150_000);
  const whole = Buffer.concat([part('other', Buffer.from('x')), part('file', bytes), part('file', Buffer.from('second')), end]);
  const pieces = Array.from({ length: Math.ceil(whole.length / 1_000) }, (_, at) => whole.subarray(at * 1_000, at * 1_000 + 1_000));
  const hash = createHash('sha256').update(bytes).digest('hex');
  assert.deepEqual(await digest(...pieces), { hash });
});

test('no file, an empty one, one that is too large and a form that breaks off are told apart', async () => {
  assert.equal(await digest(end), 'none');
  assert.equal(await digest(part('file', Buffer.alloc(0), ''), end), 'none');
  assert.equal(await digest(part('file', Buffer.alloc(0)), end), 'none');
  assert.equal(await digest(part('file', Buffer.alloc(200_001)), end), 'size');
  assert.equal(await digest(part('file', Buffer.from('half')).subarray(0, 60)), 'broken');
  assert.equal(await digestForm(Readable.from([]), { 'content-type': 'text/plain' }, { control: 'file', most: 1 }), 'broken');
});
