import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { bpmn, chain, fixture, userTask } from '../../test/kit.ts';
import { EngineError, inspectModel } from '../index.ts';

const FOLDER = new URL('../../test/fixtures/elements/', import.meta.url);
const names = (await readdir(FOLDER)).map((file) => file.replace('.bpmn', ''));
const files = new Map(await Promise.all(names.map(async (name) => [name, await fixture(`elements/${name}`)] as const)));

/** A report for each process, or one clear refusal: never another error, never endless. */
async function reads(xml: string): Promise<void> {
  try {
    for (const report of await inspectModel(xml)) {
      assert.equal(report.runs, !report.problems.some((problem) => problem.severity === 'refused'));
      for (const problem of report.problems) assert.match(problem.message, /^expected .+, got[: ].+/);
    }
  } catch (error) {
    assert.ok(error instanceof EngineError && error.code === 'model-unreadable', String((error as Error).stack));
  }
}

test('a file with anything missing, doubled or exchanged is reported, never a crash', async () => {
  const tags = (xml: string): string[] => xml.match(/<[^>]+>|[^<]+/g) ?? [];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('drop', 'double', 'swap', 'cut', 'rename'),
      async (name, a, b, how) => {
        const parts = tags(files.get(name)!);
        const i = a % parts.length;
        const j = b % parts.length;
        if (how === 'drop') parts.splice(i, 1);
        if (how === 'double') parts.splice(i, 0, parts[i]!);
        if (how === 'swap') [parts[i], parts[j]] = [parts[j]!, parts[i]!];
        if (how === 'cut') parts.length = i;
        if (how === 'rename') parts[i] = parts[i]!.replace(/bpmn:\w+/, 'bpmn:scriptTask').replace(/id="[^"]*"/, '');
        await reads(parts.join(''));
      },
    ),
    { numRuns: 400 },
  );
});

test('attributes that point nowhere, or are missing, are reported', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.constantFrom('', 'nowhere'), async (name, at, to) => {
      const xml = files.get(name)!;
      const attributes = [...xml.matchAll(/ (\w+Ref|id|name|body|processId|errorCode)="[^"]*"/g)];
      const hit = attributes[at % attributes.length]!;
      const changed = to === '' ? '' : ` ${hit[1]}="${to}"`;
      await reads(xml.slice(0, hit.index) + changed + xml.slice(hit.index + hit[0].length));
    }),
    { numRuns: 400 },
  );
});

test('files of other tools are read: their extensions, several processes, a collaboration or choreography alone', async () => {
  const foreign = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="x">
    <import namespace="a" location="b" importType="c" /><itemDefinition id="i" structureRef="xsd:string" /><dataStore id="store" name="Store" />
    <process id="one"><startEvent id="s" flowable:initiator="me" /><userTask id="t" camunda:assignee="demo"><extensionElements><camunda:taskListener event="create"/></extensionElements>
      <ioSpecification><dataInput id="di" /><inputSet id="is" /><outputSet id="os" /></ioSpecification></userTask><scriptTask id="x" scriptFormat="js"><script>1</script></scriptTask>
      <sequenceFlow id="f" sourceRef="s" targetRef="t" /><sequenceFlow id="g" sourceRef="t" targetRef="x" /></process>
    <process id="two" isExecutable="true"><ioSpecification><inputSet id="is2" /><outputSet id="os2" /></ioSpecification></process></definitions>`;
  const reports = await inspectModel(foreign);
  assert.deepEqual(
    reports.map((report) => [report.processId, report.runs]),
    [
      ['one', false],
      ['two', false],
    ],
  );
  const codes = reports[0]!.problems.map((problem) => [problem.code, problem.element]);
  assert.ok(
    codes.some(([code, element]) => code === 'element-unsupported' && element === 'x'),
    JSON.stringify(codes),
  );
  assert.ok(
    codes.some(([code, element]) => code === 'extension-unsupported' && element === 't'),
    JSON.stringify(codes),
  );
  const definitions = (inside: string): string =>
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">${inside}</definitions>`;
  assert.deepEqual(
    await inspectModel(definitions('<collaboration id="c"><participant id="p" name="P" /><participant id="q" /></collaboration>')),
    [],
  );
  assert.deepEqual(
    await inspectModel(
      definitions(`<choreography id="c"><participant id="p" /><participant id="q" /><startEvent id="s" />
        <choreographyTask id="t" initiatingParticipantRef="p"><participantRef>p</participantRef><participantRef>q</participantRef></choreographyTask></choreography>`),
    ),
    [],
  );
  assert.deepEqual(await inspectModel(definitions('')), []);
});

test('a model nested, or long, beyond sense is refused in time', async () => {
  const nest = (depth: number): string =>
    depth === 0 ? userTask('deep') : `<bpmn:subProcess id="s${depth}">${nest(depth - 1)}</bpmn:subProcess>`;
  await reads(bpmn(nest(200)));
  const ids = Array.from({ length: 2_000 }, (_, index) => `t${index}`);
  const long = `<bpmn:startEvent id="begin" />${ids.map((id) => userTask(id)).join('')}<bpmn:endEvent id="end" />${chain('begin', ...ids, 'end')}`;
  const [report] = await inspectModel(bpmn(long));
  assert.equal(report!.runs, true);
});
