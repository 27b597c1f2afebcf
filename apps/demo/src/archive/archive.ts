import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { listen, type Listening } from '../listen.ts';
import { page } from '../page/page.ts';
import { checkDossier } from './check-dossier.ts';
import { checkPackage } from './check-package.ts';
import { reportOn } from './report.ts';

const LOOK_MS = 2_000;
const ID = /^[0-9a-f-]{36}$/;
/** The number of a transfer as packages carry it in their name. */
const ID_IN_NAME = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.zip$/;

/** Dossiers for a records system lie in the same folder in the demonstration. */
const DOSSIER = 'eCH-0147_';

export interface DemoArchive extends Listening {
  /** Looks at once instead of at the next turn. */
  look(): Promise<void>;
}

/**
 * An archive and a records system for the demonstration: takes packages from a folder and over HTTP, judges each by itself and puts its answer beside it.
 * @param token what callers over HTTP must show; null: the folder alone
 */
export async function startArchive(given: { port: number; folder: string; token: string | null }): Promise<DemoArchive> {
  const { folder, token } = given;
  await mkdir(folder, { recursive: true });
  const looking = { now: Promise.resolve() };
  const look = (): Promise<void> => (looking.now = looking.now.then(() => answerAll(folder)).catch(() => {}));
  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();
  const app = routes(folder, token, look);
  const listening = await listen(getRequestListener(app.fetch), given.port);
  return {
    ...listening,
    look,
    async stop() {
      clearInterval(timer);
      await looking.now;
      await listening.stop();
    },
  };
}

/** Every package without an answer gets one. */
async function answerAll(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.zip') && !each.startsWith('.')).sort()) {
    const answer = join(folder, name.replace(/\.zip$/, '.acknowledgement.xml'));
    const transferId = ID_IN_NAME.exec(name)?.[1];
    if (!transferId || existsSync(answer)) continue;
    const faults = await (name.startsWith(DOSSIER) ? checkDossier : checkPackage)(join(folder, name));
    const number = `${new Date().getFullYear()}/${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
    await writeFile(
      `${answer}.part`,
      reportOn({ transferId, number, faults, mark: name.startsWith(DOSSIER) ? 'Aktenzeichen' : 'Signatur PA' }),
    );
    await rename(`${answer}.part`, answer);
  }
}

function routes(folder: string, token: string | null, look: () => Promise<void>): Hono {
  const app = new Hono();
  const at = (id: string): string => join(folder, `${id}.zip`);
  app.get('/health', (c) => c.json({ up: true }));
  app.get('/', async (c) => c.html(await overview(folder)));
  app.use('/packages/*', async (c, next) =>
    token !== null && c.req.header('authorization') === `Bearer ${token}` ? next() : c.text('expected the token', 401),
  );
  app.put('/packages/:id', async (c) => {
    const id = c.req.param('id');
    if (!ID.test(id) || !c.req.raw.body) return c.text('expected a package under the id of its transfer', 400);
    const part = join(folder, `.${id}.part`);
    await pipeline(Readable.fromWeb(c.req.raw.body as never), createWriteStream(part));
    if (existsSync(at(id))) return (await sum(part)) === (await sum(at(id))) ? c.text(id, 200) : c.text('another package', 409);
    await rename(part, at(id));
    void look();
    return c.text(id, 201);
  });
  app.get('/packages/:id/acknowledgement', async (c) => {
    const path = at(c.req.param('id')).replace(/\.zip$/, '.acknowledgement.xml');
    if (!ID.test(c.req.param('id')) || !existsSync(path)) return c.body(null, 404);
    return c.body(await readFile(path, 'utf8'), 200, { 'content-type': 'application/xml' });
  });
  return app;
}

async function overview(folder: string) {
  const names = await readdir(folder);
  const packages = names.filter((name) => name.endsWith('.zip') && !name.startsWith('.')).sort();
  const verdicts = await Promise.all(
    packages.map(async (name) => {
      const answer = await readFile(join(folder, name.replace(/\.zip$/, '.acknowledgement.xml')), 'utf8').catch(() => '');
      return { name, verdict: answer === '' ? 'wird geprüft' : answer.includes('positiveReport') ? 'übernommen' : 'zurückgewiesen' };
    }),
  );
  return page({
    title: 'Demo-Archiv',
    body: html`<h1>Ablieferungen</h1>
      <p>Jedes Paket wird geprüft, für das Archiv nach eCH-0160, für das Aktensystem nach eCH-0147: Schema, Verzeichnis, Prüfsummen, Verweise.</p>
      ${
        verdicts.length === 0
          ? html`<p>Noch keine.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Paket</th>
                  <th scope="col">Antwort</th>
                </tr>
              </thead>
              <tbody>
                ${verdicts.map(
                  ({ name, verdict }) =>
                    html`<tr>
                      <td>${name}</td>
                      <td>${verdict}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  });
}

async function sum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
