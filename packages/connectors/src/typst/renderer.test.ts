import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { pageTexts } from '../pdf-text.testing.ts';
import { createTypstRenderer, type RenderRequest } from './renderer.ts';

const letterhead = `
#let input = json(bytes(sys.inputs.at("data")))
#let letter(body) = {
  set document(title: input.title, author: "Musterau", date: datetime(year: 2027, month: 3, day: 1))
  set text(lang: input.lang, region: "CH", size: 11pt)
  body
}`;
const template = `#import "/_shared/letterhead.typ": input, letter
#show: letter
= #input.title
#for line in input.lines [#par(line)]
#table(columns: 2, ..input.facts.flatten())`;

const request = (changes: Partial<RenderRequest> = {}): RenderRequest => ({
  template,
  files: { '/_shared/letterhead.typ': letterhead },
  data: {
    title: 'Wohnsitzbestätigung',
    lines: ['Dvořák-Şahin Łucja', 'Ñandú, Őrség, Ångström, Çelik, Þór, œuvre'],
    facts: [['Geboren', '14. Juni 1985']],
  },
  createdAt: '2027-03-01T10:15:00Z',
  lang: 'de',
  ...changes,
});

const renderer = createTypstRenderer();
const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('a document is a PDF/A-2a with a structure tree, title and language', async () => {
  const bytes = renderer.render(request());
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  assert.ok(document.catalog.lookup(PDFName.of('StructTreeRoot')) instanceof PDFDict);
  assert.equal(document.catalog.lookup(PDFName.of('Lang'), PDFString).asString(), 'de-CH');
  assert.equal(document.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).lookup(PDFName.of('Marked'))?.toString(), 'true');
  assert.equal(document.getTitle(), 'Wohnsitzbestätigung');
  assert.match(plain(bytes), /<pdfaid:part>2<\/pdfaid:part>/);
  assert.match(plain(bytes), /<pdfaid:conformance>A<\/pdfaid:conformance>/);
});

test('the same request gives the same bytes, from the same renderer and from another', () => {
  const first = renderer.render(request());
  assert.deepEqual(renderer.render(request()), first);
  assert.deepEqual(createTypstRenderer().render(request()), first);
  assert.notDeepEqual(renderer.render(request({ data: { title: 'Anders', lines: [], facts: [] } })), first);
});

test('letters beyond Latin-1 are in an embedded font and can be read out again', async () => {
  const bytes = renderer.render(request());
  assert.match(plain(bytes), /\/FontFile[23]/);
  const text = (await pageTexts(bytes)).join(' ');
  for (const word of ['Dvořák-Şahin', 'Łucja', 'Őrség', 'Þór', 'œuvre', '14. Juni 1985'])
    assert.ok(text.includes(word), `${word} in ${text}`);
});

test('signs that no font has are spelled out, and what the fonts have stays beside them', async () => {
  const bytes = renderer.render(request({ data: { title: 'Name', lines: ['漢字 Łucja\u0001 \u{10FFFF}', 'Ωμέγα Жанна €'], facts: [] } }));
  assert.match(plain(bytes), /<pdfaid:conformance>A<\/pdfaid:conformance>/);
  const text = (await pageTexts(bytes)).join(' ');
  for (const word of ['[U+6F22][U+5B57] Łucja', '[U+10FFFF]', 'Ωμέγα', 'Жанна', '€']) assert.ok(text.includes(word), `${word} in ${text}`);
});

for (const lang of ['de', 'fr', 'it', 'en']) {
  test(`a document in ${lang} says so in its language mark`, async () => {
    const document = await PDFDocument.load(renderer.render(request({ lang })), { updateMetadata: false });
    assert.equal(document.catalog.lookup(PDFName.of('Lang'), PDFString).asString(), `${lang}-CH`);
  });
}

const beyond: [what: string, source: string][] = [
  ['a package from the network', '#import "@preview/tablex:0.0.8": *'],
  ['a package whose name is put together', '#import ("@pre" + "view/tablex:0.0.8"): *'],
  ['code in a text', '#eval("read(\\"/etc/passwd\\")")'],
  ['a file of the machine', '#read("/etc/passwd")'],
  ['a file above', '#read("../../../../../../../../etc/passwd")'],
  ['this program itself', '#read("/../renderer.ts")'],
  ['a source that is not given', '#include "/other.typ"'],
];
for (const [what, source] of beyond) {
  test(`a template that reaches for ${what} is refused`, () => {
    assert.throws(() => renderer.render(request({ template: source })), { name: 'ConnectorError', code: 'bad-template' });
  });
}

test('a template that does not compile names what is wrong and where', () => {
  assert.throws(() => renderer.render(request({ template: '#unknown-word' })), {
    code: 'bad-template',
    message: /the template: unknown variable/,
  });
});

test('a file of the last document is gone for the next', () => {
  renderer.render(request({ files: { '/_shared/letterhead.typ': letterhead, '/_shared/extra.typ': '#let x = 1' } }));
  assert.throws(() => renderer.render(request({ template: '#import "/_shared/extra.typ": x' })), { code: 'bad-template' });
});
