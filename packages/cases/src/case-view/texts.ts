import type { Translate } from '@einwohnerportal/forms';
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import type { TextTree } from '../texts/flatten.ts';
import { createTexts, type Texts } from '../texts/texts.ts';

const FOLDER = new URL('../../texts/', import.meta.url);
const byZone = new Map<string, Texts>();
let trees: Record<string, TextTree> | null = null;

/** The domain's own words (`case.*`, `messages.*`, `alerts.*`), below the texts of services. */
export function domainTexts(): Record<string, TextTree> {
  trees ??= Object.fromEntries(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name.slice(0, -'.yaml'.length), parse(readFileSync(new URL(name, FOLDER), 'utf8')) as TextTree]),
  );
  return trees;
}

export function interfaceTexts(lang: string, zone: string): Translate {
  let texts = byZone.get(zone);
  if (!texts) byZone.set(zone, (texts = createTexts([domainTexts()], { zone })));
  return texts(lang);
}

/** «X for Y» where somebody acted for the applicant, else the applicant's name. */
export function representedWords(own: Translate, representative: string | null, name: string): string {
  return representative === null ? name : own('case.submission.sentFor', { representative, name });
}
