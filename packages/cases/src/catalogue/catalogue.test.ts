import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogueRoot } from '../check/check-package.ts';
import { buildCatalogue } from './catalogue.ts';
import { offerSettings } from './offer.ts';
import { readCatalogueFolder } from './read-folder.ts';
import type { CatalogueFiles } from './types.ts';

const files = await readCatalogueFolder([catalogueRoot]);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const day = '2027-03-01';

function changed(path: string, change: (text: string) => string): CatalogueFiles {
  return { ...files, [path]: encoder.encode(change(decoder.decode(files[path]))) };
}

describe('the catalogue', () => {
  it('gives a service with everything a case needs, without faults', () => {
    const catalogue = buildCatalogue(files, { canton: '_example' });
    const version = catalogue.service('residence-certificate');
    assert.deepEqual(catalogue.problems, []);
    assert.deepEqual(Object.keys(version.shared), ['ask-back', 'collect-fee', 'hand-over', 'issue-document', 'ruling']);
    assert.deepEqual(Object.keys(version.decisions).sort(), ['eligibility', 'fee']);
    assert.ok(version.forms['ruling-draft'] && version.form.writes().includes('purpose'));
    assert.ok(version.templates['/_shared/letterhead.typ'] && version.templates['/documents/certificate.typ']);
    assert.match(version.processXml, /<bpmn:process id="residence-certificate"/);
  });

  it('keeps an earlier content, shared processes included, and finds it by hash', () => {
    const old = buildCatalogue(files, { canton: '_example' }).service('residence-certificate');
    const newer = changed('services/_shared/collect-fee/process.bpmn', (xml) => xml.replace('Collect payment', 'Collect the payment'));
    const asked: string[] = [];
    const catalogue = buildCatalogue(newer, {
      canton: '_example',
      stored: ({ hash }) => (asked.push(hash), hash === old.hash ? old.files : null),
    });
    const now = catalogue.service('residence-certificate');
    assert.notEqual(now.hash, old.hash);
    assert.equal(now.contentHash, old.contentHash);
    const again = catalogue.service('residence-certificate', old.hash);
    assert.match(again.shared['collect-fee']?.xml ?? '', /"Collect payment"/);
    assert.equal(catalogue.service('residence-certificate', old.hash), again);
    assert.deepEqual(asked, [old.hash]);
    assert.equal(catalogue.service('residence-certificate', now.hash), now);
  });

  it('does not take other content for the one asked for', () => {
    const version = buildCatalogue(files, { canton: '_example' }).service('residence-certificate');
    const catalogue = buildCatalogue(files, { canton: '_example', packages: { 'sha256-0': version.files } });
    assert.throws(() => catalogue.service('residence-certificate', 'sha256-0'), { code: 'service-unknown' });
    assert.throws(() => catalogue.service('nothing'), { code: 'service-unknown' });
    assert.throws(() => catalogue.service('_shared'), { code: 'service-unknown' });
  });

  it('has the same hash whatever the tests and the release record say', () => {
    const hash = buildCatalogue(files, { canton: '_example' }).service('residence-certificate').hash;
    const release = {
      ...files,
      'services/residence-certificate/release.yaml': encoder.encode('other'),
      'services/residence-certificate/tests/new.yaml': encoder.encode('x'),
    };
    assert.equal(buildCatalogue(release, { canton: '_example' }).service('residence-certificate').hash, hash);
  });

  it('reports a faulty manifest and says why the service cannot be had', () => {
    const catalogue = buildCatalogue(
      changed('services/residence-certificate/service.yaml', (text) => text.replace('kind: order', 'kind: gift')),
      { canton: '_example' },
    );
    assert.throws(() => catalogue.service('residence-certificate'), { code: 'service-invalid' });
    assert.equal(catalogue.problems[0]?.file, 'services/residence-certificate/service.yaml');
  });

  it('answers what people can do: their own form, else one made of the outputs, none when it is impossible', () => {
    const catalogue = buildCatalogue(files, { canton: '_example' });
    assert.ok(catalogue.capability('residents-register.confirm-residence').form?.writes().includes('outcome'));
    assert.equal(catalogue.capability('documents.render').form, null);
    assert.equal(catalogue.hasCapability('documents.dream'), false);
    assert.throws(() => catalogue.capability('documents.dream'), { code: 'capability-unknown' });
    const path = 'capabilities/residents-register.confirm-residence';
    const bare = buildCatalogue(
      changed(`${path}/capability.yaml`, (text) => text.replace(/people: \{.*\}/, 'people: { due: 2 working days }')),
      { canton: '_example' },
    );
    const without = Object.fromEntries(Object.entries(files).filter(([name]) => name !== `${path}/form.json`));
    assert.ok(bare.capability('residents-register.confirm-residence').form);
    assert.ok(
      buildCatalogue(without, { canton: '_example' }).capability('residents-register.confirm-residence').form?.writes().includes('reason'),
    );
  });
});

describe('the authorities', () => {
  const { authorities } = buildCatalogue(files, { canton: '_example' });

  it('are found by number, by office and by the claims of staff', () => {
    assert.equal(authorities.byBfs(9901, day)?.id, 'beispielwil');
    assert.equal(authorities.byBfs(1, day), null);
    assert.equal(authorities.office('residents-office', 9902, day)?.office.principal, 'office:musterau/residents-office');
    assert.equal(authorities.byOffice('office:musterau/residents-office')?.authority.bfs, 9902);
    assert.equal(authorities.byOffice('office:musterau/dragon-office'), null);
    assert.deepEqual(authorities.memberships(['musterau-office']), [
      { authority: 'musterau', office: 'office:musterau/residents-office', roles: ['member'] },
    ]);
    assert.deepEqual(authorities.memberships([]), []);
  });

  it('take the entry in force on the day', () => {
    assert.equal(authorities.tariff('beispielwil', '2027-06-30').residenceCertificate?.amount, '20.00');
    assert.equal(authorities.tariff('beispielwil', '2027-07-01').residenceCertificate?.amount, '25.00');
    assert.equal(authorities.offer('beispielwil', 'residence-certificate', '1999-01-01'), null);
  });

  it('serve a capability by their own binding, their canton’s, or people', () => {
    assert.equal(authorities.binding('beispielwil', 'residents-register.confirm-residence', day)?.connector, 'demo-register');
    assert.equal(authorities.binding('musterau', 'residents-register.confirm-residence', day)?.to, 'people');
    assert.equal(authorities.binding('musterau', 'documents.render', day)?.to, 'connector');
    assert.equal(authorities.binding('musterau', 'documents.dream', day), null);
  });

  it('rest on weekends and on closed holidays of their area', () => {
    assert.deepEqual(
      ['2027-03-26', '2027-03-27', '2027-03-30'].map((each) => authorities.dayOff('musterau', each)),
      [true, true, false],
    );
  });

  it('hand over to their successor on the day of a merger', () => {
    const merged = buildCatalogue(
      changed('authorities/_example/beispielwil.yaml', (text) =>
        text.replace(/^history: \[\].*$/m, 'history: [{ from: 2030-01-01, into: musterau }]'),
      ),
      { canton: '_example' },
    ).authorities;
    assert.equal(merged.byBfs(9901, '2029-12-31')?.id, 'beispielwil');
    assert.equal(merged.byBfs(9901, '2030-01-01')?.id, 'musterau');
    assert.equal(merged.office('residents-office', 9901, '2030-01-01')?.authority.id, 'musterau');
  });

  it('may send a function to the office of another authority by the table of areas', () => {
    const areas = {
      ...files,
      'authorities/_example/areas.csv': encoder.encode(
        'function,office,municipality,from,to\nresidents-office,musterau,9901,2028-01-01,2028-12-31\n',
      ),
    };
    const found = buildCatalogue(areas, { canton: '_example' }).authorities;
    assert.deepEqual(
      ['2027-12-31', '2028-06-01', '2029-01-01'].map((each) => found.office('residents-office', 9901, each)?.authority.id),
      ['beispielwil', 'musterau', 'beispielwil'],
    );
  });

  it('choose settings of the package only, and its default where they choose nothing', () => {
    const { manifest } = buildCatalogue(files, { canton: '_example' }).service('residence-certificate');
    const chosen = offerSettings(manifest, { service: 'x', from: day, state: 'live', settings: { delivery: ['inbox', 'pigeon'] } });
    assert.deepEqual(chosen.delivery, ['inbox']);
    assert.deepEqual(chosen.documentLanguages, manifest.settings.documentLanguages?.default);
  });
});
