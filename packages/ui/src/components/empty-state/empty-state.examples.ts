import type { Example } from '../../example.ts';
import { emptyState } from './empty-state.ts';

export const examples: Example[] = [
  {
    state: 'Noch keine Fälle',
    html: () => emptyState({ text: 'Sie haben noch nichts bestellt.', link: { href: '#', text: 'Alle Leistungen ansehen' } }),
  },
];
