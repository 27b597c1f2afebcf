import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { createClamdScanner, FilesError, openFileStore, receiveForm, type FileStore, type Received, type Scanner } from './index.ts';
import { pdf, png, startTestScanner, TEST_VIRUS, zip } from './files.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
let store: FileStore;
let scanner: Awaited<ReturnType<typeof startTestScanner>>;
before(async () => {
  store = await openFileStore(folder);
  scanner = await startTestScanner();
});
after(async () => {
  await scanner.stop();
  rmSync(folder, { recursive: true });
});

const MOST = 200_000;
const wanted = new Map([
  ['evidence.lease', { endings: ['pdf', 'jpg', 'png', 'zip', 'txt', 'docx'], most: MOST, count: 2 }],
  ['evidence.photo', { endings: [], most: MOST, count: 1 }],
]);

interface Receiving {
  scan?: Scanner | null;
  admit?: boolean;
  into?: FileStore;
}

async function receive(form: FormData, { scan = null, admit = true, into = store }: Receiving = {}): Promise<Received> {
  const sent = new Response(form);
  return receiveForm(
    Readable.fromWeb(sent.body as never),
    { 'content-type': sent.headers.get('content-type')! },
    {
      store: into,
      scanner: scan,
      admit: async (fields) => (admit && fields.get('_token') === 'right' ? wanted : null),
    },
  );
}

const form = (files: [name: string, content: Buffer | string, filename: string][]): FormData => {
  const data = new FormData();
  data.append('_token', 'right');
  for (const [name, content, filename] of files) data.append(name, new Blob([content as never]), filename);
  data.append('purpose', 'Für Zürich');
  return data;
};

async function one(content: Buffer | string, filename: string, scan: Scanner | null = null) {
  const { files } = await receive(form([['evidence.lease', content, filename]]), { scan });
  return files[0]!;
}

describe('a form with files', () => {
  test('gives its fields and each file by what it contains, kept under its hash', async () => {
    const lease = await pdf();
    const { fields, files, refused } = await receive(
      form([
        ['evidence.lease', lease, 'Mietvertrag Zürich.pdf'],
        ['evidence.photo', png(), 'C:\\Bilder\\foto.png'],
      ]),
    );
    assert.equal(fields.get('purpose'), 'Für Zürich');
    assert.equal(refused, false);
    assert.deepEqual(
      files.map(({ name, filename, problem, kept }) => [name, filename, problem, kept?.mediaType, kept?.scan]),
      [
        ['evidence.lease', 'Mietvertrag Zürich.pdf', null, 'application/pdf', 'not-scanned'],
        ['evidence.photo', 'foto.png', null, 'image/png', 'not-scanned'],
      ],
    );
    const { size, stream } = await store.open(files[0]!.kept!.hash);
    assert.equal(size, lease.length);
    assert.equal((await text(stream)).length, lease.toString().length);
  });

  const problems: [what: string, make: () => Promise<Buffer | string> | Buffer | string, filename: string, problem: string | null][] = [
    ['nothing inside', () => '', 'leer.pdf', 'empty'],
    ['more bytes than allowed', () => Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(MOST)]), 'gross.pdf', 'size'],
    ['a program that calls itself a PDF', () => Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(400)]), 'rechnung.pdf', 'type'],
    ['a page of HTML that calls itself a PDF', () => '<html><script>alert(1)</script>', 'seite.pdf', 'type'],
    ['a drawing with script', () => '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'bild.png', 'type'],
    ['a PDF with a password', () => pdf({ password: 'geheim' }), 'geheim.pdf', 'protected'],
    ['a PDF that everybody may read and nobody may change', () => pdf({ locked: true }), 'gesperrt.pdf', null],
    ['a PDF that breaks off', async () => (await pdf()).subarray(0, 120), 'kaputt.pdf', 'damaged'],
    ['a PDF of 1001 pages', () => pdf({ pages: 1001 }), 'dick.pdf', 'inside'],
    ['a picture of 100000 × 100000 pixels', () => png(2, 2, [100_000, 100_000]), 'riesig.png', 'inside'],
    ['a picture that breaks off', () => png(64, 64).subarray(0, 60), 'halb.png', 'damaged'],
    ['an archive that unpacks to far more', () => zip({ 'a.bin': 'x'.repeat(1000) }, { claimed: 2_000_000_000 }), 'bombe.zip', 'inside'],
    ['an archive with a password', () => zip({ 'a.txt': 'x' }, { encrypted: true }), 'zu.zip', 'protected'],
    ['an honest archive', () => zip({ 'a.txt': 'Grüezi' }), 'gut.zip', null],
    ['a text', () => 'Grüezi mitenand\n', 'brief.txt', null],
    ['a text that calls itself a PDF', () => 'Grüezi', 'brief.pdf', 'type'],
    ['a PDF that calls itself a picture', () => pdf(), 'bild.jpg', null],
  ];
  for (const [what, make, filename, problem] of problems) {
    test(`${what}: ${problem ?? 'taken'}`, async () => {
      const file = await one(await make(), filename);
      assert.equal(file.problem, problem);
      assert.equal(file.kept === null, problem !== null);
    });
  }

  test('takes as many files of a control as are wanted, and says so of the others', async () => {
    const each = ['a', 'b', 'c'].map((name): [string, string, string] => ['evidence.lease', `Text ${name}`, `${name}.txt`]);
    assert.deepEqual(
      (await receive(form(each))).files.map(({ problem }) => problem),
      [null, null, 'too-many'],
    );
  });

  test('a control without a chosen file and one nobody asked for give nothing', async () => {
    const data = form([['evidence.other', 'x', 'x.txt']]);
    data.append('evidence.photo', new Blob([]), '');
    assert.deepEqual((await receive(data)).files, []);
  });

  test('refuses all files when what comes before them is not right, and still gives the fields', async () => {
    const { files, refused, fields } = await receive(form([['evidence.lease', 'Text', 'a.txt']]), { admit: false });
    assert.deepEqual([files, refused, fields.get('purpose')], [[], true, 'Für Zürich']);
  });

  test('leaves nothing on its way in, whatever happened', () => {
    assert.deepEqual(readdirSync(join(folder, 'arriving')), []);
  });

  test('a body that breaks off, is no form or has too many parts is a clear error', async () => {
    const invalid = (body: Readable, type: string): Promise<void> =>
      assert.rejects(
        receiveForm(body, { 'content-type': type }, { store, scanner: null, admit: async () => wanted }),
        (error) => error instanceof FilesError && error.code === 'form-invalid',
      );
    await invalid(
      Readable.from(['--x\r\nContent-Disposition: form-data; name="evidence.lease"; filename="a.txt"\r\n\r\nhalf']),
      'multipart/form-data; boundary=x',
    );
    await invalid(Readable.from(['a=b']), 'multipart/form-data');
    const many = `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(2200)}--x--`;
    await invalid(Readable.from([many]), 'multipart/form-data; boundary=x');
    assert.deepEqual(readdirSync(join(folder, 'arriving')), []);
  });

  test('a sender that goes away in the middle of a file leaves nothing behind', async () => {
    const outcome = Promise.withResolvers<unknown>();
    const server = createServer((incoming: IncomingMessage) => {
      receiveForm(incoming, incoming.headers, { store, scanner: null, admit: async () => wanted }).then(outcome.resolve, outcome.resolve);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sender = request({
      port: (server.address() as AddressInfo).port,
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    sender.on('error', () => {});
    sender.write('--x\r\nContent-Disposition: form-data; name="evidence.lease"; filename="a.txt"\r\n\r\nhalf');
    setTimeout(() => sender.destroy(), 50);
    const error = await outcome.promise;
    assert.ok(error instanceof FilesError && error.code === 'form-invalid');
    for (let turn = 0; turn < 50 && readdirSync(join(folder, 'arriving')).length > 0; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(readdirSync(join(folder, 'arriving')), []);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a scanner', () => {
  test('that finds something refuses the file; that finds nothing says clean', async () => {
    const clamd = createClamdScanner(scanner.address);
    const bad = await one(Buffer.concat([Buffer.from('Text\n'), TEST_VIRUS]), 'brief.txt', clamd);
    assert.deepEqual([bad.problem, bad.kept], ['infected', null]);
    assert.equal((await one('Text', 'brief.txt', clamd)).kept?.scan, 'clean');
    assert.equal(scanner.scanned(), 2);
  });

  test('that does not answer stops nobody: the file waits for it and is never called clean', async () => {
    assert.equal((await one('Text', 'brief.txt', createClamdScanner('tcp://127.0.0.1:1'))).kept?.scan, 'pending');
  });

  test('needs an address that can be one', () => {
    for (const address of ['', 'clamd', 'http://x', 'tcp://x']) assert.throws(() => createClamdScanner(address), FilesError);
  });
});

test('a store without room loses that file only: the form is read to its end, and the file is said not to have arrived', async () => {
  const take: FileStore['take'] = () => Promise.reject(new Error('no room'));
  const sent = form([
    ['evidence.lease', Buffer.alloc(MOST - 1000), 'gross.pdf'],
    ['evidence.photo', png(), 'foto.png'],
  ]);
  const { files, fields } = await receive(sent, { into: { ...store, take } });
  assert.deepEqual(
    files.map(({ filename, problem }) => [filename, problem]),
    [
      ['gross.pdf', 'interrupted'],
      ['foto.png', 'interrupted'],
    ],
  );
  assert.equal(fields.get('purpose'), 'Für Zürich');
});
