import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const glossary = `## Words not used in names\n\n| Word | Instead |\n|---|---|\n| citizen | resident |\n| tenant | authority |\n| user | resident |\n| ticket | case |\n| shop | catalogue |\n| workflow | process |\n`;
const home = ['', 'ho', 'me/somebody/notes'].join('/').replace('ho/', 'ho');
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'checks-'));
});
after(() => rm(root, { recursive: true, force: true }));

let folders = 0;

/** Runs one check over a folder with these files. */
async function run(check: string, files: Record<string, string>) {
  const folder = join(root, String(++folders));
  for (const [path, text] of Object.entries({
    'GLOSSARY.md': glossary,
    'packages/ui/src/index.ts': 'export const ground = 1;\n',
    ...files,
  })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, `check-${check}.ts`)], {
    encoding: 'utf8',
    env: { ...process.env, CHECK_ROOT: folder, GIT_DIR: join(folder, 'no-git') },
  });
  return { status, stderr };
}

const mistakes: [check: string, path: string, text: string, found: RegExp][] = [
  [
    'themes',
    'authorities/x/themes/pale.yaml',
    "lead: ['#7fb8c2', '#82d2d6']\nleadStrong: ['#063c45', '#b8e8ea']\nonLead: ['#ffffff', '#06262b']\nleadTint: ['#e2efed', '#142e2e']\nground: ['#f3f4ef', '#1a2221']\nground2: ['#e5e8e1', '#28322f']\nradius: 3\nmark: 'M0 0h9v9z'\nhorizon: 'M0 9 1440 9'\n",
    /pale\.yaml:1 {2}expected at least 4\.5:1 of lead on paper \(light\), got /,
  ],
  ['names', 'packages/ui/src/DateInput.ts', '', /^packages\/ui\/src\/DateInput\.ts:1 {2}/m],
  ['names', 'packages/ui/src/utils/text.ts', '', /utils/],
  ['names', 'packages/ui/src/mail.ts', '\nexport class MailService {}\n', /mail\.ts:2 .*MailService/],
  ['size', 'packages/ui/src/long.ts', 'x;\n'.repeat(501), /long\.ts:501 .*at most 500/],
  ['boundaries', 'packages/ui/src/a.ts', "import { x } from '@einwohnerportal/cases';\n", /a\.ts:1 .*got cases/],
  ['boundaries', 'packages/ui/src/a.ts', "\nimport x from '../../../services/x/form.json';\n", /a\.ts:2 .*read by the loader/],
  ['boundaries', 'packages/ui/src/a.ts', "import { x } from '../../forms/src/x.ts';\n", /imports inside packages\/ui/],
  ['boundaries', 'packages/unknown/src/a.ts', 'export const a = 1;\n', /table of imports/],
  ['glossary', 'packages/ui/src/a.ts', '// a citizen\nexport const openTicket = 1;\n', /a\.ts:2 .*expected case, got ticket/],
  ['glossary', 'packages/ui/src/a.ts', 'export const gesuchNummer = 1;\n', /English names/],
  ['glossary', 'packages/ui/sql/0001.sql', 'create table tenants (id int);\n', /expected authority, got tenants/],
  ['docs', 'docs/a.md', 'See [b](b.md).\n', /docs\/a\.md:1 .*b\.md/],
  ['docs', 'docs/a.md', '# Title\n\n[x](#no-title)\n', /docs\/a\.md:3 .*#no-title/],
  ['words', 'packages/ui/src/a.ts', `export const a = '${home}';\n`, /a\.ts:1 .*path of one machine/],
  ['words', 'apps/portal/texts/de.yaml', 'state: Erledigt\n', /de\.yaml:1 .*bare status/],
  ['text-keys', 'apps/portal/src/text-keys.ts', 'export interface PortalTexts {}\n', /text-keys\.ts:1 .*npm run texts/],
  ['words', 'services/x/texts/de.yaml', `a: ${'Wort '.repeat(40)}.\n`, /at most 15 words/],
];

describe('a check of the repository', () => {
  for (const check of ['names', 'size', 'boundaries', 'glossary', 'docs', 'words']) {
    it(`${check} passes where nothing is wrong`, async () => {
      const { status, stderr } = await run(check, {});
      assert.equal(stderr, '');
      assert.equal(status, 0);
    });
  }
  for (const [check, path, text, found] of mistakes) {
    it(`${check} names ${path} for ${JSON.stringify(text.slice(0, 60))}`, async () => {
      const { status, stderr } = await run(check, { [path]: text });
      assert.equal(status, 1);
      assert.match(stderr, found);
    });
  }

  it('names an authority of the data folders that stands in code', async () => {
    const data = {
      'authorities/aa/canton.yaml': 'id: aa\n',
      'authorities/aa/bergdorf.yaml': 'id: bergdorf\nnames: { de: Gemeinde Bergdorf }\n',
    };
    const literal = await run('names', { ...data, 'packages/ui/src/a.ts': "export const a = 'bergdorf';\n" });
    assert.match(literal.stderr, /a\.ts:1 .*got bergdorf/);
    assert.equal((await run('names', { ...data, 'packages/ui/src/a.test.ts': "export const a = 'bergdorf';\n" })).status, 0);
  });
});
