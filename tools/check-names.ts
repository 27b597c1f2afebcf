// File names, endings of names, and no service, authority or canton named in code.
import { basename, dirname } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { code, files, isTest, lineAt, read } from './checking/files.ts';
import { bareCode, declarations, withoutComments } from './checking/identifiers.ts';

const faults = createFaults('check-names');
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const documents = /^(README|GLOSSARY|CHANGELOG|CONTRIBUTING|SECURITY)\.md$|^(LICENSE|NOTICE|OFL)/;
const vague = /^(utils?|helpers?|managers?|misc|common-utils)$/;

for (const path of files(/^(packages|apps|tools|docs)\//)) {
  const name = basename(path);
  // Official schemas keep the names by which they import each other.
  if (name.startsWith('.') || documents.test(name) || name.endsWith('.xsd')) continue;
  const stem = name.split('.')[0] ?? name;
  if (!kebab.test(stem)) faults.at(path, 1, `expected a file name in kebab-case, got ${name}`);
  for (const part of [...dirname(path).split('/'), stem])
    if (vague.test(part)) faults.at(path, 1, `expected a name that says what is in it, got ${part}`);
}

for (const path of files(code)) {
  const text = read(path);
  for (const { name, offset } of declarations(bareCode(text))) {
    const ending = /[a-z](Service|Manager|Helper|Helpers|Util|Utils|Impl)$/.exec(name)?.[1];
    if (ending && name !== 'PublicService' && /^[A-Z]/.test(name))
      faults.at(path, lineAt(text, offset), `expected a name after the thing, got ${name} with the ending ${ending}`);
  }
}

/** Ids of the data folders, and the names by which people call those authorities. Fictional ones (`_…`) may stand in examples. */
function dataNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const path of files(/^services\/[^_][^/]*\/service\.yaml$/)) names.set(path.split('/')[1] ?? '', 'service');
  for (const path of files(/^authorities\/[^_][^/]*\/[^/]+\.yaml$/)) {
    const id = basename(path, '.yaml');
    if (path.startsWith('authorities/ch/') || id === 'people' || id === 'companies' || id === 'demo-cases') continue;
    names.set(id === 'canton' ? (path.split('/')[1] ?? '') : id, 'authority');
    const called = /^names:\s*\{\s*de:\s*'?([^,}']+)/m
      .exec(read(path))?.[1]
      ?.replace(/^(Gemeinde|Stadt|Kanton)\s+/, '')
      .trim();
    if (called) names.set(called, 'authority');
  }
  return names;
}

// Short ids are ordinary words of code as well (`root`, `lu`); they count only where an authority is meant.
const named = [...dataNames()].map(([name, kind]) => ({
  name,
  kind,
  pattern:
    name.length > 5
      ? new RegExp(`(?<![\\p{L}\\p{N}-])${name}(?![\\p{L}\\p{N}-])`, 'gu')
      : new RegExp(`(?:authorit\\w+|canton|municipalit\\w+)['"]?\\s*(?:[:=(,/]|===)\\s*['"\`]?${name}['"\`/]`, 'giu'),
}));
for (const path of files(code)) {
  if (isTest(path) || path.startsWith('tools/')) continue;
  const text = withoutComments(read(path));
  for (const { name, kind, pattern } of named) {
    for (const match of text.matchAll(pattern))
      faults.at(path, lineAt(text, match.index), `expected no ${kind} named in code, got ${name}`);
  }
}
faults.finish();
