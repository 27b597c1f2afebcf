import type { CompiledDecisions } from '@einwohnerportal/decisions';
import { compileDecisionFile } from '../catalogue/compile.ts';
import { filesBelow } from '../catalogue/service-files.ts';
import type { CheckContext } from './context.ts';
import type { TextLookup } from './milestones.ts';
import type { Names } from './names.ts';

const decoder = new TextDecoder();
const cell = /<(?:\w+:)?outputEntry\b[^>]*\bid="([^"]*)"[^>]*>\s*<(?:\w+:)?text>([^<]*)<\/(?:\w+:)?text>/g;
const textKeyLiteral = /^"((?:fees|eligibility|reasons|outcomes|milestones)\.[\w.-]+)"$/;

const unescape = (text: string): string => text.replaceAll('&#34;', '"').replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim();

/**
 * One DMN file: it compiles, has a decision named like the file, reads only names that are written, names only texts that exist, and says
 * the legal basis of its rules in an annotation.
 * @param local names that only this decision sees, e.g. the answers of the eligibility form
 */
export function checkDecision(
  context: CheckContext,
  file: string,
  names: Names,
  texts: TextLookup,
  local: ReadonlySet<string>,
): CompiledDecisions | null {
  const { report } = context;
  const id =
    file
      .split('/')
      .pop()
      ?.replace(/\.dmn$/, '') ?? '';
  const bytes = context.files[file];
  if (!bytes) {
    report.error('file-missing', file, null, `expected the decision ${id}, got no file`);
    return null;
  }
  const xml = decoder.decode(bytes);
  if (id !== 'eligibility' && xml.includes('<rule') && !/<(?:\w+:)?annotation\b/.test(xml))
    report.error('annotation-missing', file, id, 'expected an annotation column for the legal basis, got none');
  for (const match of xml.matchAll(cell)) {
    const key = textKeyLiteral.exec(unescape(match[2] ?? ''))?.[1];
    if (key && !texts.hasText(key))
      report.error('text-missing', texts.textFile, key, `expected the text ${key} for ${match[1]} of ${file}, got nothing`);
  }
  let compiled: CompiledDecisions;
  try {
    compiled = compileDecisionFile(bytes, filesBelow(context.files, file.slice(0, file.indexOf('/decisions/'))));
  } catch (error) {
    report.error('decision-invalid', file, (error as { place?: string }).place ?? null, (error as Error).message);
    return null;
  }
  // A file without decisions is there to be imported.
  if (compiled.decisions.length > 0 && !compiled.decisions.includes(id))
    report.error('decision-name', file, id, `expected a decision named ${id} as the file, got ${compiled.decisions.join(', ') || 'none'}`);
  for (const decision of compiled.decisions) {
    for (const input of compiled.inputs(decision)) {
      const fault = compiled.decisions.includes(input.name) ? null : names.unknown(input.name, local);
      if (fault) report.error('name-unknown', file, `${decision} input ${input.name}`, fault);
    }
  }
  return compiled;
}
