// npm run bench -- upload [MB]: how much memory the portal needs while somebody sends a file, above what it needs idle.
// A figure beyond its limit is printed as such and ends with 0; exit 1 means that something could not be measured.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DOCUMENTS_PAGE, requestDocuments } from '../../tests/support/requested-documents.ts';
import { root } from '../../tests/support/stage.ts';
import { startSystem, type System } from '../../tests/support/system.ts';
import { openDomain } from './page/cases.ts';

const MEGABYTES = Number(process.argv[2] ?? 500);
const LIMIT_MB = 100;
const BOUNDARY = 'x'.repeat(40);

const overlay = mkdtempSync(join(tmpdir(), 'catalogue-'));
let system: System | null = null;
try {
  requestDocuments(root, overlay, '1 GB');
  system = await startSystem(['portal'], { roots: [overlay] });
  const domain = await openDomain(system);
  const person = await domain.newPerson('people');
  const page = `/de/drafts/${await domain.fullDraft(person, 'people')}/pages/${DOCUMENTS_PAGE}`;
  const pid = system.pid('portal');
  // The first requests compile code and open connections: that is no memory of the upload.
  for (let turn = 0; turn < 30; turn++)
    await (await fetch(system.url.portal + page, { headers: { cookie: `session=${person.secret}` } })).text();
  await send(system.url.portal + page, person, 1);
  await pause(2000);
  const idle = megabytes(pid);
  let peak = idle;
  const watch = setInterval(() => (peak = Math.max(peak, megabytes(pid))), 50);
  const begun = performance.now();
  const answer = await send(system.url.portal + page, person, MEGABYTES);
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const { rows } = await system.database.pool.query('select size from cases.files');
  const kept = Number(rows[0]?.size ?? 0);
  if (answer.status !== 303 || kept < MEGABYTES * 1e6)
    throw new Error(`expected the file kept, got status ${answer.status} and ${kept} bytes`);
  const above = peak - idle;
  console.log(`sent ${MEGABYTES} MB in ${seconds.toFixed(1)} s (${(MEGABYTES / seconds).toFixed(0)} MB/s)`);
  console.log(
    `idle ${idle.toFixed(0)} MB, peak ${peak.toFixed(0)} MB: ${above.toFixed(0)} MB above, limit ${LIMIT_MB} MB: ${above <= LIMIT_MB ? 'met' : 'missed'}`,
  );
  console.log(
    JSON.stringify({
      bench: 'upload',
      ok: above <= LIMIT_MB,
      sent_mb: MEGABYTES,
      seconds,
      idle_mb: idle,
      peak_mb: peak,
      above_mb: above,
      limit_mb: LIMIT_MB,
    }),
  );
  await domain.close();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await system?.stop();
  rmSync(overlay, { recursive: true });
}

/** Resident memory of a process. */
function megabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** Sends a PDF of so many megabytes as a browser does, without holding it here either. */
function send(url: string, person: { secret: string; csrf: string }, mb: number): Promise<{ status: number }> {
  const part = (head: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: {
          cookie: `session=${person.secret}`,
          origin: new URL(url).origin,
          'sec-fetch-site': 'same-origin',
          'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        },
      },
      (incoming) => incoming.resume().on('end', () => resolve({ status: incoming.statusCode! })),
    );
    outgoing.on('error', reject);
    outgoing.write(`${part('name="_token"')}${person.csrf}\r\n${part('name="evidence.lease"; filename="gross.pdf"')}%PDF-1.7\n`);
    const chunk = Buffer.alloc(1e6, 'Ein Satz im Dokument. ');
    let left = mb;
    const more = (): void => {
      while (left > 0) {
        left--;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', more);
      }
      outgoing.end(`\n%%EOF\n\r\n${part('name="action"')}send-file:evidence.lease\r\n--${BOUNDARY}--\r\n`);
    };
    more();
  });
}
