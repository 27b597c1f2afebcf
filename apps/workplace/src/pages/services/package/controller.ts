import { Readable } from 'node:stream';
import { streamOf, writeZip } from '@einwohnerportal/archive';
import { param } from '@einwohnerportal/web';
import { asAuthor } from '../../../authors.ts';
import type { Show } from '../../../visit.ts';

/** The files of a package as a ZIP with its folder, letter by letter as they hold, or as the draft has them with `?of=draft`. */
export const show: Show = async (visit) => {
  const service = param(visit, 'service');
  const { domain } = visit.site;
  const draft = visit.http.req.query('of') === 'draft';
  const found = await asAuthor(visit, async (scope) => {
    const own = draft ? await domain.readServiceDraft(scope, service) : await domain.readOwnService(scope, service);
    return own?.files ?? null;
  });
  if (found instanceof Response) return found;
  const files = found.value;
  const entries = Object.keys(files)
    .sort()
    .map((path) => ({ path: `${service}/${path}`, open: () => streamOf(files[path]!) }));
  // The same files give the same ZIP.
  const stream = writeZip(entries, { mtime: new Date('2000-01-01T00:00:00Z') });
  return visit.http.body(Readable.toWeb(stream) as ReadableStream, 200, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${service}.zip"`,
  });
};
