import { backLink, band, html, letters, pageHead } from '@einwohnerportal/ui';
import { compressed } from '../../compressed.ts';
import { reply } from '../../layout.ts';
import { entriesOf, type CatalogueEntry } from '../../life-events.ts';
import { link, whoIsHere, type Show } from '../../visit.ts';
import { entryList } from '../services/entries.ts';

/** Every public service from A to Z; the letters on top lead into the list. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const entries = entriesOf(visit);
  const byLetter = Map.groupBy(entries, letterOf);
  const lead = t('interface.services.azLead', { count: entries.length });
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, '/services'), text: t('interface.nav.backToServices') }),
    sentence: t('interface.services.az'),
    lead,
    children: letters({
      label: t('interface.services.letters'),
      items: [...byLetter].map(([letter]) => ({ href: `#${idOf(letter)}`, letter })),
    }),
  })}
${[...byLetter].map(([letter, each]) => band({ id: idOf(letter), title: letter, children: entryList(visit, each) }))}`;
  const person = await whoIsHere(visit);
  const response = await reply(visit, {
    title: t('interface.services.az'),
    main,
    person,
    current: 'services',
    indexed: true,
    description: lead,
  });
  return person ? response : compressed(visit, response);
};

/** First letter without accents; numbers and signs stand together. */
function letterOf({ title }: CatalogueEntry): string {
  const letter = title
    .normalize('NFD')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .charAt(0)
    .toUpperCase();
  return /[A-Z]/.test(letter) ? letter : '0–9';
}

function idOf(letter: string): string {
  return letter === '0–9' ? 'letter-number' : `letter-${letter.toLowerCase()}`;
}
