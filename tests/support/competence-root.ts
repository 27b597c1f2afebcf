import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './stage.ts';

/** A service that differs from the fictional one in who is competent, and perhaps asks for the place first. */
export interface Variant {
  /** `{ function: …, place: … }` as it stands in service.yaml. */
  rule: string;
  /** Name of the vocabulary that the first page asks. */
  asks?: string;
  process?(xml: string): string;
  manifest?(yaml: string): string;
}

/** The fictional canton with a neighbour that keeps the same office, offices of the canton, and one service for each rule of competence. */
export async function competenceRoot(variants: Record<string, Variant>): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'competence-'));
  const offers = Object.keys(variants).map(
    (service) => `  - { service: ${service}, from: 2027-02-15, state: live, settings: { courts: [north] } }\n`,
  );
  const fees = "  - { code: tennisHour, amount: '4.00', from: 2020-01-01 }\n  - { code: tennisLight, amount: '3.00', from: 2020-01-01 }\n";
  const authorities: Record<string, (text: string) => string> = {
    beispielwil: (text) => text.replace('offers:\n', `offers:\n${offers.join('')}`),
    musterau: (text) =>
      text
        .replace(
          '  platform:\n',
          '  sports-office: { contact: { phone: "+41410000077" }, roles: { member: [claim:musterau-sports] }, serves: [9902] }\n  platform:\n',
        )
        .replace('offers:\n', `offers:\n${offers.join('')}`)
        .replace('fees:\n', `fees:\n${fees}`),
    beispielkanton: (text) =>
      text
        .replace('offers: []', `offers:\n${offers.join('')}`)
        .replace('fees: []', `fees:\n${fees}`)
        .replace(
          /serves: \[\]\n/,
          'serves: []\n  company-tax-office: { contact: { phone: "+41410000078" }, roles: { member: [claim:canton-tax] }, serves: [] }\n',
        ),
  };
  await mkdir(join(folder, 'authorities/_example'), { recursive: true });
  for (const [id, change] of Object.entries(authorities)) {
    const path = `authorities/_example/${id}.yaml`;
    await writeFile(join(folder, path), change(await readFile(join(root, path), 'utf8')));
  }
  for (const [id, variant] of Object.entries(variants)) {
    const service = join(folder, 'services', id);
    await cp(join(root, 'services/_example'), service, { recursive: true });
    await rm(join(service, 'tests'), { recursive: true });
    const edit = async (file: string, change: (text: string) => string) =>
      writeFile(join(service, file), change(await readFile(join(service, file), 'utf8')));
    await edit('service.yaml', (text) =>
      (variant.manifest ?? String)(text.replace('id: _example', `id: ${id}`).replace(/^ {2}club: .*$/m, `  club: ${variant.rule}`)),
    );
    await edit('process.bpmn', (text) => (variant.process ?? String)(text.replaceAll('"_example"', `"${id}"`)));
    const { asks } = variant;
    if (asks) await edit('form.json', (text) => withPage(text, asks));
    await edit('release.yaml', String);
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

function withPage(text: string, key: string): string {
  const form = JSON.parse(text) as { components: unknown[] };
  const field = { type: 'textfield', id: 'place', key, label: `vocabulary.${key}`, validate: { required: true } };
  form.components.unshift({ type: 'group', id: 'page_place', label: 'form.pages.when', components: [field] });
  return JSON.stringify(form);
}
