import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { UiError } from './errors.ts';
import { stylesheet } from './stylesheet.ts';
import { DEFAULT_THEME, themeCss, themeIcon } from './theme.ts';
import type { Theme } from './theme.ts';

/** A file the browser may keep for ever: its name carries a hash of its content. */
export interface AssetFile {
  body: Buffer;
  /** Content type with charset. */
  type: string;
  /** Strong validator, with quotes. */
  etag: string;
  /** Compressed when first asked for, then kept; null where that saves nothing (fonts). */
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
}

const PREFIX = '/assets/';
const FOLDER = new URL('../assets/', import.meta.url);
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  woff2: 'font/woff2',
};

const files = new Map<string, AssetFile>();
const urls = new Map<string, string>();

function add(name: string, content: string | Buffer): void {
  const body = Buffer.from(content);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const dot = name.lastIndexOf('.');
  const hashed = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  const ending = name.slice(dot + 1);
  const packs = ending !== 'woff2';
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
  files.set(hashed, {
    body,
    type: TYPES[ending] ?? 'application/octet-stream',
    etag: `"${hash}"`,
    // All of them take 150 ms of processor time, in every program and test that starts; a browser asks for three.
    get gzip() {
      return packs ? (gzip ??= gzipSync(body, { level: 9 })) : null;
    },
    get brotli() {
      return packs ? (brotli ??= brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })) : null;
    },
  });
  urls.set(name, PREFIX + hashed);
}

const FONTS = readdirSync(new URL('fonts/', FOLDER)).filter((name) => name.endsWith('.woff2'));
for (const font of FONTS) add(`fonts/${font}`, readFileSync(new URL(`fonts/${font}`, FOLDER)));
add(
  'portal.css',
  stylesheet((font) => urls.get(font)!),
);
const SCRIPTS = readdirSync(FOLDER).filter((name) => name.endsWith('.js') && name !== 'portal.js');
for (const script of SCRIPTS) add(script, readFileSync(new URL(script, FOLDER)));
// The entry names the others, so its own hash must come last.
add(
  'portal.js',
  readFileSync(new URL('portal.js', FOLDER), 'utf8').replace(/'\.\/([a-z-]+\.js)'/g, (_, script: string) => `'${urls.get(script)!}'`),
);
addTheme(DEFAULT_THEME);

/**
 * Address of an asset with the hash of its content, below `/assets/`: `portal.css`, `portal.js`, `fonts/…`, `theme-<id>.css`, `mark-<id>.svg`.
 * @throws UiError `ui.asset-unknown`
 */
export function assetUrl(name: string): string {
  const url = urls.get(name);
  if (!url) throw new UiError('ui.asset-unknown', `expected the name of an asset, got "${name}"`);
  return url;
}

/**
 * The file for the part of an address after `/assets/` (with its hash); null when there is none. Serve it with
 * `cache-control: public, max-age=31536000, immutable`.
 */
export function assetFile(name: string): AssetFile | null {
  return files.get(name) ?? null;
}

/**
 * Takes a place's theme into the assets. Call it at start for every theme, in every process, so that any of them can serve its file.
 * @throws UiError when the theme is not sound (see `assertTheme`)
 */
export function addTheme(theme: Theme): void {
  add(`mark-${theme.id}.svg`, themeIcon(theme));
  if (theme !== DEFAULT_THEME) add(`theme-${theme.id}.css`, themeCss(theme));
}

/** Addresses of a theme's style sheet (null for the portal's own, which is part of `portal.css`) and icon. */
export function themeUrls(theme: Theme): { css: string | null; icon: string } {
  return { css: theme === DEFAULT_THEME ? null : assetUrl(`theme-${theme.id}.css`), icon: assetUrl(`mark-${theme.id}.svg`) };
}

/** Sizes of all assets in bytes, by name without hash; for tests and the bench. */
export function assetSizes(): Record<string, { raw: number; gzip: number }> {
  return Object.fromEntries(
    [...urls].map(([name, url]) => {
      const file = files.get(url.slice(PREFIX.length))!;
      return [name, { raw: file.body.length, gzip: file.gzip?.length ?? file.body.length }];
    }),
  );
}
