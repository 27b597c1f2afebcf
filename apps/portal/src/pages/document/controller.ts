import { sendFile, sendKept } from '@einwohnerportal/web';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, type Show } from '../../visit.ts';

/** A document as a file to keep. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readDocument(scope, param(visit, 'document')));
  if (!found) return toSignIn(visit);
  return found.value ? sendKept(visit.http, visit.site.files?.store, found.value) : showNotFound(visit);
};

/** A file that somebody sent, as a file to keep; a name of a document leads there. */
export const showFile: Show = async (visit) => {
  const { domain, files } = visit.site;
  const id = param(visit, 'file');
  const found = await asPerson(visit, async (scope) => {
    const file = files ? await domain.readFile(scope, id) : null;
    return { file, document: file ? null : await domain.readDocument(scope, id) };
  });
  if (!found) return toSignIn(visit);
  const { file, document } = found.value;
  if (file && files) return sendFile(visit.http, file, await files.store.open(file.hash));
  return document ? sendKept(visit.http, files?.store, document) : showNotFound(visit);
};
