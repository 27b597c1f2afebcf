import { problems } from './frame.ts';
import type { Visit } from './visit.ts';

export { toSignIn } from '@einwohnerportal/web';

/** The same answer for a page that does not exist and for one that belongs to somebody else. */
export function showNotFound(visit: Visit): Promise<Response> {
  return problems.notFound(visit);
}
