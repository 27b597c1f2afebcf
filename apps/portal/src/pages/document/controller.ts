import { sendDocument } from '@einwohnerportal/web';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, type Show } from '../../visit.ts';

/** A document as a file to keep. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readDocument(scope, param(visit, 'document')));
  if (!found) return toSignIn(visit);
  return found.value ? sendDocument(visit.http, found.value) : showNotFound(visit);
};
