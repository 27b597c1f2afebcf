import type { CaptureView, SessionView, Signature } from '@einwohnerportal/cases';
import type { ReceivedFile, Wanted } from '@einwohnerportal/files';
import { USUAL_FILE } from '@einwohnerportal/forms';
import { actions, fileInput, form, goLink, html, secondButton, type Html } from '@einwohnerportal/ui';
import { formatShortInstant, inSession, link, param, TOKEN_FIELD } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** Name of the control for the scan of the signed sheet. */
export const SCAN = 'scan';
const LARGEST = 20_000_000;

/** Takes a file only for an own capture that is sent: nothing else is read, checked or kept. */
export async function wantedScan(visit: Visit): Promise<ReadonlyMap<string, Wanted>> {
  const found = await inSession(visit, (scope) => visit.site.domain.readCapture(scope, param(visit, 'capture'), visit.lang));
  return new Map(found?.value?.state === 'sent' ? [[SCAN, { endings: USUAL_FILE.endings, most: LARGEST, count: 1 }]] : []);
}

/** Puts the scan into the case; gives what is wrong with it in words, or null when it is there. */
export async function keepScan(visit: Visit, capture: CaptureView, received: readonly ReceivedFile[]): Promise<string | null> {
  const { t, site } = visit;
  const [file] = received;
  if (!file) return t('interface.files.none');
  const { filename, size, kept, problem } = file;
  if (problem)
    return t(`interface.files.${problem}`, {
      file: filename,
      size: USUAL_FILE.maxSize,
      formats: USUAL_FILE.endings.map((each) => each.toUpperCase()).join(', '),
      count: 1,
    });
  if (!kept) return t('interface.files.none');
  const scan = { filename, size, mediaType: kept.mediaType, hash: kept.hash, scan: kept.scan };
  const done = await inSession(visit, (scope) => site.domain.keepSignedPaper(scope, capture.id, scan));
  return done?.value ? null : t('interface.counter.signed.closed');
}

/** «Signature still missing», «there since …», in one sentence. */
export function signatureWords(visit: Visit, { state, at }: Signature): string {
  return visit.t(`interface.counter.signed.state.${state}`, { at: at ? formatShortInstant(at, visit) : '' });
}

/** How it stands with the signed sheet, and the form that sends its scan. */
export function signedPaper(visit: Visit, props: { session: SessionView; capture: CaptureView; scanFault: string | null }): Html {
  const { t } = visit;
  const { session, capture, scanFault } = props;
  const { signature } = capture;
  // Who is not in the office in charge sends it, but opens no file of the case.
  const file = signature.state === 'there' && capture.reference !== null ? signature.file : null;
  return html`<h2 id="signed">${t('interface.counter.signed.title')}</h2><p>${signatureWords(visit, signature)}</p>
${file ? html`<p>${goLink({ href: link(visit, `/files/${file}`), text: t('interface.counter.signed.open') })}</p>` : ''}
${
  visit.site.files
    ? form({
        label: t('interface.counter.signed.title'),
        action: link(visit, `/counter/${capture.id}`),
        upload: true,
        fields: { [TOKEN_FIELD]: session.csrf, then: 'sign' },
        children: html`${fileInput({
          id: SCAN,
          name: SCAN,
          label: t(`interface.counter.signed.${signature.file ? 'another' : 'label'}`),
          hint: t('interface.counter.signed.hint'),
          accept: USUAL_FILE.endings.map((each) => `.${each}`).join(','),
          multiple: false,
          error: scanFault,
        })}${actions(secondButton({ text: t('interface.counter.signed.button') }))}`,
      })
    : ''
}`;
}
