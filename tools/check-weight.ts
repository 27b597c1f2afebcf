// What every visitor loads stays light: our style sheet at most 20 kB, all enhancement scripts together at most 15 kB, compressed.
import { assetSizes } from '@einwohnerportal/ui';
import { createFaults } from './checking/faults.ts';

const LARGEST = { css: 20_000, js: 15_000 };

const faults = createFaults('check-weight');
const sizes = Object.entries(assetSizes());
const gzip = (end: string): number => sizes.filter(([name]) => name.endsWith(end)).reduce((sum, [, size]) => sum + size.gzip, 0);
const css = gzip('portal.css');
const scripts = gzip('.js');
const fonts = sizes.filter(([name]) => name.endsWith('.woff2'));
if (css > LARGEST.css) faults.at('packages/ui/src/styles', 1, `expected at most ${LARGEST.css} bytes of style sheet, got ${css}`);
if (scripts > LARGEST.js) faults.at('packages/ui/assets', 1, `expected at most ${LARGEST.js} bytes of scripts, got ${scripts}`);
if (!fonts.some(([name]) => name.includes('latin-ext')))
  faults.at('packages/ui/assets/fonts', 1, 'expected a font with latin-ext, got none');
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
faults.finish(
  `style sheet ${kB(css)} of 20, ${sizes.filter(([name]) => name.endsWith('.js')).length} scripts ${kB(scripts)} of 15, fonts ${fonts.map(([name, { raw }]) => `${name.replace(/^fonts\/|\.woff2$/g, '')} ${kB(raw)}`).join(', ')}`,
);
