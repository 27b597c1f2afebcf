// How many fields of real forms of municipalities a signed-in resident has to type, measured by filling them in: the portal in this process,
// a demo identity, the demo register, every page as it is rendered. Prints each form; the last line is one JSON object.
import { importedCatalogue, municipalForms } from '../../tests/support/imported-forms.ts';
import { fillDraft, importedStage, type Filling } from '../../tests/support/typed-share.ts';

const PERSON = 'lea';
const AUTHORITY = 'kriens';
const per = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10);

const catalogue = await importedCatalogue(municipalForms, 'lu', AUTHORITY);
const stage = await importedStage(catalogue, 'lu');
const rows: { form: string; everything: Filling; needed: Filling }[] = [];
try {
  for (const draft of catalogue.drafts) {
    const everything = await fillDraft(stage, draft, PERSON, AUTHORITY, 'everything');
    const needed = await fillDraft(stage, draft, PERSON, AUTHORITY, 'needed');
    rows.push({ form: draft.id, everything, needed });
  }
} finally {
  await stage.end();
  catalogue.remove();
}

const notTyped = ({ fields, typed }: Filling): number => per(fields.length - typed.length, fields.length);
console.log(`${'form'.padEnd(60)} fields  typed  not typed   with only what must be answered: fields  typed  not typed`);
for (const { form, everything, needed } of rows)
  console.log(
    `${form.padEnd(60)} ${String(everything.fields.length).padStart(6)} ${String(everything.typed.length).padStart(6)} ${`${notTyped(everything)} %`.padStart(10)} ${String(needed.fields.length).padStart(39)} ${String(needed.typed.length).padStart(6)} ${`${notTyped(needed)} %`.padStart(10)}`,
  );

const total = (of: 'everything' | 'needed') => {
  const fields = rows.reduce((sum, row) => sum + row[of].fields.length, 0);
  const typed = rows.reduce((sum, row) => sum + row[of].typed.length, 0);
  const preset = rows.reduce((sum, row) => sum + row[of].preset.length, 0);
  const mean = Math.round((10 * rows.reduce((sum, row) => sum + notTyped(row[of]), 0)) / rows.length) / 10;
  return { fields, typed, preset, notTypedPercent: per(fields - typed, fields), meanOfFormsPercent: mean };
};
console.log(
  JSON.stringify({
    bench: 'typed',
    person: PERSON,
    baselinePercent: 62,
    everything: total('everything'),
    needed: total('needed'),
    forms: Object.fromEntries(
      rows.map(({ form, everything, needed }) => [form, { everything: notTyped(everything), needed: notTyped(needed) }]),
    ),
  }),
);
process.exit(0);
