import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { inspectModel } from '../src/index.ts';
import { parseModel, type ModdleNode } from '../src/model/moddle.ts';
import { fixture } from './kit.ts';

const names = (await readdir(new URL('./fixtures/elements/', import.meta.url))).map((file) => file.replace('.bpmn', ''));

test('every documented program runs without a problem', async () => {
  for (const name of names) {
    const [report] = await inspectModel(await fixture(`elements/${name}`));
    assert.deepEqual([report!.runs, report!.problems], [true, []], name);
  }
});

test('every documented program is drawn completely, so that a modeller can open it', async () => {
  for (const name of names) {
    const { root, warnings } = await parseModel(await fixture(`elements/${name}`));
    assert.deepEqual(warnings, [], name);
    const drawn = new Map<string, ModdleNode>(
      root.diagrams[0].plane.planeElement.map((part: ModdleNode) => [part.bpmnElement.id, part] as const),
    );
    const visit = (container: ModdleNode): void => {
      for (const node of [...container.flowElements, ...(container.artifacts ?? [])] as ModdleNode[]) {
        const part = drawn.get(node.id);
        assert.ok(part?.bounds?.width > 0 || part?.waypoint?.length >= 2, `${name}: ${node.id}`);
        if (node.flowElements) visit(node);
      }
    };
    visit(root.rootElements[0]);
  }
});
