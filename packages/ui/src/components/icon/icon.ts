import { html, raw } from '../../html.ts';
import type { Html } from '../../html.ts';

const DRAWINGS = {
  arrow: 'M3 12h17M13 5l7 7-7 7',
  back: 'M21 12H4M11 5l-7 7 7 7',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  exclamation: 'M12 6.5v6.5M12 17h.01M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z',
  magnifier: 'M20.5 20.5 15.5 15.5M17.5 10.5a7 7 0 1 1-14 0 7 7 0 0 1 14 0z',
  menu: 'M3 7h18M3 12h18M3 17h18',
  close: 'M5 5l14 14M19 5 5 19',
  down: 'M6 9.5l6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  download: 'M12 4v12M6 11l6 6 6-6M5 21h14',
} as const;

export type IconName = keyof typeof DRAWINGS;

const ICONS = new Map<IconName, Html>(
  (Object.entries(DRAWINGS) as [IconName, string][]).map(([name, path]) => [
    name,
    html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${raw(path)}" /></svg>`,
  ]),
);

/** A line icon of 1.25 em, hidden from screen readers: it never stands without words. */
export function icon(name: IconName): Html {
  return ICONS.get(name)!;
}
