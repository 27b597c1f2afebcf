import type { Finding, FindingKind } from '../types.ts';
import type { Drafting, FieldRow } from './drafting.ts';
import { roleOf } from './manifest-file.ts';

export interface ReviewInput {
  id: string;
  title: string;
  /** Name of the form file, without folders. */
  source: string;
  office: string;
  drafting: Drafting;
}

const headings: Record<FindingKind, string> = {
  'left-out': 'Not in the draft',
  changed: 'In the draft in another shape',
  review: 'To decide',
};
const origins: Record<FieldRow['from'], string> = {
  vocabulary: 'register or sign-in',
  'first-value': 'filled in, may be changed',
  preset: 'preset of the form',
  asked: 'asked',
  'left-out': 'not asked',
};

/** Findings in the order of the file. */
export function sorted(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => one.line - other.line || one.column - other.column);
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/[\r\n]+/g, ' ');

/** Fields of the form, and how many of them a signed-in resident need not type. */
export function shareKnown(rows: readonly FieldRow[]): { fields: number; known: number; preset: number } {
  return {
    fields: rows.length,
    known: rows.filter(({ from }) => from === 'vocabulary' || from === 'first-value').length,
    preset: rows.filter(({ from }) => from === 'preset').length,
  };
}

function findingsOf(kind: FindingKind, { source, drafting }: ReviewInput): string {
  const list = sorted(drafting.findings).filter((finding) => finding.kind === kind);
  const lines = list.map(({ line, column, code, message }) => `- [ ] ${source}:${line}:${column} \`${code}\` ${message}`);
  return `## ${headings[kind]}\n\n${lines.length === 0 ? 'Nothing.' : lines.join('\n')}\n`;
}

function tariff({ drafting }: ReviewInput): string {
  if (drafting.fees.length === 0) return '';
  const rows = drafting.fees.map(
    ({ code, amount, label }) =>
      `  - { code: ${code}, amount: '${Number(amount).toFixed(2)}', from: 2026-01-01, law: municipal-fees, confirmed: false } # ${label}`,
  );
  return `## Amounts\n\nThe decision reads amounts from the tariff of the authority. The form had these:\n\n\`\`\`yaml\nfees:\n${rows.join('\n')}\n\`\`\`\n\n`;
}

/** review.md: what became of each field, and what a person has to look at before anybody sees the service. */
export function reviewFile(input: ReviewInput): string {
  const { id, title, source, office, drafting } = input;
  const { fields, known, preset } = shareKnown(drafting.rows);
  const share = fields === 0 ? 0 : Math.round((100 * (known + preset)) / fields);
  const rows = [...drafting.rows]
    .sort((one, other) => one.line - other.line)
    .map(
      ({ line, label, names, from, type }) =>
        `| ${line} | ${cell(label)} | ${names.map((name) => `\`${name}\``).join(', ') || '–'} | ${origins[from]} | ${cell(type)} |`,
    );
  return `# Review of the draft «${title}»

Made from \`${source}\`. Tick what you have dealt with; the draft stays invisible until an authority offers it.

${(['left-out', 'changed', 'review'] as const).map((kind) => findingsOf(kind, input)).join('\n')}
## Before it is published

- [ ] **Office**: \`parties\` says \`${office}\`. Is that the kind of office that deals with it? (\`authorities/functions.yaml\`)
- [ ] **Law**: \`legal\` calls the law \`${roleOf(office)}\`; each canton that offers the service must say which one that is. No duty to answer without a law.
- [ ] **Registry position**: \`records.position\` is \`${roleOf(office)}/forms\`; retention and appraisal are guesses.
- [ ] **Only what is needed**: take out fields the office knows or can do without. Each \`why\` says the same sentence now; say it field by field.
- [ ] **Texts**: one language (\`${drafting.lang}\`). Add \`texts/<language>.yaml\` for the others the canton demands and list them in \`languages\`.
- [ ] **Sign-in**: \`assurance\` is 300 from the start. Lower it where nothing personal is shown.
- [ ] **Process**: sent${drafting.fees.length > 0 ? ', paid' : ''}, decided by a person, then a reply or a ruling. Replace \`decide\` by capabilities where an application can do the work.
- [ ] **Refusal**: by ruling, without a hearing (\`hearing\`), with the remedy \`objection\`.
- [ ] **Time**: 5 working days is a guess.
- [ ] **Scenario**: \`tests/settled.yaml\` runs as soon as the fictional canton offers the service.

${tariff(input)}## Offer

In the file of an authority:

\`\`\`yaml
offers:
  - { service: ${id}, from: 2026-01-01, state: pilot }
\`\`\`

## Fields

${fields} fields; ${known} are known or filled in for a signed-in resident, ${preset} are preset by the form: ${share} % need not be typed.

| Line | Label | Name in the draft | Value | Type |
| ---- | ----- | ----------------- | ----- | ---- |
${rows.join('\n')}
`;
}
