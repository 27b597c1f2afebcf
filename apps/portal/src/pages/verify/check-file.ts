import { digestForm } from '@einwohnerportal/files';
import { bodyOf } from '@einwohnerportal/web';
import { link, type Visit } from '../../visit.ts';

/** Documents of the portal are far smaller. */
const MOST = 100_000_000;

/**
 * Takes the digest of a file and asks with it; the file itself is kept nowhere. It changes nothing, so it needs no token, and what is found is a
 * page with an address.
 */
export async function checkFile(visit: Visit): Promise<Response> {
  const found = await digestForm(bodyOf(visit), Object.fromEntries(visit.http.req.raw.headers), { control: 'file', most: MOST });
  // What was not read any more must not be taken for a next request.
  if (typeof found === 'string') visit.http.header('Connection', 'close');
  return visit.http.redirect(`${link(visit, '/verify')}?${typeof found === 'string' ? `file=${found}` : `digest=${found.hash}`}`, 303);
}
