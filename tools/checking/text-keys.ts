// The keys of the interface's texts as types, made of the text files.
import { join } from 'node:path';
import { compileMessage, flattenTexts, type TextTree } from '@einwohnerportal/cases';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

/** Key → its arguments by name with their type. */
type Shapes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Types of arguments, the narrowest first: where languages differ, the first of them that one language needs. */
const TYPES: [type: string, kinds: string[]][] = [
  ['number', ['number', 'plural']],
  ['Day', ['date', 'time']],
  ['string', ['select']],
  ['Word', ['text']],
];

/** Where the types of an application's texts stand. */
const APPLICATIONS = [
  { texts: 'apps/portal/texts', target: 'apps/portal/src/text-keys.ts', name: 'PortalTexts' },
  { texts: 'apps/workplace/texts', target: 'apps/workplace/src/text-keys.ts', name: 'WorkplaceTexts' },
];
const SHARED = { target: 'packages/web/src/text-keys.ts', name: 'SharedTexts' };

function narrowest(kinds: ReadonlySet<string>): string {
  return TYPES.find(([, own]) => own.some((kind) => kinds.has(kind)))?.[0] ?? 'Word';
}

/** Keys are those of German; an argument has the type that the strictest language needs. */
function shapesOf(languages: { lang: string; tree: TextTree }[]): Shapes {
  const flat = languages.map(({ lang, tree }) => ({ lang, texts: flattenTexts(tree) }));
  const german = flat.find(({ lang }) => lang === 'de');
  const shapes = new Map<string, Map<string, string>>();
  for (const key of german?.texts.keys() ?? []) {
    const kinds = new Map<string, Set<string>>();
    for (const { lang, texts } of flat)
      for (const [name, kind] of compileMessage(texts.get(key) ?? '', lang, 'Europe/Zurich').arguments)
        kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
    shapes.set(key, new Map([...kinds].sort().map(([name, of]) => [name, narrowest(of)])));
  }
  return shapes;
}

const written = (args: ReadonlyMap<string, string>): string =>
  args.size === 0 ? 'Plain' : `{ ${[...args].map(([name, type]) => `${name}: ${type}`).join('; ')} }`;

/** Texts that all applications have with the same arguments: those a page of the shared package may name. */
function shared([first, ...others]: Shapes[]): Shapes {
  return new Map(
    [...(first ?? [])].filter(([key, args]) =>
      others.every((other) => {
        const own = other.get(key);
        return own !== undefined && written(own) === written(args);
      }),
    ),
  );
}

/** One line for the keys of one block that take the same arguments. */
function declaration(name: string, shapes: Shapes, from: string, what: string): string {
  const lines = new Map<string, string[]>();
  for (const [key, args] of shapes) {
    const dot = key.lastIndexOf('.');
    const line = `${key.slice(0, dot)}.|${written(args)}`;
    lines.set(line, [...(lines.get(line) ?? []), key.slice(dot + 1)]);
  }
  const records = [...lines].map(([line, names]) => {
    const [block, args] = line.split('|');
    const own = names.map((each) => `'${each}'`).join(' | ');
    return names.length === 1 ? `Record<'${block}${names[0]}', ${args}>` : `Record<\`${block}\${${own}}\`, ${args}>`;
  });
  const used = ['Day', 'Plain', 'Word'].filter((type) => records.some((record) => new RegExp(`\\b${type}\\b`).test(record)));
  const imported =
    used.length === 0
      ? ''
      : `import type { ${used.join(', ')} } from ${name === SHARED.name ? "'./typed-texts.ts'" : "'@einwohnerportal/web'"};\n`;
  const parents = records.length === 0 ? '' : `extends ${records.join(',\n')} `;
  return `// Made of ${from} by \`npm run texts\`; never edited by hand.\n${imported}\n/** ${what} */\nexport interface ${name} ${parents}{}\n`;
}

/**
 * The files of types, as they should be.
 * @param root folder of the repository
 * @param read text of a file of the repository
 * @param list files of the repository that match
 */
export async function textKeyFiles(
  root: string,
  read: (path: string) => string,
  list: (matching: RegExp) => string[],
): Promise<{ path: string; text: string }[]> {
  const options = await resolveConfig(join(root, 'package.json'));
  const all = APPLICATIONS.map(({ texts }) =>
    shapesOf(
      list(new RegExp(`^${texts}/[\\w-]+\\.yaml$`)).map((path) => ({
        lang: path.slice(texts.length + 1, -'.yaml'.length),
        tree: parse(read(path)) as TextTree,
      })),
    ),
  );
  const made = APPLICATIONS.map(({ texts, target, name }, at) => ({
    path: target,
    text: declaration(name, all[at]!, texts, 'Keys of the texts of this application, each with the arguments its message takes.'),
  }));
  const both = declaration(
    SHARED.name,
    shared(all),
    APPLICATIONS.map(({ texts }) => texts).join(' and '),
    'Keys of the texts that every application has, each with the arguments its message takes.',
  );
  return Promise.all(
    [...made, { path: SHARED.target, text: both }].map(async ({ path, text }) => ({
      path,
      text: await format(text, { ...options, parser: 'typescript' }),
    })),
  );
}
