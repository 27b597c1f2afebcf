import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXml } from '@einwohnerportal/xml';
import { anyCaseFile, caseFileOf } from './case-files.testing.ts';
import { createDossierExport } from './dossier/write-dossier.ts';
import { createSip } from './sip/write-sip.ts';
import { readZip } from './zip/read-zip.ts';

const producer = { authority: 'beispielwil', name: 'Gemeinde Beispielwil', scheme: 'Registraturplan' };
const none = (): never => assert.fail('content that is not in the case file was asked for');
/** One document with many case files: the validator takes a second a call. */
const many = fc.array(anyCaseFile, { minLength: 40, maxLength: 40 });
const seed = 20271130;

test('any case files give metadata that fit the official schema of eCH-0160 1.2', async () => {
  for (const [at, caseFiles] of fc.sample(many, { numRuns: 3, seed }).entries()) {
    const sip = createSip({ producer, number: `n${at}`, day: '2027-11-30', caseFiles });
    await sip.validate();
  }
});

test('metadata with one thing out of place do not fit, so the check sees something', async () => {
  const sip = createSip({ producer, number: 'n', day: '2027-11-30', caseFiles: [{ ...caseFileOf(1, 1), years: -5 }] });
  await assert.rejects(sip.validate(), { code: 'package-invalid' });
});

test('any case files give a message that fits the official schema of eCH-0147 T1', async () => {
  for (const caseFiles of fc.sample(many, { numRuns: 2, seed })) {
    const at = '2027-11-30T10:00:00.000Z';
    const base = { messageId: '0f6f6d2e-3b0e-7000-8000-000000000001', producer, recipientId: null, at, test: true };
    await createDossierExport({ ...base, caseFiles, instruction: 'process', deadline: '2027-12-30' }).validate();
    await createDossierExport({ ...base, caseFiles: caseFiles.slice(0, 1), instruction: 'information', deadline: null }).validate();
  }
});

for (const documents of [0, 1000]) {
  test(`a package of one case file with ${documents} files holds each of them with its check sum, and nothing else`, async () => {
    const caseFile = caseFileOf(7, documents);
    const sip = createSip({ producer, number: 'n', day: '2027-11-30', caseFiles: [caseFile] });
    await sip.validate();
    const bytes = await buffer(sip.stream(none));
    const zip = await readZip(bytes);
    const metadata = readXml(await buffer(await zip.entries.find(({ path }) => path === 'header/metadata.xml')!.open()));
    const listed = new Map<string, string>();
    const walk = (element: typeof metadata, path: string): void => {
      for (const child of element.children) {
        const name = child.children.find((each) => each.name === 'name')?.text ?? '';
        if (child.name === 'ordner') walk(child, `${path}${name}/`);
        if (child.name === 'datei') listed.set(`${path}${name}`, child.children.find((each) => each.name === 'pruefsumme')!.text);
      }
    };
    walk(
      metadata.children.find(({ name }) => name === 'inhaltsverzeichnis')!,
      '',
    );
    const inside = zip.entries.filter(({ path }) => path !== 'header/metadata.xml');
    assert.deepEqual(inside.map(({ path }) => path).sort(), [...listed.keys()].sort());
    assert.equal(inside.length, documents + 15);
    for (const entry of inside) {
      const hash = createHash('sha256')
        .update(await buffer(await entry.open()))
        .digest('hex');
      assert.equal(hash, listed.get(entry.path), entry.path);
    }
    assert.ok(bytes.equals(await buffer(sip.stream(none))), 'the same case files give the same bytes');
  });
}

test('content that is no longer what it was ends the package with an error', async () => {
  const caseFile = caseFileOf(7, 3);
  caseFile.documents[1]!.file.bytes![0] = 0;
  await assert.rejects(buffer(createSip({ producer, number: 'n', day: '2027-11-30', caseFiles: [caseFile] }).stream(none)), {
    code: 'content-differs',
  });
});

test('content that cannot be opened ends the package with that error', async () => {
  const caseFile = caseFileOf(7, 2);
  delete caseFile.documents[1]!.file.bytes;
  const open = async () => {
    throw Object.assign(new Error('gone'), { code: 'file-missing' });
  };
  await assert.rejects(buffer(createSip({ producer, number: 'n', day: '2027-11-30', caseFiles: [caseFile] }).stream(open)), {
    code: 'file-missing',
  });
});
