import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenOf, element, readXml, streamXml, textAt, validateXml, XmlError, type XmlErrorCode } from './index.ts';

const refuses = (input: Uint8Array | string, code: XmlErrorCode): void => {
  assert.throws(
    () => readXml(input),
    (error: unknown) => error instanceof XmlError && error.code === code,
    `expected ${code} for ${String(input).slice(0, 60)}`,
  );
};

const bomb = `<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]><b>&c;</b>`;
const outside = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>`;

test('a document with namespaces, CDATA, references and attributes becomes a tree with lines', () => {
  const root = readXml(
    '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<d:doc xmlns:d="urn:a" xmlns="urn:b">\n<e Ccy="CHF">R&amp;&#252;<![CDATA[<b>]]></e></d:doc>',
  );
  assert.deepEqual([root.name, root.namespace, root.attributes], ['doc', 'urn:a', {}]);
  assert.deepEqual(root.children[0], { name: 'e', namespace: 'urn:b', attributes: { Ccy: 'CHF' }, children: [], text: 'R&ü<b>', line: 3 });
});

test('document types are refused before parsing: bombs, files from outside, twice, in lower case, hidden in comments', () => {
  for (const text of [
    bomb,
    outside,
    `<!doctype x><x/>`,
    `<!DOCTYPE a><!DOCTYPE b><a/>`,
    `<a><!-- <!DOCTYPE x> --></a>`,
    `<a><![CDATA[<!ENTITY x "y">]]></a>`,
  ])
    refuses(text, 'xml-doctype');
});

test('a document type cut in two between pieces is refused all the same', async () => {
  for (let cut = 1; cut < 12; cut++) {
    const bytes = Buffer.from(bomb);
    await assert.rejects(
      streamXml([bytes.subarray(0, cut), bytes.subarray(cut)], ['b'], () => {}),
      { code: 'xml-doctype' },
    );
  }
});

test('other encodings are refused, in which a document type could hide', () => {
  refuses(Buffer.from(`\uFEFF${bomb}`, 'utf16le'), 'xml-encoding');
  refuses(Buffer.from(bomb, 'utf16le'), 'xml-encoding');
  refuses('<?xml version="1.0" encoding="UTF-7"?><a/>', 'xml-encoding');
  refuses(Buffer.from('<a>\xFC</a>', 'latin1'), 'xml-encoding');
});

test('what is too deep, too wide, too long or has too many attributes is refused', () => {
  refuses(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'xml-too-large');
  refuses(`<a>${'x'.repeat(1_000_001)}</a>`, 'xml-too-large');
  refuses(`<a ${Array.from({ length: 65 }, (_, at) => `x${at}="1"`).join(' ')}/>`, 'xml-too-large');
  assert.throws(() => readXml('<a><b/><b/></a>', { elements: 2 }), { code: 'xml-too-large' });
  assert.throws(() => readXml('<a></a>', { bytes: 6 }), { code: 'xml-too-large' });
});

test('what is not well-formed is refused: unknown entities and prefixes, open tags, two roots, doubled attributes, nothing', () => {
  for (const text of [
    '<a>&nbsp;</a>',
    '<p:a/>',
    '<a><b></a>',
    '<a/><b/>',
    '<a x="1" x="2"/>',
    '',
    '  ',
    '<a>\u0001</a>',
    'not xml',
    '<a>&#0;</a>',
  ])
    refuses(text, 'xml-malformed');
});

test('names of prototypes are names like any other', () => {
  const root = readXml('<constructor __proto__="x"><toString/></constructor>');
  assert.equal(root.name, 'constructor');
  assert.deepEqual(Object.keys(root.attributes), ['__proto__']);
  assert.equal(childrenOf(root, 'toString').length, 1);
});

test('a long document is taken element by element, and nothing of it is kept', async () => {
  function* pieces(): Generator<Uint8Array> {
    yield Buffer.from('<all><head>H</head>');
    for (let at = 0; at < 5_000; at++) yield Buffer.from(`<one><no>${at}</no></one>`);
    yield Buffer.from('</all>');
  }
  let sum = 0;
  const root = await streamXml(pieces(), ['all', 'one'], (one) => (sum += Number(textAt(one, 'no'))));
  assert.equal(sum, (4_999 * 5_000) / 2);
  assert.deepEqual(
    root.children.map((child) => child.name),
    ['head'],
  );
});

test('what is written is read again as it was', () => {
  const text = `Ž\u0327 & <b> "x" ]]> \t\n\r 😀`;
  const root = readXml(element('a', { note: text, none: null }, [element('b', {}, text), null]));
  assert.equal(root.attributes['note'], text);
  assert.equal(root.children[0]?.text, text);
  assert.equal(readXml(element('a', {}, 'x\u0000\uD800y')).text, 'x\uFFFD\uFFFDy');
});

test('validation tells lines and faults, follows imports that are given, and refuses document types', async () => {
  const schema = (rest: string, target: string): string =>
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:types" targetNamespace="${target}" elementFormDefault="qualified">${rest}</xs:schema>`;
  const types = schema(
    '<xs:simpleType name="short"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>',
    'urn:types',
  );
  const main = schema('<xs:import namespace="urn:types" schemaLocation="types.xsd"/><xs:element name="a" type="t:short"/>', 'urn:main');
  const judge = (contents: string) =>
    validateXml({
      xml: { name: 'a.xml', contents },
      schema: { name: 'main.xsd', contents: main },
      imports: [{ name: 'types.xsd', contents: types }],
    });
  assert.deepEqual(await judge('<a xmlns="urn:main">abc</a>'), { valid: true });
  const bad = await judge('<a\n xmlns="urn:main">abcd</a>');
  assert.ok(!bad.valid && bad.faults[0]?.line === 2 && /length|maxLength/.test(bad.faults[0].message), JSON.stringify(bad));
  await assert.rejects(judge(bomb), { code: 'xml-doctype' });
});
