// The packages that are published on their own describe what they export: every function, type and method of the API has a docstring.
import { dirname, join, normalize } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { lineAt, read } from './checking/files.ts';

const PUBLISHED = ['packages/engine', 'packages/decisions'];
const faults = createFaults('check-docstrings');
let described = 0;

/** Names exported by a module that are declared in it. */
function declared(text: string): string[] {
  return [...text.matchAll(/^export (?:declare )?(?:async )?(?:abstract )?(?:function|class|const|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

/** Whether a comment for readers of the API ends right before this place. */
function hasDocstring(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  if (!before.endsWith('*/')) return false;
  const begin = before.lastIndexOf('/*');
  return before.startsWith('/**', begin) && before.slice(begin + 3, -2).trim().length >= 10;
}

/** Looks at one declaration and, of an interface, at its methods. */
function look(path: string, text: string, name: string): void {
  const declaration = new RegExp(
    `^export (?:declare )?(?:async )?(?:abstract )?(function|class|const|interface|type) ${name}\\b`,
    'm',
  ).exec(text);
  if (!declaration) return faults.at(path, 1, `expected a declaration of ${name} here, got none`);
  described += 1;
  if (!hasDocstring(text, declaration.index)) faults.at(path, lineAt(text, declaration.index), `expected a docstring of ${name}, got none`);
  if (declaration[1] !== 'interface') return;
  const end = text.indexOf('\n}', declaration.index);
  for (const method of text.slice(declaration.index, end).matchAll(/^ {2}(\w+)\??(?:<[^>]*>)?\(/gm)) {
    const at = declaration.index + method.index;
    described += 1;
    if (!hasDocstring(text, at)) faults.at(path, lineAt(text, at), `expected a docstring of ${name}.${method[1]}, got none`);
  }
}

/** Everything a module gives to others, its own and what it passes on. */
function follow(path: string, names: string[] | null): void {
  const text = read(path);
  for (const name of declared(text)) if (names === null || names.includes(name)) look(path, text, name);
  for (const [, list, target = ''] of text.matchAll(/^export (?:type )?(?:\*|\{([^}]*)\}) from '(\.[^']+)'/gms)) {
    const wanted =
      list
        ?.split(',')
        .map((part) =>
          part
            .replace(/^\s*type /, '')
            .trim()
            .split(' as ')[0]!
            .trim(),
        )
        .filter(Boolean) ?? null;
    follow(normalize(join(dirname(path), target)), wanted);
  }
}

for (const folder of PUBLISHED) follow(join(folder, 'src/index.ts'), null);
faults.finish(`${described} exports`);
