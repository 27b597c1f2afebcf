import { inSession, param, sendFile, sendKept, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import type { Show } from '../../visit.ts';

/** A document of a case of the person's offices as a file to keep. */
export const show: Show = async (visit) => {
  const found = await inSession(visit, (scope) => visit.site.domain.readDocument(scope, param(visit, 'document')));
  if (!found) return toSignIn(visit);
  return found.value ? sendKept(visit.http, visit.site.files?.store, found.value) : problems.notFound(visit);
};

/** A file that the resident sent, or a document by the same kind of address. */
export const showFile: Show = async (visit) => {
  const { domain, files } = visit.site;
  const id = param(visit, 'file');
  const found = await inSession(visit, async (scope) => {
    const file = files ? await domain.readSentFile(scope, id) : null;
    return { file, document: file ? null : await domain.readDocument(scope, id) };
  });
  if (!found) return toSignIn(visit);
  const { file, document } = found.value;
  if (file && files) return sendFile(visit.http, file, await files.store.open(file.hash));
  return document ? sendKept(visit.http, files?.store, document) : problems.notFound(visit);
};
