import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { elementTypes } from '../src/elements/registry.ts';
import { compileProcess } from '../src/index.ts';
import { parseModel, type ModdleNode } from '../src/model/moddle.ts';
import { fixture } from './kit.ts';
import { crossings, overlaps } from './fixtures/drawing.ts';

const SOURCE = new URL('../src/', import.meta.url);
const FOLDER = new URL('./fixtures/elements/', import.meta.url);
const names = (await readdir(FOLDER)).filter((file) => file.endsWith('.bpmn')).map((file) => file.replace('.bpmn', ''));
const files = new Map(await Promise.all(names.map(async (name) => [name, await fixture(`elements/${name}`)] as const)));
/** Names of calls that programs make: what is called is another program. */
const CALLS = { called: 'called', 'ask-office': 'ask-office', paying: 'paying' };

/** Kinds of the elements of a program, other pools included. */
async function kindsOf(name: string): Promise<Set<string>> {
  const { root } = await parseModel(files.get(name)!);
  const calls = {
    ...CALLS,
    ...Object.fromEntries([...files.get(name)!.matchAll(/calledElement processId="([^"]+)"/g)].map((hit) => [hit[1]!, hit[1]!])),
  };
  const processId = (root.rootElements as ModdleNode[]).find((element) => element.$type === 'bpmn:Process')!.id;
  const { definition, pools, problems } = await compileProcess({ xml: files.get(name)!, processId, calls }, name);
  assert.deepEqual(problems, [], name);
  return new Set([definition!, ...pools].flatMap((process) => [...process.elements.values()].map((element) => element.kind)));
}

test('every documented program runs without a problem, and its process is called like its file', async () => {
  for (const name of names) {
    await kindsOf(name);
    assert.match(files.get(name)!, new RegExp(`<bpmn:process id="${name}"`), name);
    assert.match(files.get(name)!, /<bpmn:documentation>[^<]{20,}/, `${name}: what it shows`);
  }
});

test('every element that is run has a program of its name and a test beside the code that runs it', async () => {
  const tests = await Promise.all(
    (await readdir(SOURCE, { recursive: true }))
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFile(new URL(file, SOURCE), 'utf8')),
  );
  const programs = tests.join('\n');
  for (const { kind } of elementTypes()) {
    assert.ok(files.has(kind), `expected ${kind}.bpmn in test/fixtures/elements`);
    assert.ok((await kindsOf(kind)).has(kind), `expected the element in ${kind}.bpmn`);
  }
  const untested = names.filter((name) => !programs.includes(`'${name}'`));
  assert.deepEqual(untested, [], 'expected a test beside the code that runs each');
});

test('the list of the folder names every program once', async () => {
  const list = await readFile(new URL('./fixtures/README.md', import.meta.url), 'utf8');
  const listed = [...list.matchAll(/^\| .+ \| \[([\w-]+)\.bpmn\]\(elements\/\1\.bpmn\) +\| .{20,} \|$/gm)].map((hit) => hit[1]!);
  assert.deepEqual(listed.sort(), names.sort());
});

test('every documented program says the dialect and is drawn completely, without overlaps, so that a modeller can open it', async () => {
  for (const name of names) {
    const { root, warnings } = await parseModel(files.get(name)!);
    assert.deepEqual(warnings, [], name);
    assert.match(files.get(name)!, /modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8\.\d+\.\d+"/, name);
    const drawn = new Map<string, ModdleNode>(
      root.diagrams[0].plane.planeElement.map((part: ModdleNode) => [part.bpmnElement.id, part] as const),
    );
    const isDrawn = (node: ModdleNode): void => {
      const part = drawn.get(node.id);
      assert.ok(part?.bounds?.width > 0 || part?.waypoint?.length >= 2, `${name}: ${node.id}`);
      drawn.delete(node.id);
    };
    const visit = (container: ModdleNode): void => {
      for (const node of [...container.flowElements, ...(container.artifacts ?? [])] as ModdleNode[]) {
        if (node.$type !== 'bpmn:DataObject') isDrawn(node);
        if (node.flowElements) visit(node);
        for (const association of [...(node.dataInputAssociations ?? []), ...(node.dataOutputAssociations ?? [])]) isDrawn(association);
      }
      for (const set of (container.laneSets ?? []) as ModdleNode[]) for (const lane of set.lanes as ModdleNode[]) isDrawn(lane);
    };
    for (const element of root.rootElements as ModdleNode[]) {
      if (element.$type === 'bpmn:Process') visit(element);
      if (element.$type === 'bpmn:Collaboration')
        for (const part of [...element.participants, ...(element.messageFlows ?? [])]) isDrawn(part);
    }
    assert.deepEqual([...drawn.keys()], [], `${name}: drawn twice or drawn without an element`);
    assert.deepEqual([...overlaps(root), ...crossings(root)], [], name);
  }
});
