import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { numberOf } from '../apps/demo/src/register/answers.ts';
import { readPeople } from '../apps/demo/src/people.ts';
import { holdInput, openValue, readCaseFile, rotateVault, sealValue, type VaultKeys } from '../packages/cases/src/index.ts';
import { collectPersonal } from '../packages/cases/src/personal/collect.ts';
import { pageTexts } from '../packages/connectors/src/pdf-text.testing.ts';
import { bothApplications } from './support/both-applications.ts';
import { fictionalStage, root, type Told } from './support/stage.ts';
import { invalidHtml } from './support/valid-html.ts';

const CHECK = 'residents-register.check-number';
const number = numberOf(readPeople(`${root}authorities/_example`).find(({ key }) => key === 'mira')!);
const grouped = number.replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4');
const plain = new RegExp(`${number}|${grouped.replaceAll('.', '\\D{0,3}')}`);
const REASON = 'Abgleich mit der Ausgleichskasse';

let stage: Told;
let applications: Awaited<ReturnType<typeof bothApplications>>;
let caseId: string;
let task: string;

/** The fictional service asks for the number, and a step hands it to the register. */
async function askForNumber(): Promise<void> {
  await stage.publish('services/_example/form.json', (text) => {
    const form = JSON.parse(text) as { components: { components: object[] }[] };
    form.components[0]!.components.push({
      type: 'textfield',
      id: 'ahvNumber',
      key: 'person.ahvNumber',
      label: 'vocabulary.person.ahvNumber',
      validate: { required: true },
    });
    return JSON.stringify(form);
  });
  await stage.publish('services/_example/service.yaml', (text) =>
    text.replace('read: [applicant.*,', 'read: [applicant.*, person.ahvNumber,'),
  );
  await stage.publish('services/_example/process.bpmn', (text) =>
    text
      .replace(
        '<bpmn:flowNodeRef>assess</bpmn:flowNodeRef>',
        '<bpmn:flowNodeRef>assess</bpmn:flowNodeRef><bpmn:flowNodeRef>check-number</bpmn:flowNodeRef>',
      )
      .replace(
        '<bpmn:userTask id="assess"',
        `<bpmn:serviceTask id="check-number"><bpmn:extensionElements><zeebe:taskDefinition type="${CHECK}" /><zeebe:ioMapping>
<zeebe:input source="=person.ahvNumber" target="number" /><zeebe:input source="=person.ref" target="person" />
<zeebe:output source="=outcome" target="numberOutcome" /><zeebe:output source="=number = null" target="numberMissing" />
</zeebe:ioMapping></bpmn:extensionElements><bpmn:incoming>collect-fee--assess</bpmn:incoming><bpmn:outgoing>check--assess</bpmn:outgoing></bpmn:serviceTask><bpmn:userTask id="assess"`,
      )
      .replace(
        '<bpmn:incoming>collect-fee--assess</bpmn:incoming>\n      <bpmn:outgoing>assess--assessed',
        '<bpmn:incoming>check--assess</bpmn:incoming>\n      <bpmn:outgoing>assess--assessed',
      )
      .replace(
        'sourceRef="collect-fee" targetRef="assess" />',
        'sourceRef="collect-fee" targetRef="check-number" /><bpmn:sequenceFlow id="check--assess" sourceRef="check-number" targetRef="assess" />',
      ),
  );
}

before(async () => {
  stage = await fictionalStage({ beispielwil: { [CHECK]: 'demo-register' } }, '_example');
  await askForNumber();
  applications = await bothApplications(stage);
  const noted = (details: Record<string, unknown>, message: string): void => void applications.log.push(JSON.stringify([details, message]));
  stage.worker.log = { info: noted, warn: noted, error: noted };
});
after(() => stage.end());

/** Places of the whole database in which the number stands in the clear, as text or as bytes. */
async function placesOf(looked: string): Promise<string[]> {
  const { rows } = await stage.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'`,
  );
  assert.ok(rows.length > 50, `expected every table of the database, got ${rows.length}`);
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await stage.owner.query(`select 1 from ${name} t where t::text like any ($1) limit 1`, [
      [looked, grouped, encodeURIComponent(grouped)].flatMap((each) => [`%${each}%`, `%${Buffer.from(each).toString('hex')}%`]),
    ]);
    if (hit.rowCount) found.push(name);
  }
  return found;
}

test('a number typed into a form goes to the vault, stands masked on the page afterwards and stays when the page is sent again', async () => {
  await stage.act('start', { as: 'mira', at: 'beispielwil' });
  const mira = await applications.browser('mira', 'portal');
  const page = `/de/drafts/${stage.memory.draftId}/pages/page_you`;
  const send = async (typed: string) => {
    await mira.get(page);
    return mira.submit('[action$="/pages/page_you"]', { 'contact.email': 'mira@mail.example', 'person.ahvNumber': typed });
  };
  assert.equal((await send('756.1234.5678.90')).status, 422, 'the check digit is looked at');
  assert.equal((await send(grouped)).status, 303);
  const shown = (await mira.get(page)).text;
  assert.doesNotMatch(shown, plain);
  assert.match(shown, /value="756\.••••\.••••\.••"/);
  const tokens = async () => (await stage.owner.query<{ id: string }>('select vault_id as id from cases.vault')).rows.map(({ id }) => id);
  const [kept] = await tokens();
  assert.equal((await send('756.••••.••••.••')).status, 303);
  assert.deepEqual(await tokens(), [kept]);
  const { rows } = await stage.owner.query<{ answers: Record<string, unknown> }>('select answers from cases.drafts where case_id is null');
  assert.equal(rows[0]!.answers['person.ahvNumber'], `vault:${kept}`);
  assert.equal((await send(`vault:${kept}`)).status, 422, 'a token is not typed');
  assert.equal((await send(number)).status, 303);
  assert.equal((await tokens()).length, 1, 'what was typed before is gone');
});

test('what was typed into a form whose session had expired is held without the number', async () => {
  const secret = await stage.secretOf('mira');
  const id = await holdInput(stage.portal, { secret, path: '/x', body: `a=1&person.ahvNumber=${encodeURIComponent(grouped)}` });
  const { rows } = await stage.owner.query<{ body: string }>('select body from cases.held_inputs where held_id = $1', [id]);
  assert.equal(rows[0]!.body, 'a=1');
});

test('after a whole journey the number is nowhere: no table, log, mail, document or export', async () => {
  const players = [
    { name: 'Mira', age: 41 },
    { name: 'Ana', age: 39 },
  ];
  const answers = { playOn: '2027-03-08', court: 'north', hours: 1, light: false, players, remark: 'Danke' };
  await stage.act('submit', { as: 'mira', answers });
  // One call fails: what is told of it in the log must not say with what.
  await stage.act('fault', { connector: 'demo-register', kind: 'garbage' });
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  await stage.act('heal', { connector: 'demo-register' });
  await stage.act('wait', { period: '1 hours' });
  const { rows } = await stage.owner.query<{ id: string; token: number; element: string }>(
    `select case_id as id, token_no as token, element from engine.user_task where group_id like 'office:%'`,
  );
  assert.equal(rows[0]?.element, 'assess');
  caseId = rows[0].id;
  task = `/tasks/${caseId}/${rows[0].token}`;
  const { rows: variables } = await stage.owner.query<{ data: Record<string, unknown> }>(
    'select data from engine.variable where case_id = $1 and scope_no = 0',
    [caseId],
  );
  // The register knew the number: it got it in the clear at the moment of the call, and FEEL knew only that there is one.
  assert.equal(variables[0]!.data['numberOutcome'], 'matches');
  assert.equal(variables[0]!.data['numberMissing'], false);
  const nora = await applications.browser('nora', 'workplace');
  assert.doesNotMatch((await nora.get(`/de${task}`)).text, plain);

  assert.deepEqual(await placesOf(number), []);
  assert.ok(applications.log.length > 0);
  assert.doesNotMatch(applications.log.join('\n'), plain);
  assert.ok(stage.mail.sent.length > 0);
  assert.doesNotMatch(JSON.stringify(stage.mail.sent), plain);
  assert.doesNotMatch(JSON.stringify(await readCaseFile(stage.owner, stage.portal.catalogue, caseId)), plain);
  const contents = await stage.owner.query<{ hash: string }>('select content_hash as hash from cases.submissions where case_id = $1', [
    caseId,
  ]);
  for (const { hash } of contents.rows) {
    const stored = await stage.world.files.open(hash);
    const parts: Buffer[] = [];
    for await (const part of stored!.stream as AsyncIterable<Buffer>) parts.push(part);
    assert.doesNotMatch((await pageTexts(Buffer.concat(parts))).join('\n'), plain);
  }
  const looks = await stage.owner.query(`select actor_name, element from cases.access_records where purpose = 'vault.purpose.connector'`);
  assert.ok(looks.rows.length >= 2, 'each call is a look');
  for (const look of looks.rows) assert.deepEqual(look, { actor_name: 'demo-register', element: 'check-number' });
});

test('who works the step sees the number for a reason that the person reads; without a reason, and for others, nothing', async () => {
  const nora = await applications.browser('nora', 'workplace');
  const page = `/de${task}/numbers`;
  assert.match((await nora.get(`/de${task}`)).text, /numbers"/);
  const asked = await nora.get(page);
  assert.deepEqual(await invalidHtml(asked.text), []);
  assert.equal((await nora.submit('[action$="/numbers"]', { reason: 'kurz' })).status, 422);
  const before = await stage.owner.query(`select 1 from cases.access_records where purpose = 'vault.purpose.reveal'`);
  assert.equal(before.rowCount, 0);
  await nora.get(page);
  const shown = await nora.submit('[action$="/numbers"]', { reason: REASON });
  assert.match(shown.text, new RegExp(grouped));
  assert.match(shown.headers.get('cache-control') ?? '', /no-store/);
  assert.deepEqual(await placesOf(number), []);
  for (const other of ['ruth', 'otto', 'vera']) {
    const browser = await applications.browser(other, 'workplace');
    assert.equal((await browser.get(page)).status, 404, other);
  }
  const mira = await applications.browser('mira', 'portal');
  const data = (await mira.get('/de/data')).text;
  assert.match(data, /Ihre AHV-Nummer für diesen Schritt ansehen/);
  assert.match(data, new RegExp(REASON));
});

test('the database gives it to nobody whose party may not read the answer, whatever the application asks', async () => {
  const { rows } = await stage.owner.query<{ id: string }>('select vault_id as id from cases.vault where case_id = $1', [caseId]);
  const open = async (who: string, name: string) => {
    const client = await stage.workplace.pool.connect();
    try {
      await client.query(`begin; set local ep.session = '${await stage.secretOf(who)}'`);
      return (
        await client.query('select sealed from cases.open_vault($1, $2, $3, $4, $5)', [
          caseId,
          task.split('/').at(-1),
          name,
          rows[0]!.id,
          REASON,
        ])
      ).rowCount;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  assert.equal(await open('nora', 'person.ahvNumber'), 1);
  assert.equal(await open('nora', 'playOn'), 0);
  assert.equal(await open('ruth', 'person.ahvNumber'), 0);
  await stage.owner.query(`update cases.answers set readers = '{applicant}' where name = 'person.ahvNumber'`);
  assert.equal(await open('nora', 'person.ahvNumber'), 0);
  await stage.owner.query(`update cases.answers set readers = '{applicant,club}' where name = 'person.ahvNumber'`);
});

test('the person takes the own number away with everything else, nobody else does', async () => {
  const { rows } = await stage.owner.query<{ id: string }>(`select person_id as id from cases.persons where subject = 'mira'`);
  const asked = { personId: rows[0]!.id, language: 'de', now: stage.now() };
  const of = async (vault: typeof stage.worker.vault) =>
    JSON.stringify(await collectPersonal(stage.worker.pool, stage.portal.catalogue, { ...asked, vault: vault ?? null }));
  assert.match(await of(stage.worker.vault), new RegExp(number));
  assert.doesNotMatch(await of(null), plain);
});

test('keys are changed while everything goes on, and a sealed number fits no other row, person or kind', async () => {
  const { keys, pool } = stage.worker.vault!;
  const next: VaultKeys = { keys: new Map([['next', randomBytes(32)], ...keys.keys]), first: 'next' };
  assert.equal(await rotateVault({ keys: next, pool }), 1);
  assert.equal(await rotateVault({ keys: next, pool }), 0);
  const { rows } = await pool.query<{ vault_id: string; holder_id: string; kind: string; key_id: string; sealed: Buffer }>(
    'select * from cases.vault',
  );
  const [row] = rows;
  const place = { vaultId: row!.vault_id, holder: row!.holder_id, kind: row!.kind };
  const sealed = { keyId: row!.key_id, sealed: row!.sealed };
  assert.equal(row!.key_id, 'next');
  assert.equal(openValue({ keys: new Map([['next', next.keys.get('next')!]]), first: 'next' }, place, sealed), number);
  assert.throws(() => openValue(keys, place, sealed), { code: 'vault-key-unknown' });
  for (const moved of [{ vaultId: caseId }, { holder: caseId }, { kind: 'iban' }])
    assert.throws(() => openValue(next, { ...place, ...moved }, sealed), { code: 'vault-tampered' });
  const again = sealValue(next, place, number);
  assert.notDeepEqual(again.sealed, sealed.sealed);
  assert.deepEqual(again.lookup, sealValue(next, { ...place, vaultId: caseId }, number).lookup);
});

test('a draft that is dropped takes its number along', async () => {
  await stage.act('start', { as: 'mira', at: 'beispielwil' });
  const mira = await applications.browser('mira', 'portal');
  await mira.get(`/de/drafts/${stage.memory.draftId}/pages/page_you`);
  await mira.submit('[action$="/pages/page_you"]', { 'contact.email': 'mira@mail.example', 'person.ahvNumber': number });
  const inDrafts = 'select 1 from cases.vault where draft_id is not null';
  assert.equal((await stage.owner.query(inDrafts)).rowCount, 1);
  await stage.owner.query('delete from cases.drafts where case_id is null');
  assert.equal((await stage.owner.query(inDrafts)).rowCount, 0);
});
