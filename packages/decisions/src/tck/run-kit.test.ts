import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { decision, definitions, inputData, literal } from '../dmn/testing.ts';
import { runKit } from './run-kit.ts';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'kit-'));
});
after(() => rm(root, { recursive: true, force: true }));

let kits = 0;

/** Writes a kit of files by path and gives its folder. */
async function kit(files: Record<string, string>): Promise<string> {
  const folder = join(root, String(++kits));
  await mkdir(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const tests = (model: string, cases: string) =>
  `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>${model}</modelName>${cases}</testCases>`;
const number = (value: number) => `<value xsi:type="xsd:decimal">${value}</value>`;
const result = (name: string, expected: string) =>
  `<resultNode name="${name}" type="decision"><expected>${expected}</expected></resultNode>`;
const nil = '<value xsi:nil="true"/>';

const parcel = definitions(
  inputData('weight', 'number') +
    decision('price', ['in_weight'], literal('if weight > 2 then 9.5 else 7')) +
    decision('label', ['in_weight'], literal('{weight: weight, stamps: ["a", null]}')) +
    decision('broken', [], literal('1 +')) +
    decision('none', [], literal('1 / 0')),
);
const weigh = (id: string, weight: number, ...results: string[]) =>
  `<testCase id="${id}"><inputNode name="weight">${number(weight)}</inputNode>${results.join('')}</testCase>`;

describe('the conformance kit', () => {
  it('counts cases by level, and apart from them those that expect something other than null', async () => {
    const folder = await kit({
      'compliance-level-2/0001-parcel/parcel.dmn': parcel,
      'compliance-level-2/0001-parcel/parcel-test-01.xml': tests(
        'parcel.dmn',
        weigh('001', 3, result('price', number(9.5))) +
          weigh('002', 1, result('price', number(9.5))) +
          weigh('003', 1, result('none', nil)),
      ),
      'compliance-level-3/0001-parcel/parcel.dmn': parcel,
      'compliance-level-3/0001-parcel/notes.xml': '<notes/>',
      'compliance-level-3/0001-parcel/parcel-test-01.xml': tests(
        'parcel.dmn',
        weigh('001', 1, result('price', number(7)), result('none', nil)),
      ),
    });
    const { files, all, levels, failures } = await runKit(folder);
    assert.equal(files, 2);
    assert.deepEqual(all, { passed: 3, total: 4, nonNull: { passed: 2, total: 3 } });
    assert.deepEqual(levels, {
      2: { passed: 2, total: 3, nonNull: { passed: 1, total: 2 } },
      3: { passed: 1, total: 1, nonNull: { passed: 1, total: 1 } },
    });
    const file = join('compliance-level-2', '0001-parcel', 'parcel-test-01.xml');
    assert.deepEqual(failures, [{ file, case: '002', node: 'price', expected: 'number', got: 'another number', code: null }]);
  });

  it('compares lists and contexts by their parts, and types strictly', async () => {
    const context = (stamp: string, weight: string) =>
      `<component name="weight">${weight}</component><component name="stamps"><list><item><value xsi:type="xsd:string">${stamp}</value></item><item>${nil}</item></list></component>`;
    const text = '<value xsi:type="xsd:string">7</value>';
    const folder = await kit({
      'parcel.dmn': parcel,
      'test.xml': tests(
        'parcel.dmn',
        weigh('same', 1, result('label', context('a', number(1)))) +
          weigh('other', 1, result('label', context('b', number(1)))) +
          weigh('text', 1, result('price', text)),
      ),
    });
    const { levels, failures } = await runKit(folder);
    assert.deepEqual(Object.keys(levels), ['none']);
    assert.deepEqual(
      failures.map(({ case: id, expected, got }) => [id, expected, got]),
      [
        ['other', 'context', 'another context'],
        ['text', 'string', 'number'],
      ],
    );
  });

  it('takes a decision that cannot be compiled as one without result, and a file that cannot be read as failed', async () => {
    const folder = await kit({
      'parcel.dmn': parcel,
      'test.xml': tests('parcel.dmn', weigh('001', 1, result('broken', nil), result('price', number(7)))),
      'torn.dmn': '<definitions',
      'torn.xml': tests('torn.dmn', weigh('001', 1, result('price', nil))),
      'torn-test.xml': '<testCases><testCase id="lost">',
    });
    const { all, failures } = await runKit(folder);
    assert.deepEqual(all, { passed: 1, total: 3, nonNull: { passed: 1, total: 2 } });
    assert.deepEqual(
      failures.map(({ file, case: id, code }) => [file, id, code]),
      [
        ['torn-test.xml', 'lost', null],
        ['torn.xml', '001', 'dmn-read'],
      ],
    );
  });

  it('calls decision services and knowledge models where a case names one', async () => {
    const service = `<decisionService id="s" name="quote"><variable name="quote"/><outputDecision href="#d_price"/><outputDecision href="#d_none"/>
      <inputData href="#in_weight"/></decisionService><businessKnowledgeModel id="k" name="double"><variable name="double"/><encapsulatedLogic>
      <formalParameter name="weight"/><literalExpression><text>weight * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>`;
    const called = (type: string, name: string, results: string) =>
      `<testCase id="${name}" type="${type}" invocableName="${name}"><inputNode name="weight">${number(4)}</inputNode>${results}</testCase>`;
    const folder = await kit({
      'parcel.dmn': parcel.replace('</definitions>', `${service}</definitions>`),
      'test.xml': tests(
        'parcel.dmn',
        called('decisionService', 'quote', result('price', number(9.5)) + result('none', nil)) +
          called('bkm', 'double', result('double', number(8))) +
          called('bkm', 'missing', result('missing', nil)),
      ),
    });
    const { failures } = await runKit(folder);
    assert.deepEqual(
      failures.map(({ case: id, code }) => [id, code]),
      [['missing', 'decision-unknown']],
    );
  });

  /** Runs three files with a thread that does something in the second case of the first two, and nothing in the third. */
  async function broken(fault: string, silence: number) {
    const cases = weigh('first', 1, result('price', number(7))) + weigh('second', 1, result('price', number(7)));
    const folder = await kit({
      'parcel.dmn': parcel,
      'a-bad.xml': tests('parcel.dmn', cases),
      'b-bad.xml': tests('parcel.dmn', cases),
      'c-good.xml': tests('parcel.dmn', cases),
    });
    const entry = join(folder, 'entry.mjs');
    await writeFile(
      entry,
      `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', (path) => {
        parentPort.postMessage({ kind: 'case', index: 0, failures: [] });
        if (path.includes('bad')) ${fault}
        parentPort.postMessage({ kind: 'case', index: 1, failures: [] });
        parentPort.postMessage({ kind: 'done' });
      });`,
    );
    const { all, failures } = await runKit(folder, { threads: 1, silence, entry: pathToFileURL(entry) });
    assert.deepEqual(all, { passed: 4, total: 6, nonNull: { passed: 4, total: 6 } });
    assert.deepEqual(
      failures.map(({ file, case: id }) => [file, id]),
      [
        ['a-bad.xml', 'second'],
        ['b-bad.xml', 'second'],
      ],
    );
    return failures.map(({ got }) => got);
  }

  it('goes on after a file that crashes, which fails with the cases it did not finish', async () => {
    assert.deepEqual(await broken("throw new Error('crash');", 120_000), ['crashed', 'crashed']);
    assert.deepEqual(await broken('for (const kept = []; ; ) kept.push(new Array(1_000_000).fill({}));', 120_000), ['crashed', 'crashed']);
  });

  it('goes on after a file that falls silent', async () => {
    assert.deepEqual(await broken('for (;;);', 3000), ['timeout', 'timeout']);
  });

  it('finds models without their ending, and the level in labels where no folder says it', async () => {
    const labelled = (label: string, model: string) =>
      tests(model, weigh('001', 1, result('price', number(7)))).replace(
        '<modelName>',
        `<labels><label>${label}</label></labels><modelName>`,
      );
    const folder = await kit({
      'one/parcel.dmn': parcel,
      'one/test.xml': labelled('Compliance Level 3', 'parcel'),
      'two/Parcel.DMN': parcel,
      'two/test.xml': labelled('FEEL', 'folder\\parcel.dmn'),
      'non-compliant/parcel.dmn': parcel,
      'non-compliant/test.xml': labelled('Compliance Level 2', 'renamed.dmn'),
      'none/test.xml': labelled('Compliance Level 2', 'parcel.dmn'),
    });
    const { levels, failures } = await runKit(folder);
    const passed = Object.fromEntries(Object.entries(levels).map(([level, score]) => [level, [score.passed, score.total]]));
    assert.deepEqual(passed, { 2: [0, 1], 3: [1, 1], 'non-compliant': [1, 1], none: [1, 1] });
    assert.deepEqual(
      failures.map(({ file, code }) => [file, code]),
      [[join('none', 'test.xml'), 'dmn-read']],
    );
  });

  it('refuses a folder that is not there', async () => {
    await assert.rejects(runKit(join(root, 'nowhere')), { code: 'ENOENT' });
  });
});
