// Readers of what comes from outside × attacks: each pair is refused with a code of its package, and nothing of the attack happens.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { acknowledgedTransfer, readAcknowledgement, readZip, streamOf, writeZip } from '../packages/archive/src/index.ts';
import { checkDossier } from '../apps/demo/src/archive/check-dossier.ts';
import { checkPackage } from '../apps/demo/src/archive/check-package.ts';
import { readYaml } from '../packages/cases/src/catalogue/yaml.ts';
import { readCamt } from '../packages/connectors/src/index.ts';
import { compileDecisions } from '../packages/decisions/src/index.ts';
import { inspectModel } from '../packages/engine/src/index.ts';
import { inspectFile } from '../packages/files/src/inspect.ts';
import { png } from '../packages/files/src/files.testing.ts';
import { readXml, streamXml, validateXml } from '../packages/xml/src/index.ts';

/** Gives the code of the refusal; null: it was taken. */
type Reader = (bytes: Buffer) => unknown;

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
after(() => rmSync(folder, { recursive: true }));
let count = 0;
function onDisk(bytes: Buffer): string {
  const path = join(folder, String((count += 1)));
  writeFileSync(path, bytes);
  return path;
}

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const secret = onDisk(Buffer.from('known only to this machine'));

const XML: Record<string, Buffer> = {
  'a document type': Buffer.from('<!DOCTYPE a><a/>'),
  'a document type after an empty one': Buffer.from('<!DOCTYPE a><!DOCTYPE b [<!ENTITY c "d">]><b>&c;</b>'),
  'a file from outside': Buffer.from(`<!DOCTYPE a [<!ENTITY b SYSTEM "file://${secret}">]><a>&b;</a>`),
  'an address from outside': Buffer.from('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'),
  'a parameter entity': Buffer.from('<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/"> %b;]><a/>'),
  'a billion laughs': Buffer.from(
    `<!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}]><a>&l9;</a>`,
  ),
  'a document type in lower case': Buffer.from('<!doctype a><a/>'),
  'more levels than anybody writes': Buffer.from(
    `<definitions xmlns="${MODEL}">${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</definitions>`,
  ),
  'no end': Buffer.from(`<definitions xmlns="${MODEL}"><a>`),
  'no XML at all': Buffer.from([0, 1, 2, 3, 0xff, 0xfe]),
};
const UTF16 = { 'a document type in UTF-16': Buffer.from(`\uFEFF${XML['a billion laughs']!.toString()}`, 'utf16le') };

const schema = { name: 'a.xsd', contents: '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>' };
const XML_READERS: Record<string, Reader> = {
  'any XML': (bytes) => readXml(bytes),
  'XML in a stream': (bytes) => streamXml([bytes], ['a'], () => {}),
  'the check against a schema': async (bytes) => {
    const result = await validateXml({ xml: { name: 'a.xml', contents: bytes }, schema });
    if (!result.valid) throw Object.assign(new Error('expected what fits'), { code: 'not-valid' });
  },
  'a file of a bank': (bytes) => readCamt(bytes),
  'an answer of an archive': (bytes) => readAcknowledgement(bytes, 'x'),
  'the number in an answer': (bytes) => acknowledgedTransfer(bytes),
  'a process (BPMN)': (bytes) => inspectModel(bytes.toString('utf8')),
  'a decision (DMN)': (bytes) => compileDecisions(bytes.toString('utf8')),
};
const XML_CODES = /^(xml-[a-z-]+|bank-file-invalid|model-unreadable|dmn-read|not-valid|acknowledgement-invalid)$/;

/** A ZIP whose only entry has this name, content and attributes, whatever they say. */
function zipOf(name: string, content: Buffer, { mode = 0o100644, said = content.length, flag = 0 } = {}): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  for (const [at, to] of [
    [local, 4],
    [head, 6],
  ] as const) {
    at.writeUInt16LE(20, to);
    at.writeUInt16LE(flag, to + 2);
    at.writeUInt16LE(8, to + 4);
    at.writeUInt32LE(packed.length, to + 14);
    at.writeUInt32LE(said, to + 18);
    at.writeUInt16LE(Buffer.byteLength(name), to + 22);
  }
  // Made by Unix, so that the mode counts.
  head.writeUInt16LE((3 << 8) | 20, 4);
  head.writeUInt32LE((mode << 16) >>> 0, 38);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(head.length + Buffer.byteLength(name), 12);
  end.writeUInt32LE(local.length + Buffer.byteLength(name) + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, head, Buffer.from(name), end]);
}

const ZIPS: Record<string, Buffer> = {
  'a name that leads out': zipOf('../../etc/passwd', Buffer.from('x')),
  'an absolute name': zipOf('/etc/passwd', Buffer.from('x')),
  'a name with backslashes': zipOf('..\\..\\passwd', Buffer.from('x')),
  'a link': zipOf('link', Buffer.from('/etc/passwd'), { mode: 0o120777 }),
  'a bomb': zipOf('bomb', Buffer.alloc(60_000_000)),
  'a bomb that lies about its size': zipOf('header/metadata.xml', Buffer.alloc(5_000_000), { said: 10 }),
  'a protected entry': zipOf('secret', Buffer.from('x'), { flag: 1 }),
  'a cut ZIP': zipOf('a', Buffer.from('x')).subarray(0, 60),
  'no ZIP at all': Buffer.from('PK\u0003\u0004 but nothing after it'),
};
const readWhole = async (bytes: Buffer): Promise<void> => {
  for (const entry of (await readZip(bytes)).entries) await buffer(await entry.open());
};
/** The demonstration's archive and records system answer with faults instead of an error. */
const faultsOf = async (found: Promise<{ kind: string }[]>): Promise<void> => {
  const [first] = await found;
  if (first) throw Object.assign(new Error('expected a package in order'), { code: first.kind });
};
const inspected = async (bytes: Buffer): Promise<void> => {
  const { problem, type } = await inspectFile(onDisk(bytes));
  if (problem ?? (type === null ? 'type' : null))
    throw Object.assign(new Error('expected a file that is taken'), { code: problem ?? 'type' });
};
const ZIP_READERS: Record<string, Reader> = {
  'any ZIP': readWhole,
  'a package at an archive': (bytes) => faultsOf(checkPackage(onDisk(bytes))),
  'a dossier at a records system': (bytes) => faultsOf(checkDossier(onDisk(bytes))),
};
const ZIP_CODES = /^(zip-[a-z-]+|notValid|referenceWithoutFile|fileWithoutReference)$/;

/** A PDF whose objects lie in a packed stream of so many zeros. */
function packedPdf(unpacked: number): Buffer {
  const stream = deflateSync(Buffer.alloc(unpacked, 0x20));
  const [before, behind] = [
    `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${stream.length}>>\nstream\n`,
    '\nendstream\nendobj\n',
  ];
  return Buffer.concat([Buffer.from(before), stream, Buffer.from(`${behind}trailer\n<</Root 2 0 R/Size 3>>\nstartxref\n0\n%%EOF`)]);
}
const FILES: Record<string, Buffer> = {
  'a picture that claims more than anybody looks at': png(8, 8, [60_000, 60_000]),
  'a picture that was cut off': png(64, 64).subarray(0, 60),
  'a PDF whose objects unpack to 100 MB': packedPdf(100_000_000),
  'a PDF that ends at its beginning': Buffer.from('%PDF-1.7\n'),
  'a ZIP that unpacks to more than 200 times its size': ZIPS['a bomb']!,
  'a protected ZIP': ZIPS['a protected entry']!,
  'a ZIP with a name that leads out': ZIPS['a name that leads out']!,
};

const YAML: Record<string, string> = {
  'aliases that multiply': `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`,
  'an alias of itself': 'a: &a [*a]\n',
  'a tag of its own': 'a: !!js/function "function () {}"\n',
  'more levels than anybody writes': '['.repeat(100_000) + ']'.repeat(100_000),
  'the same key twice': 'a: 1\na: 2\n',
  'more than anybody writes': `a: ${'x'.repeat(5_000_001)}`,
};

async function codeOf(reader: Reader, bytes: Buffer): Promise<string | null> {
  try {
    await reader(bytes);
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    assert.doesNotMatch(message, /known only to this machine/);
    return code ?? `without a code: ${message}`;
  }
}

async function table(readers: Record<string, Reader>, attacks: Record<string, Buffer>, codes: RegExp): Promise<string[]> {
  const faults: string[] = [];
  for (const [reader, read] of Object.entries(readers))
    for (const [attack, bytes] of Object.entries(attacks)) {
      const code = await codeOf(read, bytes);
      if (code === null || !codes.test(code)) faults.push(`${reader} × ${attack}: ${code ?? 'taken'}`);
    }
  return faults;
}

test('every reader of XML refuses document types, entities, depth and what is no XML, with a code', async () => {
  assert.deepEqual(await table(XML_READERS, XML, XML_CODES), []);
  // Processes and decisions are text already when they are read: the others refuse it before anything in it is read.
  const { 'a decision (DMN)': _decision, 'a process (BPMN)': _process, ...ofBytes } = XML_READERS;
  assert.deepEqual(await table(ofBytes, UTF16, XML_CODES), []);
});

test('every reader of ZIPs refuses names that lead out, links, bombs and lies, with a code', async () => {
  assert.deepEqual(await table(ZIP_READERS, ZIPS, ZIP_CODES), []);
});

test('what people send is looked into within limits: pictures, PDFs and ZIPs that hold more than they should are refused', async () => {
  assert.deepEqual(await table({ 'a file that people send': inspected }, FILES, /^(inside|damaged|protected)$/), []);
});

test('files of a catalogue are YAML without aliases and tags, of a size that people write', () => {
  const faults: string[] = [];
  for (const [attack, text] of Object.entries(YAML)) {
    const { value, problems } = readYaml('attack.yaml', Buffer.from(text));
    if (value !== null || !problems.every(({ code }) => code.startsWith('yaml-'))) faults.push(attack);
  }
  assert.deepEqual(faults, []);
  readYaml('attack.yaml', Buffer.from('__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n'));
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('what is in order is taken: the refusals are none of everything', async () => {
  const good = await buffer(writeZip([{ path: 'a.txt', open: () => streamOf('x') }], { mtime: new Date(0) }));
  assert.equal(await codeOf(readWhole, good), null);
  assert.equal(await codeOf(readWhole, zipOf('a.txt', Buffer.from('x'))), null, 'a ZIP as these attacks make it');
  assert.equal(await codeOf(inspected, png(8, 8)), null);
  assert.equal(await codeOf(XML_READERS['any XML']!, Buffer.from('<a/>')), null);
  assert.equal(await codeOf(XML_READERS['the check against a schema']!, Buffer.from('<a/>')), null);
});
