import { PAGES as PORTAL } from '../../apps/portal/src/routes.ts';
import { PAGES as WORKPLACE } from '../../apps/workplace/src/routes.ts';
import type { Look } from './looks-record.ts';

/**
 * Pages of both applications at which nobody has looked, as `workplace /filters`. Of two routes that fit an address the first counts, as in
 * the application. What is no page (a file, a part of one, a way on) is left out: whether a route says so rightly is for the crawl.
 */
export function pagesWithoutLook(looks: readonly Pick<Look, 'address'>[]): string[] {
  const seen = new Set(looks.flatMap(({ address }) => (address ? [routeOf(address)] : [])));
  return ROUTES.filter(({ gives, name }) => gives === undefined && !seen.has(name)).map(({ name }) => name);
}

const ROUTES = [
  ...PORTAL.map((page) => ({ application: 'portal', ...page })),
  ...WORKPLACE.map((page) => ({ application: 'workplace', ...page })),
].map(({ application, path, gives }) => ({
  name: `${application} ${path}`,
  gives,
  fits: new RegExp(`^${application} ${path.replace(/:\w+/g, '[^/]+')}$`),
}));

const routeOf = (address: string): string | undefined => ROUTES.find(({ fits }) => fits.test(address))?.name;
