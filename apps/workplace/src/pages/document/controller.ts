import { inSession, param, sendDocument, toSignIn } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import type { Show } from '../../visit.ts';

/** A document of a case of the person's offices as a file to keep. */
export const show: Show = async (visit) => {
  const found = await inSession(visit, (scope) => visit.site.domain.readDocument(scope, param(visit, 'document')));
  if (!found) return toSignIn(visit);
  return found.value ? sendDocument(visit.http, found.value) : problems.notFound(visit);
};
