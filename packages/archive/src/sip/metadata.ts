import { element, escapeText, optionalElement, startTag } from '@einwohnerportal/xml';
import type { Activity, CaseDocument, Classification, Openness, PartialDate, Producer, Protection } from '../case-file.ts';
import { schemaFiles } from '../schemas.ts';
import { cut } from '../text.ts';
import type { PlacedDossier, PlacedFile } from './plan.ts';

const NAMESPACE = 'http://bar.admin.ch/arelda/v4';
const CLASSIFICATION: Record<Classification, string> = {
  unclassified: 'nicht klassifiziert',
  in_house: 'INTERN',
  confidential: 'VERTRAULICH',
  secret: 'GEHEIM',
};
const OPENNESS: Record<Openness, string> = { undefined: 'unbestimmt', public: 'öffentlich', not_public: 'nicht öffentlich' };

export interface SipMetadata {
  producer: Producer;
  /** Number of the transfer as both sides know it (ablieferungsnummer). */
  number: string;
  dossiers: readonly PlacedDossier[];
}

/** header/metadata.xml of a SIP of kind GEVER (eCH-0160 1.2, arelda schema version 4.2), piece by piece in the order of the schema. */
export function* metadataOf({ producer, number, dossiers }: SipMetadata): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield startTag('paket', {
    xmlns: NAMESPACE,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:type': 'paketSIP',
    'xsi:schemaLocation': `${NAMESPACE} xsd/arelda.xsd`,
    schemaVersion: '4.2',
  });
  yield element('paketTyp', {}, 'SIP');
  yield '\n<inhaltsverzeichnis>';
  yield* contents(dossiers);
  yield '</inhaltsverzeichnis>\n';
  yield startTag('ablieferung', { 'xsi:type': 'ablieferungGeverSIP' });
  yield element('ablieferungstyp', {}, 'GEVER');
  yield element('ablieferndeStelle', {}, cut(producer.name, 200));
  yield element('entstehungszeitraum', {}, [period('von', earliest(dossiers)), period('bis', latest(dossiers))]);
  yield element('ablieferungsnummer', {}, cut(number, 100));
  yield element('provenienz', {}, [
    element('aktenbildnerName', {}, cut(producer.name, 200)),
    element('systemName', {}, 'Einwohnerportal'),
    element('registratur', {}, cut(producer.scheme, 200)),
  ]);
  yield '<ordnungssystem>';
  yield element('name', {}, cut(producer.scheme, 200));
  yield* positions(dossiers);
  yield '</ordnungssystem></ablieferung></paket>\n';
}

function* contents(dossiers: readonly PlacedDossier[]): Iterable<string> {
  yield '<ordner><name>header</name><originalName>header</originalName><ordner><name>xsd</name><originalName>xsd</originalName>';
  for (const [at, { name, sha256 }] of schemaFiles('eCH-0160-1.2').entries()) yield fileEntry(`x${at + 1}`, name, name, sha256);
  yield '</ordner></ordner>\n<ordner><name>content</name><originalName>content</originalName>';
  for (const { folder, files, caseFile } of dossiers) {
    yield `<ordner><name>${folder}</name>${element('originalName', {}, caseFile.reference)}`;
    for (const { id, name, originalName, file } of files) yield fileEntry(id, name, originalName, file.sha256);
    yield '</ordner>\n';
  }
  yield '</ordner>';
}

function fileEntry(id: string, name: string, originalName: string, sha256: string): string {
  return element('datei', { id }, [
    element('name', {}, cut(name, 200)),
    element('originalName', {}, originalName.normalize('NFC')),
    element('pruefalgorithmus', {}, 'SHA-256'),
    element('pruefsumme', {}, sha256),
  ]);
}

/** One element per position; case files of one position stand together. */
function* positions(dossiers: readonly PlacedDossier[]): Iterable<string> {
  const byNumber = Map.groupBy(dossiers, ({ caseFile }) => caseFile.position.number);
  let at = 0;
  for (const [number, members] of byNumber) {
    yield startTag('ordnungssystemposition', { id: `o${++at}` });
    yield element('nummer', {}, cut(number, 100));
    yield element('titel', {}, cut(members[0]!.caseFile.position.title, 200));
    for (const member of members) yield* dossier(member);
    yield '</ordnungssystemposition>';
  }
  // A package without case files still has a scheme.
  if (at === 0) yield element('ordnungssystemposition', { id: 'o0' }, [element('nummer', {}, '0'), element('titel', {}, 'keine Angabe')]);
}

function* dossier({ caseFile, folder, files }: PlacedDossier): Iterable<string> {
  yield `\n${startTag('dossier', { id: folder })}`;
  yield element('titel', {}, cut(caseFile.title, 1000));
  yield element('erscheinungsform', {}, 'digital');
  yield element('federfuehrendeOrganisationseinheit', {}, cut(caseFile.office, 200));
  yield element('entstehungszeitraum', {}, [period('von', caseFile.opened), period('bis', caseFile.closed)]);
  yield protection(caseFile);
  yield extra({ ...caseFile.facts, caseId: caseFile.caseId });
  yield element('aktenzeichen', {}, cut(caseFile.reference, 200));
  yield element('eroeffnungsdatum', {}, [date(caseFile.opened)]);
  yield element('abschlussdatum', {}, [date(caseFile.closed)]);
  if (caseFile.activities.length > 0) {
    yield '<vorgang>';
    yield element('titel', {}, cut(caseFile.title, 1000));
    for (const activity of caseFile.activities) yield activityOf(activity);
    yield '</vorgang>';
  }
  if (caseFile.years !== null) yield element('schutzfrist', {}, String(caseFile.years));
  for (const [at, document] of caseFile.documents.entries()) yield documentOf(caseFile, document, files[at]!);
  yield '</dossier>';
}

function activityOf({ at, what, who }: Activity): string {
  return element('aktivitaet', {}, [
    element('vorschreibung', {}, cut(what, 1000)),
    who === null ? null : element('bearbeiter', {}, cut(who, 1000)),
    element('abschlussdatum', {}, at.replace(/\.\d+/, '')),
  ]);
}

function documentOf(protectedBy: Protection, document: CaseDocument, placed: PlacedFile): string {
  return element('dokument', { id: `k${placed.id}` }, [
    element('titel', {}, cut(document.title, 1000)),
    optionalElement('autor', document.author),
    element('erscheinungsform', {}, 'digital'),
    element('dokumenttyp', {}, cut(document.kind, 1000)),
    element('registrierdatum', {}, [date(document.registered)]),
    protection(protectedBy),
    document.language === null ? null : extra({ language: document.language }),
    element('dateiRef', {}, placed.id),
  ]);
}

function protection({ classification, privacy, openness }: Protection): string {
  return [
    element('klassifizierungskategorie', {}, CLASSIFICATION[classification]),
    element('datenschutz', {}, String(privacy)),
    element('oeffentlichkeitsstatus', {}, OPENNESS[openness]),
  ].join('');
}

function extra(facts: Record<string, string>): string {
  return element(
    'zusatzDaten',
    {},
    Object.entries(facts).map(([name, value]) => `${startTag('merkmal', { name })}${escapeText(value)}</merkmal>`),
  );
}

const period = (name: 'von' | 'bis', at: PartialDate): string => element(name, {}, [date(at)]);

/** A day, a year, or nothing known; of a month only the year can be said, as about that time (`historischerZeitpunkt`). */
function date(at: PartialDate): string {
  const month = at !== null && /^\d{4}-\d{2}$/.test(at);
  const known =
    at === null
      ? 'keine Angabe'
      : month
        ? at.slice(0, 4)
        : (/^\d{4}-\d{2}-\d{2}/.exec(at)?.[0] ?? (/^\d{4}$/.test(at) ? at : 'keine Angabe'));
  return `${month ? element('ca', {}, 'true') : ''}${element('datum', {}, known)}`;
}

const earliest = (dossiers: readonly PlacedDossier[]): PartialDate =>
  dossiers
    .map(({ caseFile }) => caseFile.opened)
    .filter(known)
    .sort()[0] ?? null;
const latest = (dossiers: readonly PlacedDossier[]): PartialDate =>
  dossiers
    .map(({ caseFile }) => caseFile.closed)
    .filter(known)
    .sort()
    .at(-1) ?? null;
const known = (at: PartialDate): at is string => at !== null;
