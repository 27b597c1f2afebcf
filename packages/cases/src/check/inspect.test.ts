import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { inspectFile, type InspectedFile } from './inspect.ts';

const FIXTURES = new URL('../../../engine/test/fixtures/', import.meta.url);
const SERVICES = new URL('../../../../services/', import.meta.url);
const foreign = (name: string): Promise<Buffer> => readFile(new URL(`foreign/${name}.bpmn`, FIXTURES));
const names = (await readdir(new URL('elements/', FIXTURES))).filter((name) => name.endsWith('.bpmn'));
const programs = await Promise.all(names.map((name) => readFile(new URL(`elements/${name}`, FIXTURES))));
const text = (xml: string): Promise<InspectedFile> => inspectFile(Buffer.from(xml));
const codes = (report: InspectedFile): string[] => [
  ...report.problems.map(({ code }) => code),
  ...report.processes.flatMap(({ refused }) => refused.map(({ code, element }) => `${code} ${element}`)),
];
/** What would run, without the file. */
const told = ({ processes, runs }: InspectedFile): unknown => ({ processes, runs });

test('every documented program and every process of a service would run', async () => {
  const folders = await readdir(SERVICES, { recursive: true });
  const services = await Promise.all(folders.filter((path) => path.endsWith('.bpmn')).map((path) => readFile(new URL(path, SERVICES))));
  assert.ok(services.length > 2);
  for (const [index, bytes] of [...programs, ...services].entries()) {
    const report = await inspectFile(bytes);
    assert.deepEqual([report.runs, codes(report)], [true, []], names[index] ?? 'service');
    assert.ok(report.processes.every(({ run }) => run.length > 0));
  }
});

test('files of other tools are told element by element: what is refused, why, and what to use', async () => {
  const camunda = await inspectFile(await foreign('camunda-7'));
  assert.equal(camunda.runs, false);
  const { refused } = camunda.processes[0]!;
  for (const id of ['Start_1', 'Task_1', 'Task_2', 'Task_3', 'Gateway_1', 'Flow_3']) {
    assert.ok(
      refused.some(({ element, reason }) => element === id && reason.startsWith('expected')),
      id,
    );
  }
  assert.match(refused.find(({ element }) => element === 'Task_3')!.instead!, /service task/);
  assert.ok(refused.every(({ instead }) => instead));
  const flowable = await inspectFile(await foreign('flowable'));
  assert.deepEqual([...new Set(flowable.processes[0]!.refused.map(({ element }) => element))].sort(), ['mail', 'read', 'review', 's']);
});

test('notes of drawing tools do not stop a model; a drawing is told to be one', async () => {
  const bizagi = await inspectFile(await foreign('bizagi'));
  assert.deepEqual([bizagi.runs, codes(bizagi)], [true, []]);
  assert.deepEqual(
    bizagi.processes[0]!.warnings.map(({ code, element }) => [code, element]),
    [
      ['extension-foreign', 'Id_1'],
      ['extension-foreign', 'Id_2'],
    ],
  );
  const signavio = await inspectFile(await foreign('signavio'));
  assert.equal(signavio.runs, false);
  assert.deepEqual(
    [signavio.processes[0]!.executable, signavio.processes[0]!.pool, signavio.processes[0]!.lanes],
    [false, 'sid-3', ['sid-11']],
  );
  assert.ok(codes(signavio).includes('not-executable sid-4'));
  assert.deepEqual(codes(await inspectFile(await foreign('choreography'))), ['process-missing']);
});

test('encoding, prefix, line ends and a missing diagram change nothing', async () => {
  for (const bytes of programs.slice(0, 12)) {
    const xml = bytes.toString('utf8');
    const expected = told(await text(xml));
    const utf16 = Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    const swapped = Buffer.from(utf16).swap16();
    const variants = [
      utf16,
      swapped,
      utf16.subarray(2),
      Buffer.from(`\uFEFF${xml}`),
      Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      Buffer.from(xml.replaceAll('\n', '\r\n')),
      Buffer.from(xml.replaceAll('bpmn:', 'b:').replace('xmlns:bpmn=', 'xmlns:b=')),
      Buffer.from(xml.replaceAll('bpmn:', '').replace('xmlns:bpmn=', 'xmlns=').replaceAll('xsi:type="tF', 'xsi:type="tF')),
      Buffer.from(xml.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')),
    ];
    for (const [index, variant] of variants.entries()) assert.deepEqual(told(await inspectFile(variant)), expected, `variant ${index}`);
  }
});

test('a file that says another encoding than it has is told so, and read as far as it goes', async () => {
  const xml = programs[0]!.toString('utf8').replace(/name="[^"]*"/, 'name="Grün"');
  const report = await inspectFile(Buffer.from(xml, 'latin1'));
  assert.deepEqual([report.runs, codes(report), report.processes.length], [false, ['encoding'], 1]);
});

test('files cut off, with bytes changed or that are no XML give a report, never a crash', async () => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('hello'),
    Buffer.from('<a/>'),
    Buffer.from('<!-- <'),
    Buffer.alloc(5_000, 0x3c),
  ]) {
    assert.equal((await inspectFile(bytes)).runs, false);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...programs),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      async (bytes, cut, changes) => {
        const damaged = Buffer.from(bytes.subarray(0, cut % (bytes.length * 2)));
        for (const [at, byte] of changes) if (damaged.length > 0) damaged[at % damaged.length] = byte;
        const report = await inspectFile(damaged);
        for (const { reason } of [...report.problems, ...report.processes.flatMap(({ refused }) => refused)])
          assert.match(reason, /^expected /);
      },
    ),
    { numRuns: 300 },
  );
});

test('entities are refused unread, a word of them in a script is not', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, index) => `<!ENTITY a${index} "${`&a${index - 1};`.repeat(10)}">`).join('')}]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="&a19;" /></definitions>`;
  const report = await text(bomb);
  assert.deepEqual(codes(report), ['bpmn-invalid']);
  assert.match(report.problems[0]!.reason, /DOCTYPE/);
  const outside = await text('<!DOCTYPE x SYSTEM "file:///etc/passwd"><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>');
  assert.deepEqual(codes(outside), ['bpmn-invalid']);
  assert.ok((await inspectFile(await foreign('camunda-7'))).processes.length === 1);
});

test('a file of 20 MB is read and told to be too large to run; one beyond sense is refused', async () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => `task-${index}`);
  const notes = 'x'.repeat(180);
  const process = `<process id="big" isExecutable="true"><startEvent id="s" />${ids.map((id) => `<manualTask id="${id}"><documentation>${notes}</documentation></manualTask>`).join('')}
    ${ids.map((id, index) => `<sequenceFlow id="f${index}" sourceRef="${ids[index - 1] ?? 's'}" targetRef="${id}" />`).join('')}</process>`;
  const big = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${process}<!--${'-x'.repeat(100_000)}--></definitions>`;
  assert.ok(big.length > 15_000_000);
  const report = await text(big);
  assert.ok(codes(report).includes('model-large null'));
  assert.deepEqual(codes(await text(`<definitions>${' '.repeat(41_000_000)}</definitions>`)), ['bpmn-invalid']);
});

test('subprocesses and lanes nested without end are refused', async () => {
  const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
  const inside = (body: string): string =>
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true">${body}</process></definitions>`;
  for (const body of [
    deep('<subProcess>', '</subProcess>', 20_000),
    `<laneSet>${deep('<lane><childLaneSet>', '</childLaneSet></lane>', 20_000)}</laneSet>`,
    deep('<extensionElements><a>', '</a></extensionElements>', 20_000),
  ]) {
    assert.equal((await text(inside(body))).runs, false);
  }
});
