// Case files of any shape, for tests and measurements.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { CLASSIFICATIONS, OPENNESS, type CaseDocument, type CaseFile, type ContentFile } from './case-file.ts';

/** Letters of the registers (latin-ext), what breaks XML, what XML cannot hold, and any other character. */
const letter = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ äöüÀÉçñşŁżčđőűțĦŋœÆßĳ’-.,'.split('')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '&',
      '<',
      '>',
      '"',
      "'",
      ']]>',
      '\u0000',
      '\u0008',
      '\u001F',
      '\u007F',
      '\u0085',
      '\uFFFE',
      '\uD800',
      '\t',
      '\n',
      '\r',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('e\u0301', 's\u0323\u0307', '\u202E', '\u200B', '👩‍👧', '𝔘', '漢') },
);

/** Text up to `most` letters, often much longer than any field allows. */
export const anyText = (most = 60): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(letter, { maxLength: most }).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.constant('Zürcher-Öztürk-Łukaszewicz von und zu Hinterrhein '.repeat(40)) },
  );

const two = (n: number): string => String(n).padStart(2, '0');
/** Nothing, a year, a month or a day. */
export const partialDate: fc.Arbitrary<string | null> = fc
  .tuple(
    fc.integer({ min: 1900, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([year, month, day, known]) => [null, `${year}`, `${year}-${two(month)}`, `${year}-${two(month)}-${two(day)}`][known]!);

/** Content of so many bytes that differs by number, with its hash. */
export function content(
  number: number,
  size: number,
  filename = `Beilage ${number}.pdf`,
  mediaType = 'application/pdf',
): ContentFile & { bytes: Buffer } {
  const bytes = Buffer.alloc(size, `${number} `);
  return { filename, mediaType, size, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

const documentOf: fc.Arbitrary<CaseDocument> = fc.record({
  id: fc.uuid(),
  title: anyText(),
  kind: anyText(10),
  author: fc.option(anyText(20)),
  registered: partialDate,
  language: fc.option(fc.constantFrom('de', 'fr', 'it', 'en', 'de-simple')),
  file: fc
    .tuple(fc.nat(1_000), fc.integer({ min: 1, max: 40 }), anyText(20))
    .map(([number, size, name]) => content(number, size, `${name}.pdf`)),
});

/** Any case file: latin-ext, partial dates, long names, control characters, none or some documents. */
export const anyCaseFile: fc.Arbitrary<CaseFile> = fc.record({
  caseId: fc.uuid(),
  reference: anyText(15),
  title: anyText(),
  position: fc.record({ number: fc.constantFrom('2.3.1', '5.1.4', '0'), title: anyText(30) }),
  classification: fc.constantFrom(...CLASSIFICATIONS),
  privacy: fc.boolean(),
  openness: fc.constantFrom(...OPENNESS),
  years: fc.option(fc.integer({ min: 0, max: 120 })),
  opened: partialDate,
  closed: partialDate,
  office: anyText(30),
  facts: fc.dictionary(fc.constantFrom('service', 'outcome', 'retention'), anyText(20)),
  activities: fc.array(
    fc.record({
      at: fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }).map((s) => new Date(s * 1000).toISOString()),
      what: anyText(20),
      who: fc.option(anyText(20)),
    }),
    { maxLength: 4 },
  ),
  documents: fc.array(documentOf, { maxLength: 5 }),
});

/** A plain case file with so many documents of so many bytes each. */
export function caseFileOf(number: number, documents: number, size = 20): CaseFile {
  return {
    caseId: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    reference: `EP-2027-${String(number).padStart(6, '0')}`,
    title: `Bewilligung ${number}`,
    position: { number: '5.1.4', title: 'Bewilligungen' },
    classification: 'in_house',
    privacy: true,
    openness: 'not_public',
    years: 30,
    opened: '2027-03-01',
    closed: '2027-03-09',
    office: 'Sportamt',
    facts: { service: '_example' },
    activities: [{ at: '2027-03-01T08:00:00Z', what: 'eingereicht', who: null }],
    documents: Array.from({ length: documents }, (_, at) => ({
      id: `00000000-0000-7000-9000-${String(number * 100_000 + at).padStart(12, '0')}`,
      title: `Beilage ${at + 1}`,
      kind: 'evidence',
      author: null,
      registered: '2027-03-01',
      language: null,
      file: content(number * 100_000 + at, size),
    })),
  };
}
