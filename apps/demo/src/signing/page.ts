import { html } from 'hono/html';
import { page, type Html } from '../page/page.ts';
import { signingFaults, type Fault, type SigningFault } from './faults.ts';

const meaning: Record<SigningFault, string> = {
  none: 'keine Störung',
  down: 'nicht erreichbar',
  slow: 'langsam (3 Sekunden)',
  garbage: 'antwortet Unsinn',
  refused: 'lässt den Schlüssel nicht benutzen',
  'other-key': 'unterschreibt mit einem anderen Schlüssel',
  revoked: 'das Zertifikat des Siegels ist widerrufen',
};

/** Start page: the fault switch and how much was signed. */
export function signingPage(fault: Fault, served: { keys: number; timestamps: number }): Html {
  return page({
    title: 'Demo-Signaturdienst',
    body: html`<h1>Demo-Signaturdienst</h1>
      <p>Siegelt Dokumente und stempelt die Zeit, mit Zertifikaten ohne rechtlichen Wert (<a href="/root.pem">Wurzelzertifikat</a>). Hier lässt er sich stören.</p>
      <p role="status"><strong>Zustand:</strong> ${meaning[fault.kind]}</p>
      <form method="post" action="/faults">
        <p>
          <label for="kind">Störung</label>
          <select id="kind" name="kind">
            ${signingFaults.map((kind) => html`<option value="${kind}" ${kind === fault.kind ? 'selected' : ''}>${meaning[kind]}</option>`)}
          </select>
          <button>Einstellen</button>
        </p>
      </form>
      <p>Anrufe seit dem Start: Schlüssel ${served.keys}, Zeitstempel ${served.timestamps}.</p>`,
  });
}
