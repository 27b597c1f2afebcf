import { readdirSync } from 'node:fs';
import { band } from './components/band/band.ts';
import { wrap } from './components/page/page.ts';
import { pageHead } from './components/page-head/page-head.ts';
import type { Example } from './example.ts';
import { examplePage } from './gallery-pages/chrome.ts';
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

/** All examples of all components on one page, for development and tests. Whole pages are in `GALLERY_PAGES`. */
export function gallery(): Html {
  return componentExamples().then((found) =>
    examplePage({
      title: 'Bauteile',
      main: wrap(
        html`${pageHead({ sentence: 'Alle Bauteile, alle Zustände.', lead: 'Texte, Personen und Beträge sind erfunden.' })}${[...found].map(
          ([name, examples]) =>
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
