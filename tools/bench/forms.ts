// npm run bench -- forms: a page of 60 fields read, judged and rendered per second, beside bare templates of the same bytes.
// The sides are measured in turn within one run; the target is judged beside the quickest, plain literals written by hand.
// The last line is one JSON object. Exit 1 means that nothing could be measured.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compileForm, type FormContext } from '@einwohnerportal/forms';
import { parse } from 'yaml';
import { createTexts } from '@einwohnerportal/cases';
import { bareTemplates } from './forms/bare.ts';
import { sixtyFields } from './forms/sixty-fields.ts';

// Short turns, so that both sides meet the same disturbances of the machine.
const ROUNDS = 24;
const ROUND_MS = 250;
// Before them, until the engine has compiled what runs often; not counted for any side.
const WARM_ROUNDS = 4;
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
const { plain, tagged } = bareTemplates(page, changing);
assert.equal(plain(), page, 'the bare template gives the same bytes');
assert.equal(tagged(), page, 'the bare template with a tag gives the same bytes');

const rates = { ours: [] as number[], plain: [] as number[], tagged: [] as number[] };
const cpu = { ours: 0, plain: 0, tagged: 0 };
const runs = { ours: 0, plain: 0, tagged: 0 };
// For `node --cpu-prof`: our side only.
if (process.env['PROFILE']) {
  const end = performance.now() + 4000;
  while (performance.now() < end) Buffer.from(ours());
  process.exit(0);
}
for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
  for (const [side, run] of [
    ['ours', ours],
    ['plain', plain],
    ['tagged', tagged],
  ] as const) {
    const before = process.cpuUsage();
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < ROUND_MS) {
      // As bytes, as they are sent: until then a page is only a promise of its parts.
      Buffer.from(run());
      count++;
    }
    if (round < 0) continue;
    rates[side].push((count * 1000) / (performance.now() - start));
    const { user, system } = process.cpuUsage(before);
    cpu[side] += user + system;
    runs[side] += count;
  }
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const sides = ['ours', 'plain', 'tagged'] as const;
const per = Object.fromEntries(sides.map((side) => [side, { second: median(rates[side]), cpu: cpu[side] / runs[side] }])) as Record<
  (typeof sides)[number],
  { second: number; cpu: number }
>;
const share = (side: 'plain' | 'tagged') => (per.ours.second / per[side].second) * 100;
const byCpu = (side: 'plain' | 'tagged') => (per[side].cpu / per.ours.cpu) * 100;
const figures = (side: (typeof sides)[number]) => `${per[side].second.toFixed(0)}/s, ${per[side].cpu.toFixed(0)} µs of CPU each`;
console.log(`a page of 60 fields, ${page.length} bytes`);
console.log(`read, judged and rendered: ${figures('ours')}`);
console.log(`bare template:             ${figures('plain')}`);
console.log(`bare template with a tag:  ${figures('tagged')}`);
console.log(`by CPU time: ${byCpu('plain').toFixed(1)} % of the bare template, ${byCpu('tagged').toFixed(1)} % of the one with a tag`);
const met = share('plain') >= TARGET;
console.log(
  `share: ${share('plain').toFixed(1)} % (target ${TARGET} %${met ? '' : ', not met'}), ${share('tagged').toFixed(1)} % of the one with a tag`,
);
console.log(
  JSON.stringify({
    bench: 'forms',
    bytes: page.length,
    oursPerSecond: Math.round(per.ours.second),
    barePerSecond: Math.round(per.plain.second),
    taggedPerSecond: Math.round(per.tagged.second),
    cpuMicroseconds: { ours: Math.round(per.ours.cpu), bare: Math.round(per.plain.cpu), tagged: Math.round(per.tagged.cpu) },
    percent: Number(share('plain').toFixed(1)),
    percentByCpu: Number(byCpu('plain').toFixed(1)),
    percentOfTagged: Number(share('tagged').toFixed(1)),
    target: TARGET,
    met,
  }),
);
