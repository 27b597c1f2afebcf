import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const SERVICE = 'services/residence-certificate';

/** Page of the documents in the form of {@link requestDocuments}. */
export const DOCUMENTS_PAGE = 'page_documents';

/**
 * Writes into `overlay` a root of the catalogue that lies over the one at `root`: the same service with one more page that requests a
 * lease (one PDF, needed, at most `maxSize`) and photos (two at most).
 */
export function requestDocuments(root: string, overlay: string, maxSize = '1 MB'): void {
  mkdirSync(join(overlay, SERVICE, 'texts'), { recursive: true });
  const read = (file: string): string => readFileSync(join(root, SERVICE, file), 'utf8');
  const form = JSON.parse(read('form.json'));
  const picker = (id: string, multiple: boolean, required: boolean): object => ({
    type: 'filepicker',
    id,
    key: `evidence.${id}`,
    multiple,
    validate: { required },
  });
  form.components.unshift({
    type: 'group',
    id: DOCUMENTS_PAGE,
    label: 'form.pages.documents',
    components: [picker('lease', false, true), picker('photos', true, false)],
  });
  const service = parse(read('service.yaml'));
  service.evidence = [
    { id: 'lease', accept: ['pdf'], maxSize },
    { id: 'photos', accept: ['png', 'jpg'], count: 2 },
  ];
  service.sharing.municipality.read.push('evidence.*');
  const texts = parse(read('texts/de.yaml'));
  texts.form.pages.documents = 'Ihre Unterlagen';
  texts.evidence = {
    lease: { title: 'Mietvertrag', why: 'Damit wir die Adresse prüfen können.' },
    photos: { title: 'Fotos', why: 'Zum Vergleich.' },
  };
  writeFileSync(join(overlay, SERVICE, 'form.json'), JSON.stringify(form));
  writeFileSync(join(overlay, SERVICE, 'service.yaml'), stringify(service));
  writeFileSync(join(overlay, SERVICE, 'texts/de.yaml'), stringify(texts));
}
