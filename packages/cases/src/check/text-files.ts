import { flattenTexts, type FlatTexts, type TextTree } from '../texts/flatten.ts';
import { compileMessage } from '../texts/message.ts';
import { readYaml, type ReadYaml } from '../catalogue/yaml.ts';
import type { CheckContext } from './context.ts';
import { isBareStatus } from './plain-words.ts';

interface TextFile {
  lang: string;
  file: string;
  flat: FlatTexts;
  read: ReadYaml;
}

/** What easy German must have of its own; the rest falls back to German. */
const simpleRequired = /^(service|start|eligibility|milestones|outcomes)\./;

const placeOf = (file: TextFile, key: string): string => file.read.place(key.split('.'));

/** One message may have keys with dots below a list: keywords are compared as a block, not one by one. */
function comparable(flat: FlatTexts): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [key, value] of flat) keys.set(key.replace(/\.\d+$/, ''), value);
  return keys;
}

function argumentsOf(text: string, lang: string): string {
  return [...compileMessage(text, lang, 'Europe/Zurich').arguments.keys()].sort().join(', ') || 'none';
}

function checkMessages(context: CheckContext, file: TextFile): void {
  for (const [key, text] of file.flat) {
    if (text.includes("'"))
      context.report.error(
        'text-apostrophe',
        file.file,
        placeOf(file, key),
        `expected ’ as apostrophe of ${key}, got a straight one (it escapes in ICU)`,
      );
    if (/^(milestones|outcomes)\./.test(key) && isBareStatus(text))
      context.report.error(
        'status-bare',
        file.file,
        placeOf(file, key),
        `expected a sentence that says who does what at ${key}, got the bare status "${text.trim()}"`,
      );
    if (text.trim() === '')
      context.report.error('text-empty', file.file, placeOf(file, key), `expected a text of ${key}, got an empty one`);
    try {
      compileMessage(text, file.lang, 'Europe/Zurich');
    } catch (error) {
      context.report.error(
        'text-icu',
        file.file,
        placeOf(file, key),
        `expected an ICU message of ${key}, got: ${(error as Error).message.split('\n')[0]}`,
      );
    }
  }
}

function compare(context: CheckContext, base: TextFile, other: TextFile, simple: boolean): void {
  const baseKeys = comparable(base.flat);
  const otherKeys = comparable(other.flat);
  for (const [key, text] of baseKeys) {
    const found = otherKeys.get(key);
    if (found === undefined) {
      if (simple && !simpleRequired.test(key)) continue;
      context.report.error('text-missing', other.file, key, `expected the text ${key} as in ${base.file}, got nothing`);
      continue;
    }
    if (key.startsWith('service.keywords')) continue;
    try {
      const expected = argumentsOf(text, base.lang);
      const got = argumentsOf(found, other.lang);
      const fits = expected === got || (simple && got.split(', ').every((name) => name === 'none' || expected.split(', ').includes(name)));
      if (!fits)
        context.report.error(
          'text-arguments',
          other.file,
          placeOf(other, key),
          `expected the arguments ${expected} of ${key} as in ${base.file}, got ${got}`,
        );
    } catch {
      // a message that is no ICU is reported by itself
    }
  }
  for (const key of otherKeys.keys()) {
    if (!baseKeys.has(key))
      context.report.error('text-unknown', other.file, placeOf(other, key), `expected only keys that ${base.file} has, got ${key}`);
  }
}

/**
 * Texts of one folder: YAML, ICU, the same keys with the same arguments in each language (easy German: its required part).
 * The first language is the measure.
 */
export function checkTextFiles(context: CheckContext, folder: string, languages: readonly string[]): void {
  const files: TextFile[] = [];
  for (const lang of languages) {
    const file = `${folder}/${lang}.yaml`;
    const bytes = context.files[file];
    if (!bytes) {
      context.report.error('file-missing', file, null, `expected texts in ${lang}, got no file`);
      continue;
    }
    const read = readYaml(file, bytes);
    context.report.add(read.problems);
    if (read.value === null) continue;
    files.push({ lang, file, read, flat: flattenTexts(read.value as TextTree) });
  }
  for (const file of files) checkMessages(context, file);
  const base = files.find((file) => file.lang === languages[0]);
  if (!base) return;
  for (const other of files) if (other !== base) compare(context, base, other, other.lang === 'de-simple');
}
