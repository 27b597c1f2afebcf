import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { knownNames } from '../../apps/cli/src/known-names.ts';
import type { Component } from '../../packages/form-import/src/draft/drafting.ts';
import { importForm, type ImportedForm } from '../../packages/form-import/src/index.ts';
import { root } from './stage.ts';

/** Real forms of municipalities. */
export const municipalForms = globSync('packages/form-import/fixtures/onegov/*.form', { cwd: root })
  .toSorted()
  .map((path) => join(root, path));

/** One form for each construct, odd files and broken ones. */
export const constructForms = globSync('packages/form-import/fixtures/constructs/*.form', { cwd: root })
  .toSorted()
  .map((path) => join(root, path));

export interface Draft extends ImportedForm {
  components: Component[];
}

export interface ImportedCatalogue {
  /** Catalogue root to lay over the repository's own. */
  root: string;
  drafts: Draft[];
  remove(): void;
}

/** Imports form files as drafts; each is called like its file. */
export async function importDrafts(paths: readonly string[]): Promise<Draft[]> {
  const known = await knownNames();
  return paths.map((path) => {
    const draft = importForm(readFileSync(path), { name: path, id: basename(path, '.form'), known });
    return { ...draft, components: (JSON.parse(draft.files['form.json']!) as { components: Component[] }).components };
  });
}

type Entry = Record<string, unknown>;

/**
 * A catalogue with drafts of forms that one authority offers: what an author does after the import. Canton and authority get the law, position,
 * office, amounts and offer that the review asks for.
 */
export async function importedCatalogue(paths: readonly string[], canton: string, authority: string): Promise<ImportedCatalogue> {
  const folder = mkdtempSync(join(tmpdir(), 'imported-'));
  const drafts = await importDrafts(paths);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const { id, files } of drafts) for (const [path, text] of Object.entries(files)) write(`services/${id}/${path}`, text);
  const manifests = drafts.map(({ files }) => parse(files['service.yaml']!) as { legal: { law: string }[]; records: { position: string } });

  const cantonFile = `authorities/${canton}/canton.yaml`;
  const cantonData = parse(readFileSync(join(root, cantonFile), 'utf8')) as { laws: Entry; positions: Entry };
  const law = Object.values(cantonData.laws)[0];
  for (const { legal, records } of manifests) {
    for (const each of legal) cantonData.laws[each.law] ??= law;
    cantonData.positions[records.position] ??= { number: '9.9.9', title: 'Formulare' };
  }
  write(cantonFile, stringify(cantonData, { aliasDuplicateObjects: false }));

  const authorityFile = `authorities/${canton}/${authority}.yaml`;
  const data = parse(readFileSync(join(root, authorityFile), 'utf8')) as { offices: Record<string, Entry>; offers: Entry[]; fees: Entry[] };
  for (const { office } of drafts) data.offices[office] ??= data.offices['residents-office']!;
  data.offers = [...data.offers, ...drafts.map(({ id }) => ({ service: id, from: '2026-01-01', state: 'live' }))];
  data.fees = [...data.fees, ...drafts.flatMap(amountsOf)];
  write(authorityFile, stringify(data, { aliasDuplicateObjects: false }));
  return { root: folder, drafts, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The amounts as the review proposes them. */
function amountsOf({ files }: Draft): Entry[] {
  const block = /```yaml\n(fees:\n[\s\S]*?)```/.exec(files['review.md']!)?.[1];
  return block === undefined ? [] : (parse(block) as { fees: Entry[] }).fees;
}
