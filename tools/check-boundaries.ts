// Who may import whom. The data folders are imported by nobody.
import { posix } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { files, isTest, lineAt, read } from './checking/files.ts';

const faults = createFaults('check-boundaries');

/** Packages that a package or app may import; tests may also import `tools/testing` and `tests/support`. */
const allowed: Record<string, readonly string[]> = {
  'packages/decisions': [],
  'packages/ui': [],
  'packages/xml': [],
  'packages/forms': ['decisions', 'ui'],
  'packages/engine': ['decisions'],
  'packages/form-import': ['decisions'],
  'packages/connectors': ['ech', 'xml'],
  'packages/files': [],
  'packages/archive': ['xml'],
  'packages/cases': ['engine', 'decisions', 'forms', 'ech', 'connectors', 'xml', 'archive'],
  'packages/web': ['cases', 'files', 'forms', 'ui'],
  'apps/portal': ['cases', 'files', 'forms', 'ui', 'web'],
  'apps/workplace': ['cases', 'files', 'forms', 'ui', 'web', 'archive'],
  'apps/worker': ['cases', 'connectors', 'engine', 'files', 'xml', 'archive'],
  'apps/cli': ['cases', 'files', 'forms', 'form-import', 'decisions', 'engine', 'connectors', 'xml', 'archive'],
  'apps/demo': ['cases', 'connectors', 'engine', 'portal', 'workplace', 'worker', 'ui', 'xml', 'archive'],
};

/** Apps are wired out of others here: the demo starts them all, scenarios run in the demo's world. */
const wiring: Record<string, RegExp> = { 'apps/demo': /^apps\/(portal|workplace|worker)\//, 'apps/cli': /^(apps\/demo|tools\/testing)\// };
/** What tests may reach beside their own package: the test database and the demo's counterparts of connectors. */
const forTests = /^(tools|tests\/support|apps\/demo)\//;
/** Files that put an app together may hand it connectors. */
const composition = /^apps\/[^/]+\/src\/main\.ts$/;

/** Entries that a package declares in its `exports`. */
function entries(name: string): string[] {
  const manifest = JSON.parse(read(`packages/${name}/package.json`)) as { exports?: Record<string, unknown> };
  return Object.keys(manifest.exports ?? {}).map((entry) => entry.slice(1));
}

/** From connectors the domain takes contracts, not applications. */
const contractsOnly = /^import type\b|^import \{ (type \w+, )*ConnectorError(, type \w+)* \}/;
const imports =
  /^[ \t]*((?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*['"]([^'"]+)['"])|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

for (const path of files(/^(packages|apps)\/.*\.(ts|mts)$/)) {
  const owner = path.split('/').slice(0, 2).join('/');
  const text = read(path);
  const rules = allowed[owner];
  if (!rules) faults.at(path, 1, `expected ${owner} in the table of imports, got no entry`);
  for (const match of text.matchAll(imports)) {
    const target = match[2] ?? match[3] ?? match[4] ?? '';
    const line = lineAt(text, match.index);
    const ours = /^@einwohnerportal\/([\w-]+)(\/.*)?$/.exec(target);
    if (ours) {
      const name = ours[1] ?? '';
      if (name !== owner.split('/')[1] && !rules?.includes(name) && !isTest(path) && !(name === 'connectors' && composition.test(path)))
        faults.at(path, line, `expected ${owner} to import ${rules?.join(', ') || 'no package of ours'}, got ${name}`);
      if (ours[2] && !entries(name).includes(ours[2])) faults.at(path, line, `expected an entry that ${name} exports, got ${target}`);
      if (owner === 'packages/cases' && name === 'connectors' && !isTest(path) && !contractsOnly.test((match[1] ?? '').trim()))
        faults.at(path, line, 'expected contracts of connectors only, got more');
      continue;
    }
    if (!target.startsWith('.')) {
      if (/^(services|capabilities|authorities)\//.test(target))
        faults.at(path, line, `expected data to be read by the loader, got an import of ${target}`);
      continue;
    }
    const full = posix.normalize(posix.join(posix.dirname(path), target));
    if (/^(services|capabilities|authorities)\//.test(full))
      faults.at(path, line, `expected data to be read by the loader, got an import of ${full}`);
    else if (!full.startsWith(`${owner}/`) && !(isTest(path) && forTests.test(full)) && !wiring[owner]?.test(full))
      faults.at(path, line, `expected imports inside ${owner}, got ${full}`);
  }
}
faults.finish();
