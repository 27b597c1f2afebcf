import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

let root = '';

const model = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="garden" namespace="garden">
  <decision id="d" name="seeds"><variable name="seeds"/><literalExpression><text>3 * 4</text></literalExpression></decision></definitions>`;
const testCase = (id: string, seeds: number) =>
  `<testCase id="${id}"><resultNode name="seeds"><expected><value xsi:type="xsd:decimal">${seeds}</value></expected></resultNode></testCase>`;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'tck-'));
  const folder = join(root, 'compliance-level-3', '0001-garden');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'garden.dmn'), model);
  const cases = testCase('001', 12) + testCase('002', 13);
  const text = `<testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>garden.dmn</modelName>${cases}</testCases>`;
  await writeFile(join(folder, 'garden-test-01.xml'), text);
});
after(() => rm(root, { recursive: true, force: true }));

function run(...words: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'tck', ...words], { encoding: 'utf8' });
}

describe('tck', () => {
  it('prints failures by name and the score, and ends with 0 though cases fail', () => {
    const { status, stdout } = run(root);
    assert.equal(status, 0);
    assert.match(stdout, /^\S+garden-test-01\.xml {2}case 002 {2}seeds {2}expected number, got another number$/m);
    assert.match(stdout, /^level 3: passed 1 of 2 \(50\.0 %\); expecting other than null: passed 1 of 2 \(50\.0 %\)$/m);
    assert.match(stdout, /^all: passed 1 of 2 /m);
  });

  it('prints one JSON object when asked', () => {
    const { status, stdout } = run(root, '--json');
    assert.equal(status, 0);
    const { all, levels, failures } = JSON.parse(stdout) as { all: unknown; levels: Record<string, unknown>; failures: { case: string }[] };
    assert.deepEqual(all, { passed: 1, total: 2, nonNull: { passed: 1, total: 2 } });
    assert.deepEqual(Object.keys(levels), ['3']);
    assert.deepEqual(
      failures.map(({ case: id }) => id),
      ['002'],
    );
  });

  it('ends with 2 when the folder cannot be read or the words are not understood', () => {
    for (const words of [[join(root, 'nowhere')], [], [root, '--xml'], [root, root]]) {
      const { status, stderr } = run(...words);
      assert.equal(status, 2, words.join(' '));
      assert.match(stderr, /^expected /);
    }
  });
});
