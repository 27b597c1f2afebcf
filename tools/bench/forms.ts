// npm run bench -- forms: a page of 60 fields read, judged and rendered per second, beside a bare template of the same bytes.
// Both sides are measured in turn within one run; the last line is one JSON object. Exit 1 means that nothing could be measured.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compileForm, type FormContext } from '@einwohnerportal/forms';
import { parse } from 'yaml';
import { createTexts } from '@einwohnerportal/cases';
import { bareTemplate } from './forms/bare.ts';
import { sixtyFields } from './forms/sixty-fields.ts';

// Short turns, so that both sides meet the same disturbances of the machine.
const ROUNDS = 24;
const ROUND_MS = 250;
const TARGET = 30;

const { schema, body, texts } = sixtyFields();
const { form, problems } = compileForm(schema, { vocabulary: { has: () => false, type: () => null } });
assert.deepEqual(problems, []);

const words = parse(readFileSync(new URL('../../packages/forms/texts/de.yaml', import.meta.url), 'utf8')) as never;
const t = createTexts([{ de: texts }, { de: words }], { zone: 'Europe/Zurich' })('de');
const context = (names: Record<string, unknown>): FormContext => ({ names, sources: {}, t, today: '2026-11-22', zone: 'Europe/Zurich' });
const posted = new URLSearchParams(body);
const answers = form.read('all', posted, context({})).answers;
assert.deepEqual(form.read('all', posted, context({})).errors, []);

/** One request: what was posted is read and judged, and the page is shown with it. */
function ours(): string {
  const at = context(answers);
  const reading = form.read('all', posted, at);
  return String(form.render('all', at, reading));
}

const page = ours();
const changing = [
  ...Object.values(texts),
  ...body.map(([, text]) => text),
  ...body.map(([name]) => name),
  ...Array.from({ length: 60 }, (_, index) => `f-f${index}`),
];
const peer = bareTemplate(page, changing);
assert.equal(peer(), page, 'the bare template gives the same bytes');

const rates = { ours: [] as number[], peer: [] as number[] };
const cpu = { ours: 0, peer: 0 };
const runs = { ours: 0, peer: 0 };
// For `node --cpu-prof`: our side only.
if (process.env['PROFILE']) {
  const end = performance.now() + 4000;
  while (performance.now() < end) Buffer.from(ours());
  process.exit(0);
}
for (let round = 0; round < ROUNDS; round++) {
  for (const [side, run] of [
    ['ours', ours],
    ['peer', peer],
  ] as const) {
    const before = process.cpuUsage();
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < ROUND_MS) {
      // As bytes, as they are sent: until then a page is only a promise of its parts.
      Buffer.from(run());
      count++;
    }
    rates[side].push((count * 1000) / (performance.now() - start));
    const { user, system } = process.cpuUsage(before);
    cpu[side] += user + system;
    runs[side] += count;
  }
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const [oursPerSecond, peerPerSecond] = [median(rates.ours), median(rates.peer)];
const share = (oursPerSecond / peerPerSecond) * 100;
const perPage = { ours: cpu.ours / runs.ours, bare: cpu.peer / runs.peer };
console.log(`a page of 60 fields, ${page.length} bytes`);
console.log(`read, judged and rendered: ${oursPerSecond.toFixed(0)}/s, ${perPage.ours.toFixed(0)} µs of CPU each`);
console.log(`bare template:             ${peerPerSecond.toFixed(0)}/s, ${perPage.bare.toFixed(0)} µs of CPU each`);
const byCpu = (perPage.bare / perPage.ours) * 100;
console.log(`by CPU time: ${byCpu.toFixed(1)} %`);
console.log(`share: ${share.toFixed(1)} % (target ${TARGET} %${share < TARGET ? ', not met' : ''})`);
console.log(
  JSON.stringify({
    bench: 'forms',
    bytes: page.length,
    oursPerSecond: Math.round(oursPerSecond),
    barePerSecond: Math.round(peerPerSecond),
    cpuMicroseconds: { ours: Math.round(perPage.ours), bare: Math.round(perPage.bare) },
    percent: Number(share.toFixed(1)),
    percentByCpu: Number(byCpu.toFixed(1)),
    target: TARGET,
    met: share >= TARGET,
  }),
);
