import { readdirSync } from 'node:fs';
import { band } from './components/band/band.ts';
import { wrap } from './components/page/page.ts';
import { pageHead } from './components/page-head/page-head.ts';
import type { Example } from './example.ts';
import { names } from './components/names/names.ts';
import { examplePage, type Look } from './gallery-pages/chrome.ts';
import { GALLERY_PAGES } from './gallery-pages/index.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const COMPONENTS = new URL('./components/', import.meta.url);

/** Examples of every component that has some, by the name of its folder. Read from the folders, so none is forgotten. */
export async function componentExamples(): Promise<Map<string, Example[]>> {
  const found = new Map<string, Example[]>();
  for (const name of readdirSync(COMPONENTS).sort()) {
    if (!readdirSync(new URL(`${name}/`, COMPONENTS)).includes(`${name}.examples.ts`)) continue;
    const module = (await import(`./components/${name}/${name}.examples.ts`)) as { examples: Example[] };
    found.set(name, module.examples);
  }
  return found;
}

/** Where the gallery stands and in which looks it can be seen; without it nothing leads away. */
export interface GalleryLinks {
  /** Address of an example page by its name in `GALLERY_PAGES`, in the look of this page. */
  page(name: string): string;
  /** The same page in other looks. */
  looks: { href: string; text: string; current?: boolean }[];
}

/** All examples of all components on one page, for development and tests. Whole pages are in `GALLERY_PAGES`. */
export function gallery(look: Look = {}, links: GalleryLinks | null = null): Html {
  return componentExamples().then((found) =>
    examplePage(look, {
      title: 'Bauteile',
      main: wrap(
        html`${pageHead({ sentence: 'Alle Bauteile, alle Zustände.', lead: `${found.size} Bauteile. Texte, Personen und Beträge sind erfunden.` })}${links ? wholeBands(links, [...found.keys()]) : ''}${[
          ...found,
        ].map(([name, examples]) =>
          band({
            id: `part-${name}`,
            title: name,
            children: html`${examples.map((example) => html`<div class="stack"><p class="small quiet">${example.state}</p>${example.html()}</div>`)}`,
          }),
        )}`,
      ),
    }),
  );
}

function wholeBands(links: GalleryLinks, parts: readonly string[]): Html {
  const looks = names(links.looks.map(({ href, text, current }) => ({ href, text: current ? html`<b>${text}</b>` : text })));
  return html`${band({ id: 'whole-pages', title: 'Ganze Seiten', children: names(Object.keys(GALLERY_PAGES).map((name) => ({ href: links.page(name), text: name }))) })}
${band({ id: 'looks', title: 'Farben der Orte', children: looks })}
${band({ id: 'parts', title: 'Bauteile', children: names(parts.map((name) => ({ href: `#part-${name}`, text: name }))) })}`;
}
