import { html } from 'hono/html';
import { page, type Html } from '../page/page.ts';
import { faultKinds, type Fault, type FaultKind } from './faults.ts';

const meaning: Record<FaultKind, string> = {
  none: 'keine Störung',
  down: 'nicht erreichbar',
  closed: 'lässt niemanden ein',
  slow: 'langsam (3 Sekunden)',
  garbage: 'antwortet Unsinn',
  duplicate: 'bricht nach getaner Arbeit ab, der Anruf kommt doppelt',
  late: 'antwortet zu spät',
};

/** For what a fault counts, in words. */
function only({ capability, municipality }: Fault): string {
  const places = [capability, municipality && `Gemeinde ${municipality}`].filter(Boolean);
  return places.length > 0 ? ` (nur ${places.join(', ')})` : '';
}

/** One handled call, without any personal data. */
export interface LogEntry {
  at: string;
  capability: string;
  reference: string | null;
  municipality: string | null;
  repeated: boolean;
  result: string;
}

/** Start page: the fault switch and the last calls. */
export function registerPage(content: { faults: Fault[]; capabilities: readonly string[]; log: LogEntry[] }): Html {
  const current = content.faults[0];
  return page({
    title: 'Demo-Einwohnerregister',
    body: html`<h1>Demo-Einwohnerregister</h1>
      <p>Eine Fachanwendung zum Vorführen: eigener Prozess, eigene Schnittstelle. Hier lässt sie sich stören.</p>
      <p role="status">
        <strong>Zustand:</strong>
        ${content.faults.length === 0 ? meaning.none : content.faults.map((fault) => `${meaning[fault.kind]}${only(fault)}`).join(', ')}
      </p>
      <form method="post" action="/faults">
        <fieldset>
          <legend>Störung wählen</legend>
          ${faultKinds.map((kind) => html`<div class="choice"><input type="radio" name="kind" id="kind-${kind}" value="${kind}" ${(current?.kind ?? 'none') === kind ? 'checked' : ''} /><label for="kind-${kind}">${meaning[kind]}</label></div>`)}
        </fieldset>
        <p>
          <label for="capability">Nur für diese Fähigkeit</label><br /><select id="capability" name="capability">
            <option value="">alle</option>
            ${content.capabilities.map((name) => html`<option ${current?.capability === name ? 'selected' : ''}>${name}</option>`)}
          </select>
        </p>
        <button type="submit">Übernehmen</button>
      </form>
      <h2>Letzte Anfragen</h2>
      ${
        content.log.length === 0
          ? html`<p>Noch keine.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Zeit</th>
                  <th scope="col">Fähigkeit</th>
                  <th scope="col">Geschäft</th>
                  <th scope="col">Ergebnis</th>
                </tr>
              </thead>
              <tbody>
                ${content.log.map(
                  (entry) =>
                    html`<tr>
                      <td>${entry.at.slice(11, 19)}</td>
                      <td>${entry.capability}</td>
                      <td>${entry.reference ?? ''}</td>
                      <td>${entry.result}${entry.repeated ? ' (Wiederholung)' : ''}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  });
}
