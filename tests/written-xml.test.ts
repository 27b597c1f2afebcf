// Processes and forms of processes that stand in the repository or that we write, against the schema of the norm. Other XML that we write is judged
// beside its writer: packages of eCH-0160 and dossiers of eCH-0147 in `packages/archive`.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { validateXml, type XmlFile } from '../packages/xml/src/index.ts';
import { constructForms, importDrafts, municipalForms } from './support/imported-forms.ts';
import { root } from './support/stage.ts';

/** Schemas of BPMN 2.0.2 by the OMG, as bpmn-moddle carries them. */
const schemas = ((): { schema: XmlFile; imports: XmlFile[] } => {
  const folder = join(dirname(createRequire(import.meta.url).resolve('bpmn-moddle/package.json')), 'resources', 'bpmn', 'xsd');
  const file = (name: string): XmlFile => ({ name, contents: readFileSync(join(folder, name)) });
  return { schema: file('BPMN20.xsd'), imports: ['Semantic.xsd', 'BPMNDI.xsd', 'DC.xsd', 'DI.xsd'].map(file) };
})();

async function faultsOf(processes: ReadonlyMap<string, string | Uint8Array>): Promise<string[]> {
  const xml = [...processes].map(([path, contents]) => ({ name: path.replaceAll('/', '_'), contents }));
  const result = await validateXml({ xml, ...schemas });
  return result.valid ? [] : result.faults.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

test('every process of the catalogue and every documented program is valid BPMN 2.0', async () => {
  const paths = globSync(['services/**/*.bpmn', 'packages/engine/test/fixtures/elements/*.bpmn'], { cwd: root });
  assert.ok(paths.length > 80, `expected many processes, got ${paths.length}`);
  assert.deepEqual(await faultsOf(new Map(paths.map((path) => [path, readFileSync(join(root, path))]))), []);
});

test('the process of every imported form is valid BPMN 2.0, and what is not is found', async () => {
  const processes = new Map<string, string>();
  for (const { id, files } of await importDrafts([...municipalForms, ...constructForms.slice(0, 3)]))
    for (const [path, text] of Object.entries(files)) if (path.endsWith('.bpmn')) processes.set(`${id}/${path}`, text);
  assert.ok(processes.size > 10, `expected many processes, got ${processes.size}`);
  assert.deepEqual(await faultsOf(processes), []);
  const [name, good] = [...processes][0]!;
  const faults = await faultsOf(new Map([[name, good.replace(/<bpmn:startEvent id="/, '<bpmn:startEvent kind="odd" id="')]]));
  assert.match(faults.join(), /startEvent[\s\S]*kind/);
});
