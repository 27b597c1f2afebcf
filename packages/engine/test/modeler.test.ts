import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../tools/testing/browser.ts';
import { inspectModel } from '../src/index.ts';

/** What the page has of bpmn-js, of which Camunda Modeler is made. */
interface Modeler {
  importXML(xml: string): Promise<{ warnings: { message: string }[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml: string }>;
  get(name: 'elementRegistry'): { getAll(): { id: string }[] };
}

/** What became of a file: complaints of the import, shapes and edges on the canvas, and the file saved again. */
interface Opened {
  warnings: string[];
  shown: string[];
  saved: string;
}

const require = createRequire(import.meta.url);
const EDITOR = require.resolve('bpmn-js/dist/bpmn-modeler.production.min.js');
let browser: Browser;
let page: Page;
before(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.setContent('<div id="canvas" style="width: 1000px; height: 600px"></div>');
  await page.addScriptTag({ path: EDITOR });
  const zeebe = JSON.parse(await readFile(require.resolve('zeebe-bpmn-moddle/resources/zeebe.json'), 'utf8')) as object;
  await page.evaluate((moddle) => {
    const { BpmnJS } = globalThis as unknown as { BpmnJS: new (options: object) => Modeler };
    Object.assign(globalThis, { modeler: new BpmnJS({ container: '#canvas', moddleExtensions: { zeebe: moddle } }) });
  }, zeebe);
});
after(() => browser.close());

async function open(xml: string): Promise<Opened> {
  return page.evaluate(async (text) => {
    const { modeler } = globalThis as unknown as { modeler: Modeler };
    const { warnings } = await modeler.importXML(text);
    const shown = modeler.get('elementRegistry').getAll();
    const { xml: saved } = await modeler.saveXML({ format: true });
    return { warnings: warnings.map(({ message }) => message), shown: shown.map(({ id }) => id), saved };
  }, xml);
}

/** Every file of BPMN in a folder and below. */
async function filesOf(folder: URL): Promise<URL[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.bpmn')).map((name) => new URL(name, folder));
}

test('the editor that Camunda Modeler is made of opens every program and every service without a warning, and saves the same model', async () => {
  const files = [
    ...(await filesOf(new URL('./fixtures/elements/', import.meta.url))),
    ...(await filesOf(new URL('../../../services/', import.meta.url))),
  ];
  assert.ok(files.length > 80, `${files.length} files`);
  for (const file of files) {
    const xml = await readFile(file, 'utf8');
    const name = file.pathname.split('/').slice(-2).join('/');
    const { warnings, shown, saved } = await open(xml).catch((cause: Error) => assert.fail(`${name}: ${cause.message}`));
    assert.deepEqual(warnings, [], name);
    const before = await inspectModel(xml);
    assert.deepEqual(await inspectModel(saved), before, name);
    const missing = before.flatMap(({ elements }) => elements).filter(({ id }) => !shown.includes(id));
    assert.deepEqual(missing, [], `${name}: not on the canvas`);
  }
});

test('a file with an unknown element and one that is not drawn are told apart from good ones', async () => {
  const broken = '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">';
  const { warnings } = await open(
    `${broken}<bpmn:process id="p"><bpmn:startEvent id="s"><bpmn:outgoing>nowhere</bpmn:outgoing></bpmn:startEvent></bpmn:process>
     <bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p" /></bpmndi:BPMNDiagram></bpmn:definitions>`,
  );
  assert.match(warnings.join(), /nowhere/);
});
