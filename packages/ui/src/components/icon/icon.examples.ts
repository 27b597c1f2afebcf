import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';

const NAMES: IconName[] = ['arrow', 'back', 'check', 'exclamation', 'magnifier', 'menu', 'close', 'down', 'plus', 'download'];

export const examples: Example[] = [{ state: 'Alle', html: () => html`<p>${NAMES.map((name) => html`${icon(name)} ${name} `)}</p>` }];
