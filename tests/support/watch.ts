import type { BrowserContext } from 'playwright-core';

/** Everything in a browser that must not happen, in words. */
export interface Watch {
  complaints: string[];
}

/** Listens to all pages of a browser context: errors of scripts, violations of the security policy, files from elsewhere, failures of the server. */
export function watch(context: BrowserContext, origins: readonly string[]): Watch {
  const complaints: string[] = [];
  // An application that starts later is known from then on.
  const known = { has: (origin: string): boolean => origins.some((url) => new URL(url).origin === origin) };
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`));
  context.on('console', (message) => {
    const { url } = message.location();
    // The browser itself notes every answer above 399; which are expected, the test says by the page it looks at.
    if (
      /^Failed to load resource: the server responded with a status of 4(03|04|22)/.test(message.text()) &&
      known.has(new URL(url).origin)
    )
      return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()} (${url})`);
  });
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:') return;
    if (!known.has(origin)) complaints.push(`request to a third party: ${request.url()}`);
    else if (!request.isNavigationRequest() && origin !== new URL(request.frame().url()).origin)
      complaints.push(`file from another site: ${request.url()} for ${request.frame().url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`answer ${response.status()}: ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    // A download and a page left early end a request without a fault.
    if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? ''))
      complaints.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  return { complaints };
}
