import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { directorySearchEntries, readDirectory } from './directory.ts';
import { createSearch } from './search/search-index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HEADER = 'id,level,audience,event,kind,office,de,fr,it,en\n';
const folder = 'authorities/_example/directory';

function files(services: string, keywords = '{}'): Record<string, Uint8Array> {
  return {
    [`${folder}/services.csv`]: bytes(HEADER + services),
    [`${folder}/offices.csv`]: bytes(
      'id,de,fr,it,en\nroads,Strassenverkehrsamt,Office de la circulation,Ufficio della circolazione,Road Traffic Office\n',
    ),
    [`${folder}/keywords.yaml`]: bytes(keywords),
  };
}

const LICENCE = 'EX-K-001,canton,resident,mobility,order,roads,Internationaler Führerausweis,,,International driving permit\n';
const INSPECTION = 'EX-K-002,canton,both,mobility,booking,roads,"Fahrzeugprüfung: Termin, neu oder anders",,,\n';

describe('the directory', () => {
  it('reads names in the languages there are, the office and the words of everyday language', () => {
    const directory = readDirectory(files(LICENCE + INSPECTION, 'EX-K-002: [Auto vorführen]'), '_example');
    assert.deepEqual(directory.problems, []);
    assert.equal(directory.all().length, 2);
    assert.deepEqual(directory.byId('EX-K-001')?.names, { de: 'Internationaler Führerausweis', en: 'International driving permit' });
    assert.equal(directory.byId('EX-K-002')?.office.names['fr'], 'Office de la circulation');
    assert.deepEqual(directory.byId('EX-K-002')?.keywords, ['Auto vorführen']);
  });

  it('leaves out faulty rows and says where and why', () => {
    const rows = `${LICENCE}${LICENCE}EX-K-003,moon,resident,mobility,order,roads,Name,,,\nEX-K-004,canton,resident,mobility,order,nobody,Name,,,\n`;
    const directory = readDirectory(files(rows, 'EX-K-009: [x]\nEX-K-001: x'), '_example');
    assert.equal(directory.all().length, 1);
    assert.deepEqual(
      directory.problems.map(({ code, place }) => `${code} ${place}`),
      [
        'directory-keywords EX-K-001',
        'directory-row line 3',
        'directory-row line 4',
        'directory-row line 5',
        'directory-keywords EX-K-009',
      ],
    );
    assert.match(directory.problems[2]!.message, /^expected municipality, .* of level of EX-K-003, got "moon"$/);
  });

  it('is empty where a canton has none', () => {
    assert.deepEqual(readDirectory({}, '_example').all(), []);
  });

  it('is found by other words for the same thing, by compounds, and with the name of a place', () => {
    const search = createSearch(
      directorySearchEntries(readDirectory(files(LICENCE + INSPECTION), '_example')),
      new Set(['Gemeinde Musterau']),
    );
    const first = (query: string): string | undefined => search(query, 'de')[0]?.service;
    assert.equal(first('internationaler führerschein'), 'EX-K-001');
    assert.equal(first('mfk musterau'), 'EX-K-002');
    assert.equal(first('fahrzeugprüfungstermin'), 'EX-K-002');
    assert.equal(first('driving permit'), 'EX-K-001');
    assert.equal(first('strassenverkehrsamt') !== undefined, true);
  });
});
