import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogueRoot } from '../../check/check-package.ts';
import { buildCatalogue } from '../catalogue.ts';
import { readCatalogueFolder } from '../read-folder.ts';
import { createSearch } from './search-index.ts';

const others = [
  {
    service: 'dog-registration',
    title: 'Hund anmelden',
    summary: 'Melden Sie Ihren Hund bei der Gemeinde an.',
    keywords: ['Hundesteuer', 'Hundekontrolle', 'Hundemarke'],
  },
  {
    service: 'parking-permit',
    title: 'Parkkarte bestellen',
    summary: 'Mit der Karte parkieren Sie in Ihrem Quartier.',
    keywords: ['Parkbewilligung', 'Anwohnerparkkarte', 'Dauerparkieren', 'blaue Zone'],
  },
  {
    service: 'debt-extract',
    title: 'Betreibungsauszug',
    summary: 'Ein amtliches Dokument für die Wohnungssuche.',
    keywords: ['Auszug aus dem Betreibungsregister', 'Betreibungsregisterauszug'],
  },
  {
    service: 'civil-certificate',
    title: 'Heimatschein',
    summary: 'Ein amtliches Dokument über Ihr Bürgerrecht.',
    keywords: ['Zivilstandsurkunde', 'Geburtsurkunde'],
  },
  {
    service: 'move-in',
    title: 'Zuzug melden',
    summary: 'Melden Sie sich an, wenn Sie in die Gemeinde ziehen.',
    keywords: ['Anmeldung', 'Umzug', 'Wohnsitzwechsel', 'Adressänderung'],
  },
].map((entry) => ({ ...entry, lang: 'de' }));

const files = await readCatalogueFolder([catalogueRoot]);
const real = ['de', 'fr', 'it', 'en', 'de-simple'].map((lang) => {
  const t = buildCatalogue(files, { canton: '_example' }).service('residence-certificate').texts(lang);
  const keywords: string[] = [];
  for (let at = 0; t.has(`service.keywords.${at}`); at++) keywords.push(t(`service.keywords.${at}`));
  return { service: 'residence-certificate', lang, title: t('service.title'), summary: t('service.summary'), keywords };
});
const search = createSearch([...others, ...real]);

describe('the search', () => {
  const everyday = [
    'Bestätigung dass ich hier wohne',
    'bestaetigung das ich hier wohne',
    'attestation de domicile',
    'atestation domicile',
    'certificato di domicilio',
    'proof of residence',
    'residence certificate',
    'wohnsitzbestaetigung',
    'Wonsitzbestätigng',
    'wohnsitz bestätigung',
    'WOHNSITZBESCHEINIGUNG',
    'Niederlassungsbestätigung',
    'wohnsitz',
    'wohnsitzb',
    'wohnsitznachweis für die wohnungssuche',
    'ich brauche eine wohnsitzbestätigung',
  ];
  for (const query of everyday) {
    it(`finds the residence certificate first for «${query}»`, () => {
      assert.equal(search(query, 'de')[0]?.service, 'residence-certificate');
    });
  }

  const neighbours = {
    hund: 'dog-registration',
    hundesteur: 'dog-registration',
    parkieren: 'parking-permit',
    betreibungsauszug: 'debt-extract',
    'register auszug': 'debt-extract',
    umzug: 'move-in',
    anwohner: 'parking-permit',
  };
  for (const [query, service] of Object.entries(neighbours)) {
    it(`finds ${service} first for «${query}»`, () => {
      assert.equal(search(query, 'de')[0]?.service, service);
    });
  }

  it('finds nothing for what is not there, for nothing and for noise', () => {
    for (const query of ['', '   ', '???', 'ich', 'Mondlandung', '\u0000'.repeat(50), 'x'.repeat(5000)])
      assert.deepEqual(search(query, 'de'), [], query.slice(0, 20));
  });

  it('lists each service once, best first', () => {
    const hits = search('amtliches dokument', 'de');
    assert.equal(new Set(hits.map((hit) => hit.service)).size, hits.length);
    assert.deepEqual(
      [...hits].sort((one, other) => other.score - one.score),
      hits,
    );
  });
});
