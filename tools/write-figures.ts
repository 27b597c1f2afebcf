import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];

/** Puts figures (Markdown) between the two marks of a report, formatted as every other file. @param report absolute path of a `.md` file. */
export async function writeFigures(report: string, figures: string): Promise<void> {
  const [before, rest = ''] = readFileSync(report, 'utf8').split(BEGIN);
  const text = `${before}${BEGIN}\n\n${figures}\n\n${END}${rest.slice(rest.indexOf(END) + END.length)}`;
  writeFileSync(report, await format(text, { ...(await resolveConfig(report)), filepath: report }));
}
