// npm run bench -- decisions: decision tables of 10 rules and 3 inputs per second, beside feelin used cell by cell.
// Both sides are measured in turn within one run; the last line is one JSON object. Exit 1 means that nothing could be measured.
import assert from 'node:assert/strict';
import { compileDecisions } from '@einwohnerportal/decisions';
import { evaluate, unaryTest } from 'feelin';

// Short turns, so that both sides meet the same disturbances of the machine.
const ROUNDS = 24;
const ROUND_MS = 250;
const TARGET = 50;

const inputs = [
  ['purpose', 'string'],
  ['age', 'number'],
  ['amount', 'number'],
] as const;
const rules = [
  ['"rent", "sale"', '< 18', '-', '1'],
  ['"rent"', '[18..25)', '> 1000', '2'],
  ['"rent"', '[18..25)', '<= 1000', '3'],
  ['"sale"', '[18..25)', '-', '4'],
  ['"rent"', '[25..65]', '< 500', '5'],
  ['"rent"', '[25..65]', '[500..2000)', '6'],
  ['"rent"', '[25..65]', '>= 2000', '7'],
  ['"sale"', '[25..65]', '-', '8'],
  ['not("rent", "sale")', '-', '-', '9'],
  ['"rent", "sale"', '> 65', '-', '10'],
];
const purposes = ['rent', 'sale', 'other'];
const cases = Array.from({ length: 60 }, (_, index) => ({
  purpose: purposes[index % 3]!,
  age: (index * 7) % 90,
  amount: (index * 131) % 3000,
}));

const ours = compileDecisions(file());
const decide = (data: (typeof cases)[number]): unknown => ours.evaluate('fee', data).value;

/** The same table by the peer: a unary test per cell until one fails, a unique hit, then its output. */
function decideByPeer(data: (typeof cases)[number]): unknown {
  const matched = rules.filter((rule) =>
    inputs.every(([name], index) => rule[index] === '-' || unaryTest(rule[index]!, { ...data, '?': data[name] }).value === true),
  );
  return matched.length === 1 ? evaluate(matched[0]![3]!, data).value : null;
}

for (const data of cases) assert.equal(decide(data), decideByPeer(data), JSON.stringify(data));

const rates = { ours: [] as number[], peer: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  rates.ours.push(perSecond(decide));
  rates.peer.push(perSecond(decideByPeer));
  if (round % 6 === 5)
    console.log(`round ${round + 1}: ${Math.round(rates.ours[round]!)} tables/s, peer ${Math.round(rates.peer[round]!)} tables/s`);
}
const tables = middle(rates.ours);
const peer = middle(rates.peer);
const ratio = tables / peer;
console.log(
  JSON.stringify({
    tables_per_s: Math.round(tables),
    peer_per_s: Math.round(peer),
    ratio: Number(ratio.toFixed(1)),
    target: TARGET,
    ok: ratio >= TARGET,
  }),
);

function perSecond(one: (data: (typeof cases)[number]) => unknown): number {
  const start = performance.now();
  let count = 0;
  let passed = 0;
  do {
    for (const data of cases) one(data);
    count += cases.length;
    passed = performance.now() - start;
  } while (passed < ROUND_MS);
  return (count * 1000) / passed;
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function file(): string {
  const text = (cell: string): string => `<text>${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
  const data = inputs.map(
    ([name, type]) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`,
  );
  const needs = inputs.map(([name]) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`);
  const columns = inputs.map(([name, type]) => `<input><inputExpression typeRef="${type}">${text(name)}</inputExpression></input>`);
  const rows = rules.map((cells) => {
    const entries = cells.map((cell, index) =>
      index < inputs.length ? `<inputEntry>${text(cell)}</inputEntry>` : `<outputEntry>${text(cell)}</outputEntry>`,
    );
    return `<rule>${entries.join('')}</rule>`;
  });
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="fees" namespace="fees">${data.join('')}<decision id="fee" name="fee">
    <variable name="fee" typeRef="number"/>${needs.join('')}<decisionTable hitPolicy="UNIQUE">${columns.join('')}<output typeRef="number"/>${rows.join('')}</decisionTable></decision></definitions>`;
}
