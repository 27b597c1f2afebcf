import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actions, assetFile, button, errorSummary, html, page, questionPage, wrap, type Html } from '@einwohnerportal/ui';
import { withValue, type Tree } from '../names.ts';
import type { CompiledForm, FormContext, PageReading } from '../types.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** A server that shows and reads the pages of a form, for tests in a browser. */
export interface FormServer {
  base: string;
  /** Answers so far by dotted name; written by posting a page without faults. */
  answers: Record<string, unknown>;
  close(): void;
}

/** Starts the server on a free port: `/‹page›` shows a page, posting to it reads it and goes to the next. */
export async function serveForm(form: CompiledForm, context: FormContext): Promise<FormServer> {
  const served: FormServer = { base: '', answers: {}, close: () => server.close() };
  const now = (): FormContext => ({
    ...context,
    names: Object.entries(served.answers).reduce((tree: Tree, [name, value]) => withValue(tree, name, value), context.names),
  });
  const server = createServer((request, response) => {
    void answer(request).then(({ status, type, body, location }) =>
      response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY, ...(location ? { location } : {}) }).end(body),
    );
  });

  interface Answer {
    status: number;
    type: string;
    body: string | Buffer;
    location?: string;
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const path = new URL(request.url!, 'http://x').pathname;
    const asset = path.startsWith('/assets/') ? assetFile(path.slice('/assets/'.length)) : null;
    if (asset) return { status: 200, type: asset.type, body: Buffer.from(asset.body) };
    const id = path.slice(1);
    const plans = form.pages(now());
    const position = plans.findIndex((plan) => plan.id === id);
    if (position < 0) return { status: 404, type: 'text/plain', body: 'no page' };
    if (request.method !== 'POST') return { status: 200, type: 'text/html; charset=utf-8', body: await show(id) };
    const body = new URLSearchParams(await textOf(request));
    if (request.headers['x-live']) return { status: 200, type: 'application/json', body: JSON.stringify(form.live(id, body, now())) };
    const reading = form.read(id, body, now());
    if (reading.errors.length > 0 || reading.action !== null)
      return { status: 422, type: 'text/html; charset=utf-8', body: await show(id, reading) };
    Object.assign(served.answers, reading.answers);
    return { status: 303, type: 'text/plain', body: '', location: `/${form.pages(now())[position + 1]?.id ?? id}` };
  }

  async function show(id: string, reading?: PageReading): Promise<string> {
    const at = now();
    const plan = form.pages(at).find((each) => each.id === id)!;
    const fields = await form.render(id, at, reading ?? {});
    const errors = reading?.errors ?? [];
    const main: Html = questionPage({
      errors: errors.length > 0 ? errorSummary({ title: 'Da stimmt etwas nicht', errors }) : null,
      title: plan.titleIsLabel ? null : plan.title,
      form: { action: `/${id}`, live: `/${id}`, upload: plan.files },
      children: fields,
      actions: actions(button({ text: 'Weiter' })),
    });
    return String(
      await page({
        lang: 'de-CH',
        title: `${errors.length > 0 ? 'Fehler: ' : ''}${plan.title}`,
        skip: 'Zum Inhalt',
        header: html`<header><p>Formular</p></header>`,
        main: wrap(main),
      }),
    );
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  served.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return served;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
