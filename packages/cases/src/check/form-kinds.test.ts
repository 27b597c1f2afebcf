import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { catalogueRoot, checkPackage } from './check-package.ts';

const folder = 'services/residence-certificate';
let root = '';
let copies = 0;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'kinds-'));
});
after(() => rm(root, { recursive: true, force: true }));

interface Component {
  id: string;
  components?: Component[];
  [other: string]: unknown;
}

/** Errors of a copy of a good package whose form was changed. */
async function checked(
  change: (form: { components: Component[] }, write: (file: string, content: object) => Promise<void>) => Promise<void> | void,
) {
  const base = join(root, String(++copies), folder);
  await cp(join(catalogueRoot, folder), base, { recursive: true });
  const form = JSON.parse(await readFile(join(base, 'form.json'), 'utf8')) as { components: Component[] };
  await change(form, async (file, content) => {
    await mkdir(join(base, file, '..'), { recursive: true });
    await writeFile(join(base, file), JSON.stringify(content));
  });
  await writeFile(join(base, 'form.json'), JSON.stringify(form));
  const problems = await checkPackage(base);
  return problems.filter(({ severity }) => severity === 'error').map(({ code, place }) => `${code} ${place}`);
}

function find(components: Component[], id: string): Component {
  const all = (list: Component[]): Component[] => list.flatMap((each) => [each, ...all(each.components ?? [])]);
  return all(components).find((each) => each.id === id)!;
}

test('a group of a kind may leave out its usual components, and its words need no translation', async () => {
  const errors = await checked((form) => {
    delete find(form.components, 'deliveryAddress').components;
    const page = find(form.components, 'page_purpose');
    page.components!.push({
      type: 'group',
      id: 'stay',
      path: 'stay',
      label: page['label'],
      properties: { type: 'dateRange' },
    } as Component);
  });
  assert.deepEqual(
    errors.filter((each) => !each.startsWith('why-missing')),
    [],
  );
});

test('components of an included file are checked as if they stood in the form', async () => {
  const included = (form: { components: Component[] }): Component[] => {
    const page = find(form.components, 'page_purpose');
    const { components = [] } = page;
    delete page.components;
    page['properties'] = { ...(page['properties'] as object | undefined), include: 'forms/purpose.json' };
    return components;
  };
  const good = await checked((form, write) =>
    write('forms/purpose.json', { type: 'default', id: 'purpose-parts', components: included(form) }),
  );
  assert.deepEqual(good, []);
  const missing = await checked((form) => void included(form));
  assert.ok(missing.includes('include-missing page_purpose'), missing.join());
  const circle = await checked((form, write) => {
    const components = included(form);
    const again = { type: 'group', id: 'again', properties: { include: 'forms/purpose.json' } } as Component;
    return write('forms/purpose.json', { type: 'default', id: 'purpose-parts', components: [...components, again] });
  });
  assert.ok(circle.includes('include-circle again'), circle.join());
});
