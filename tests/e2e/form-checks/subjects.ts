import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, type Stage } from '../../support/browsers.ts';
import { beginDraft, CERTIFICATE, importedSubject, type Subject } from '../../support/form-subjects.ts';
import { constructForms, importedCatalogue, municipalForms, type ImportedCatalogue } from '../../support/imported-forms.ts';
import { loadTestCatalogue } from '../../support/load-catalogue.ts';
import { DOCUMENTS_PAGE, requestDocuments } from '../../support/requested-documents.ts';
import { root } from '../../support/stage.ts';
import { until } from '../robustness/journey.ts';

/** Imported forms by the end of their file's name, each with a line of text to type into. */
const LINES: Record<string, Subject['line']> = {
  'town6-de-abmeldung-wegzug-ausland': { page: 'page_kontaktadresseInland', name: 'kontaktadresseInland.addressLine1' },
  'town6-fr-inscription': { page: 'page_divers', name: 'remarques' },
};

/** Names of the subjects in the order in which they are checked. */
export const SUBJECTS = [CERTIFICATE.service, ...Object.keys(LINES)] as const;

/** One start of the product for all checks, with the imported forms beside the repository's services. */
export interface CheckStage {
  stage: Stage;
  subject(service: string): Subject;
  /** Lays a catalogue over the services in which the certificate requests documents, and waits until the portal has it. */
  requestDocuments(): Promise<void>;
  end(): Promise<void>;
}

export async function openCheckStage(): Promise<CheckStage> {
  const paths = municipalForms.filter((path) => Object.keys(LINES).some((id) => path.endsWith(`/${id}.form`)));
  const catalogue: ImportedCatalogue = await importedCatalogue(
    [...paths, ...constructForms.filter((path) => path.endsWith('/files.form'))],
    'lu',
    'kriens',
  );
  const stage = await openStage(['portal', 'worker', 'identity-provider'], { roots: [catalogue.root] });
  const overlay = mkdtempSync(join(tmpdir(), 'catalogue-'));
  const subjects = [CERTIFICATE, ...catalogue.drafts.map((draft) => importedSubject(draft, LINES[draft.id] ?? { page: '', name: '' }))];
  return {
    stage,
    subject: (service) => subjects.find((each) => each.service === service)!,
    async requestDocuments() {
      requestDocuments(root, overlay);
      const { pool } = stage.system.database;
      await loadTestCatalogue(pool, [root, catalogue.root, overlay], 'lu');
      const { browser, draft } = await beginDraft(stage, CERTIFICATE, 'lea');
      await until(async () => (await browser.get(`/de${draft}/pages/${DOCUMENTS_PAGE}`)).status === 200);
    },
    async end() {
      await stage.end();
      catalogue.remove();
      rmSync(overlay, { recursive: true });
    },
  };
}
