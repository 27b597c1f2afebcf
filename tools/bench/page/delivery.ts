import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '../../../tests/support/system.ts';
import { payNow, type Domain } from './cases.ts';
import { median, quantile } from './rates.ts';

export interface Delivery {
  cases: number;
  /** Milliseconds from sending the answers until the case page shows the document. */
  median: number;
  p90: number;
}

const PATIENCE_MS = 15_000;

/**
 * From «send» to the certificate as a person meets it: the check page is posted, the fee is paid at once on the provider's page,
 * the browser comes back, and the case page shows the issued document. One case after the other, each of a new person.
 */
export async function measureDelivery(system: System, domain: Domain, cases: number): Promise<Delivery> {
  const times: number[] = [];
  for (let count = 0; count < cases; count++) {
    const person = await domain.newPerson('connected');
    const draftId = await domain.fullDraft(person, 'connected');
    const headers = { cookie: `session=${person.secret}` };
    const started = performance.now();
    const sent = await fetch(`${system.url.portal}/de/drafts/${draftId}/check`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ _token: person.csrf }),
    });
    const reference = /\/cases\/([^/]+)\//.exec(sent.headers.get('location') ?? '')?.[1];
    if (!reference) throw new Error(`expected the confirmation of a case after sending, got ${sent.status}`);
    const back = await payNow(system, reference);
    if (back) await (await fetch(back, { headers })).text();
    while (!(await pageOf(system, reference, headers)).includes('/documents/')) {
      if (performance.now() - started > PATIENCE_MS) throw new Error(`expected a document within ${PATIENCE_MS} ms, got none`);
      await pause(10);
    }
    times.push(performance.now() - started);
  }
  return { cases, median: median(times), p90: quantile(times, 0.9) };
}

async function pageOf(system: System, reference: string, headers: Record<string, string>): Promise<string> {
  return (await fetch(`${system.url.portal}/de/cases/${reference}`, { headers })).text();
}
