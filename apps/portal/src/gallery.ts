import { gallery, GALLERY_PAGES, type Look } from '@einwohnerportal/ui';
import { authorityName } from '@einwohnerportal/web';
import type { Context, Hono } from 'hono';
import type { Portal } from './portal.ts';

const SCHEMES = ['light', 'dark'] as const;

/**
 * The gallery of components and example pages for developers, below `/gallery`: `?place=<authority>` shows it in the colours of a place,
 * `?scheme=dark` in a scheme. Not there in production.
 */
export function mountGallery(app: Hono, site: Portal): void {
  if (site.config.production) return;
  app.get('/gallery', (http) => {
    const { place, scheme } = asked(http);
    return http.html(
      gallery(lookOf(site, place, scheme), {
        page: (name) => `/gallery/${name}${query(place, scheme)}`,
        looks: looks(site, place, scheme),
      }),
    );
  });
  app.get('/gallery/:page', async (http) => {
    const { place, scheme } = asked(http);
    const render = Object.hasOwn(GALLERY_PAGES, http.req.param('page')) ? GALLERY_PAGES[http.req.param('page')] : null;
    return render ? http.html(await render(lookOf(site, place, scheme))) : http.notFound();
  });
}

type Scheme = (typeof SCHEMES)[number] | null;

function asked(http: Context): { place: string | null; scheme: Scheme } {
  const { place, scheme } = http.req.query();
  return { place: place || null, scheme: SCHEMES.find((each) => each === scheme) ?? null };
}

function query(place: string | null, scheme: Scheme): string {
  const given = Object.entries({ place, scheme }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `?${String(new URLSearchParams(given))}` : '';
}

function lookOf(site: Portal, place: string | null, scheme: Scheme): Look {
  return { theme: site.themes.of(place), ...(scheme ? { scheme } : {}) };
}

/** Schemes of this place, then every other look, each once. */
function looks(site: Portal, place: string | null, scheme: Scheme): { href: string; text: string; current: boolean }[] {
  const authorities = site.context.catalogue.authorities.all();
  const distinct = [...new Map(authorities.map((authority) => [authority.theme, authority])).values()];
  return [
    ...[null, ...SCHEMES].map((each) => ({
      href: `/gallery${query(place, each)}`,
      text: each ?? 'as the device says',
      current: each === scheme,
    })),
    ...distinct.map((authority) => ({
      href: `/gallery${query(authority.id, scheme)}`,
      text: authorityName(authority, 'de'),
      current: authority.id === place,
    })),
  ];
}
