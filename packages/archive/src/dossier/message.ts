import { element, startTag, type Attributes } from '@einwohnerportal/xml';
import type { CaseFile, Producer } from '../case-file.ts';
import { cut, token } from '../text.ts';
import type { PlacedDossier, PlacedFile } from '../sip/plan.ts';

const NAMESPACES = {
  'xmlns:T1': 'http://www.ech.ch/xmlns/eCH-0147/T1/1',
  'xmlns:T0': 'http://www.ech.ch/xmlns/eCH-0147/T0/1',
  'xmlns:e39': 'http://www.ech.ch/xmlns/eCH-0039/2',
  'xmlns:e58': 'http://www.ech.ch/xmlns/eCH-0058/3',
};
/** Message group of eCH-0147 in the list of eCH-0039, message type 1. */
const MESSAGE_GROUP = 147;

export interface DossierMessage {
  /** UUID of the message. */
  messageId: string;
  producer: Producer;
  /** sedex or other id of who gets it; null: handed over by hand. */
  recipientId: string | null;
  /** Instant, ISO. */
  at: string;
  /** `process`: please go on with it; `information`: for your records. */
  instruction: 'process' | 'information';
  /** For instruction `process`: ISO date. */
  deadline: string | null;
  test: boolean;
  dossiers: readonly PlacedDossier[];
}

/** message.xml of a first message of eCH-0147 T1 (one directive, dossiers with documents and their files below `files/`). */
export function messageXml(message: DossierMessage): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('T1:message', NAMESPACES, [header('header', message), content(message)])}\n`;
}

/** header.xml, the same header by itself. */
export function headerXml(message: DossierMessage): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${header('T1:header', message, NAMESPACES)}\n`;
}

const t0 = (name: string, content: string | readonly (string | null)[]): string => element(`T0:${name}`, {}, content);

function header(
  name: string,
  { producer, messageId, recipientId, at, test, dossiers }: DossierMessage,
  attributes: Attributes = {},
): string {
  const [first] = dossiers;
  return element(name, attributes, [
    t0('senderId', token(producer.authority, 200, 'x')),
    recipientId === null ? null : t0('recipientId', token(recipientId, 200, 'x')),
    t0('messageId', messageId),
    first ? t0('ourBusinessReferenceId', token(first.caseFile.reference, 50, 'x')) : null,
    t0('messageType', String(MESSAGE_GROUP)),
    element('T0:messageGroup', {}, [element('e39:messageGroupId', {}, String(MESSAGE_GROUP)), element('e39:messageTypeId', {}, '1')]),
    element('T0:sendingApplication', {}, [
      element('e58:manufacturer', {}, 'Einwohnerportal'),
      element('e58:product', {}, 'Einwohnerportal'),
      element('e58:productVersion', {}, '1'),
    ]),
    first ? element('T0:subjects', {}, [element('e39:subject', {}, token(first.caseFile.title, 1000, first.caseFile.reference))]) : null,
    t0('messageDate', instant(at)),
    // 1: new delivery (eCH-0058, chapter on actions).
    t0('action', '1'),
    t0('testDeliveryFlag', String(test)),
  ]);
}

function content(message: DossierMessage): string {
  return element('content', {}, [
    element('directive', {}, [
      element('uuid', {}, message.messageId),
      element('instruction', {}, message.instruction),
      element('priority', {}, 'undefined'),
      message.deadline === null ? null : element('deadline', {}, message.deadline),
    ]),
    message.dossiers.length === 0 ? null : element('dossiers', {}, message.dossiers.map(dossier)),
  ]);
}

function titles(title: string): string {
  return element('T0:titles', {}, [element('e39:title', {}, cut(title, 1000))]);
}

function dossier({ caseFile, files }: PlacedDossier): string {
  const { classification, privacy, openness } = caseFile;
  const opened = day(caseFile.opened);
  return t0('dossier', [
    t0('uuid', caseFile.caseId),
    t0('status', caseFile.closed === null ? 'in_process' : 'closed'),
    titles(caseFile.title),
    t0('classification', classification),
    t0('hasPrivacyProtection', String(privacy)),
    t0('openToThePublicType', openness),
    t0('caseReferenceLocalId', token(caseFile.position.number, 100, '0')),
    opened === null ? null : t0('openingDate', opened),
    element('T0:keywords', {}, [element('e39:keyword', {}, token(caseFile.position.title, 200, '-'))]),
    facts(caseFile),
    files.length === 0
      ? null
      : t0(
          'documents',
          caseFile.documents.map((_document, at) => documentOf(caseFile, at, files[at]!)),
        ),
  ]);
}

function facts({ facts: given }: CaseFile): string | null {
  const lines = Object.entries(given).map(([name, value]) => element('e39:comment', {}, token(`${name}: ${value}`, 1000, '-')));
  return lines.length === 0 ? null : element('T0:comments', {}, lines);
}

function documentOf(caseFile: CaseFile, at: number, placed: PlacedFile): string {
  const document = caseFile.documents[at]!;
  const registered = day(document.registered);
  return (
    startTag('T0:document') +
    [
      t0('uuid', document.id),
      titles(document.title),
      t0('status', 'undefined'),
      t0('files', [file(placed)]),
      t0('classification', caseFile.classification),
      t0('openToThePublic', caseFile.openness),
      t0('hasPrivacyProtection', String(caseFile.privacy)),
      registered === null ? '' : t0('openingDate', registered),
      document.author === null ? '' : t0('owner', token(document.author, 200, '-')),
      t0('ourRecordReference', token(caseFile.reference, 200, '-')),
      t0('isLeadingDocument', String(at === 0)),
      t0('sortOrder', String(at)),
      t0('documentKind', token(document.kind, 200, '-')),
    ].join('') +
    '</T0:document>'
  );
}

function file({ name, folder, file: content }: PlacedFile): string {
  return t0('file', [
    t0('pathFileName', `files/${folder}/${name}`),
    t0('mimeType', token(content.mediaType, 200, 'application/octet-stream')),
    t0('internalSortOrder', '0'),
    t0('version', '1'),
    t0('hashCode', content.sha256),
    t0('hashCodeAlgorithm', 'SHA-256'),
  ]);
}

/** Only whole days fit `xs:date`. */
const day = (at: string | null): string | null => (at === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(at)?.[0] ?? null));
const instant = (at: string): string => new Date(at).toISOString().replace(/\.\d+/, '');
