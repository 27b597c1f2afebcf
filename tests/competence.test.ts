import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothApplications } from './support/both-applications.ts';
import { competenceRoot } from './support/competence-root.ts';
import { fictionalStage, type Told } from './support/stage.ts';
import { invalidHtml } from './support/valid-html.ts';

/** Everything the fictional service asks but the place. */
const ANSWERS = {
  playOn: '2027-05-10',
  court: 'north',
  hours: 1,
  light: false,
  players: [
    { name: 'Mira', age: 41 },
    { name: 'Ana', age: 39 },
  ],
  'contact.email': 'mira@mail.example',
};

const MUSTERAU = { sports: 'office:musterau/sports-office', residents: 'office:musterau/residents-office' };

let stage: Told;
let applications: Awaited<ReturnType<typeof bothApplications>>;
let over: Awaited<ReturnType<typeof competenceRoot>>;

before(async () => {
  const between = '<bpmn:sequenceFlow id="collect-fee--assess" sourceRef="collect-fee" targetRef="assess" />';
  const flow = (from: string, to: string) => `<bpmn:sequenceFlow id="${from}--${to}" sourceRef="${from}" targetRef="${to}" />`;
  over = await competenceRoot({
    'by-address': { rule: '{ function: sports-office, place: residence.municipality }' },
    'by-origin': { rule: "{ function: sports-office, place: '=for o in person.origins return number(o.id)' }" },
    'by-property': { rule: '{ function: sports-office, place: property.municipality }', asks: 'property.municipality' },
    'by-seat': { rule: '{ function: company-tax-office, place: company.seat.municipality }', asks: 'company.seat.municipality' },
    'by-subject': { rule: '{ function: migration-office }' },
    'two-parties': {
      rule: '{ function: sports-office, place: residence.municipality }\n  owner: { function: sports-office, place: property.municipality }',
      asks: 'property.municipality',
      manifest: (text) =>
        text.replace(/^sharing:\n/m, 'sharing:\n  owner:\n    read: [applicant.*, playOn, court]\n    write: [assessment.*]\n'),
      // The owner's office assesses as well, before the competent one.
      process: (xml) =>
        xml
          .replace(
            '<bpmn:lane id="club"',
            '<bpmn:lane id="owner" name="Owner"><bpmn:flowNodeRef>ask-owner</bpmn:flowNodeRef></bpmn:lane><bpmn:lane id="club"',
          )
          .replace(between, `${flow('collect-fee', 'ask-owner')}${flow('ask-owner', 'assess')}`)
          .replace(
            '<bpmn:userTask id="assess"',
            '<bpmn:userTask id="ask-owner"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="assess" bindingType="deployment" /></bpmn:extensionElements></bpmn:userTask><bpmn:userTask id="assess"',
          )
          .replaceAll(/<bpmn:(incoming|outgoing)>collect-fee--assess<\/bpmn:\1>/g, '')
          .replace(/<bpmndi:BPMNEdge id="collect-fee--assess_di"[\s\S]*?<\/bpmndi:BPMNEdge>/, ''),
    },
  });
  stage = await fictionalStage({}, '_example', [over.folder]);
  applications = await bothApplications(stage);
});
after(async () => {
  await stage.end();
  await over.remove();
});

/** Opens a draft through the pages of a service. */
async function begin(who: string, service: string) {
  const browser = await applications.browser(who, 'portal');
  await browser.get(`/de/services/${service}`);
  const started = await browser.submit(`[action$="/services/${service}/start"]`);
  const draft = started.location?.replace(/\/pages\/.*/, '') ?? '';
  return { browser, started, draft };
}

type Started = Awaited<ReturnType<typeof begin>>;

/** Everything but the place is answered; a register may tell more. */
async function answered({ draft }: Started, told: Record<string, unknown> = {}): Promise<void> {
  await stage.owner.query(
    `update cases.drafts set answers = answers || $2, facts = jsonb_set(facts, '{names,person}', (facts #> '{names,person}') || $3) where draft_id = $1`,
    [draft.split('/').at(-1), JSON.stringify(ANSWERS), JSON.stringify(told)],
  );
}

/** Answers the page of the place as typed. */
async function place(started: Started, name: string, typed: string) {
  await started.browser.get(`${started.draft}/pages/page_place`);
  return started.browser.submit('[action$="/pages/page_place"]', { [name]: typed, then: 'next' });
}

const main = (text: string): string =>
  text
    .slice(text.indexOf('<main'), text.indexOf('</main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** Sends from the page to check and pays; gives the reference of the case. */
async function send({ browser, draft }: Started, who: string): Promise<string> {
  const page = await browser.get(`${draft}/check`);
  assert.equal(page.status, 200, main(page.text));
  const sent = await stage.whileWorking(async () => browser.submit('[action$="/check"]'));
  const reference = /cases\/([^/]+)\/confirmation$/.exec(sent.location ?? '')?.[1];
  assert.ok(reference, `${sent.status} ${main(sent.text)}`);
  await stage.settle();
  await stage.act('pay', { as: who, outcome: 'settled' });
  return reference;
}

/** Offices with a task in the case, by element; and who of the staff sees the case in the work list. */
async function work(reference: string) {
  const { rows } = await stage.owner.query<{ element: string; group_id: string }>(
    'select t.element, t.group_id from engine.user_task t join cases.cases c on c.case_id = t.case_id where c.reference = $1',
    [reference],
  );
  const seen: string[] = [];
  for (const who of ['nora', 'ruth', 'karin']) {
    const list = await (await applications.browser(who, 'workplace')).get('/de/tasks');
    assert.equal(list.status, 200);
    if (list.text.includes(reference)) seen.push(who);
  }
  return { tasks: rows.map(({ element, group_id }) => `${element} ${group_id}`), seen };
}

const charged = async (reference: string): Promise<string | undefined> =>
  (
    await stage.owner.query<{ total: string }>('select f.total from cases.fees f join cases.cases c using (case_id) where reference = $1', [
      reference,
    ])
  ).rows[0]?.total;

test('by address: the office of the municipality where the person lives gets the case, and no other sees it', async () => {
  for (const [who, seen] of [
    ['mira', 'nora'],
    ['jonas', 'ruth'],
  ] as const) {
    const started = await begin(who, 'by-address');
    await answered(started);
    const reference = await send(started, who);
    const { tasks, seen: by } = await work(reference);
    assert.deepEqual(tasks, [`assess office:${seen === 'ruth' ? 'musterau' : 'beispielwil'}/sports-office`]);
    assert.deepEqual(by, [seen]);
  }
});

test('by place of origin: one place decides by itself, several are chosen from, none of the canton is said; amounts are those of the place', async () => {
  const started = await begin('mira', 'by-origin');
  // The register told two places of origin in the canton and one outside.
  const origins = [
    { name: 'Beispielwil', canton: 'EX', id: '9901' },
    { name: 'Musterau', canton: 'EX', id: '9902' },
    { name: 'Luzern', canton: 'LU', id: '1061' },
  ];
  await answered(started, { origins });
  const { browser, draft } = started;
  const asked = await browser.get(`${draft}/check`);
  assert.match(
    main(asked.text),
    /Mehrere Stellen kommen infrage\. Nur Sie wissen, welche es ist\..*Wer soll Ihren Fall bekommen\? .*Beispielwil.*Musterau/,
  );
  assert.doesNotMatch(main(asked.text), /Luzern/);
  assert.deepEqual(await invalidHtml(asked.text), []);
  const without = await browser.submit('[action$="/check"]');
  assert.equal(without.status, 422);
  assert.deepEqual(await invalidHtml(without.text), []);
  assert.match(main(without.text), /Wählen Sie, wer Ihren Fall bekommen soll\./);
  await browser.get(`${draft}/check`);
  const foreign = await browser.submit('[action$="/check"]', { office: '1061' });
  assert.equal(foreign.status, 422, 'what was no choice is none');
  await browser.get(`${draft}/check`);
  const chosen = await browser.submit('[action$="/check"]', { office: '9902' });
  assert.equal(chosen.location, `${draft}/check`);
  const page = main((await browser.get(`${draft}/check`)).text);
  assert.match(page, /Die Stelle «Gemeinde Musterau, Gemeinde Musterau» bekommt|Die Stelle «[^»]*Musterau» bekommt/);
  assert.match(page, /Sie bezahlen 4 Franken/);
  const reference = await send(started, 'mira');
  assert.equal(await charged(reference), '4.00');
  assert.deepEqual(await work(reference), { tasks: [`assess ${MUSTERAU.sports}`], seen: ['ruth'] });

  const outside = await begin('jonas', 'by-origin');
  await answered(outside, { origins: [origins[2]] });
  const told = await outside.browser.get(`${outside.draft}/check`);
  assert.match(
    main(told.text),
    /Für diesen Ort ist hier niemand zuständig: Luzern\. .*Nichts ist gesendet\. Ihre Angaben bleiben bis Mittwoch, 31\. März 2027 gespeichert\./,
  );
  assert.doesNotMatch(told.text, /Gesuch .*senden<\/button>/);
});

test('by property: a place elsewhere is said where it was answered, with what was typed; the right one leads to the office of the parcel', async () => {
  const started = await begin('mira', 'by-property');
  await answered(started);
  for (const [typed, words] of [
    ['Zürich', /Für diesen Ort ist hier niemand zuständig: Zürich\./],
    ['Buchs', /Heissen mehrere so, schreiben Sie den Kanton dazu\./],
    ['Buchs SG', /Für diesen Ort ist hier niemand zuständig: Buchs \(SG\)\./],
    ['Paris', /Geben Sie bei «[^»]*» eine Gemeinde mit ihrem Namen an\./],
    ['9999', /Für diesen Ort ist hier niemand zuständig: 9999\./],
  ] as const) {
    const refused = await place(started, 'property.municipality', typed);
    assert.equal(refused.status, 422, typed);
    assert.match(main(refused.text), words);
    assert.match(refused.text, /<title>Fehler:/);
    assert.deepEqual(await invalidHtml(refused.text), []);
    assert.match(refused.text, new RegExp(`name="property.municipality"[^>]*value="${typed}"`), 'what was typed stands there');
  }
  // Somebody goes on by address all the same: the page to check says it, and sending does nothing.
  const { browser, draft } = started;
  const check = await browser.get(`${draft}/check`);
  assert.match(main(check.text), /Ändern: /);
  const posted = await browser.post(`${draft}/check`, { _token: browser.hidden('_token') });
  assert.equal(posted.status, 422);
  assert.deepEqual(await invalidHtml(posted.text), []);
  assert.equal((await stage.owner.query("select 1 from cases.cases where service = 'by-property'")).rowCount, 0);
  const right = await place(started, 'property.municipality', '9902');
  assert.equal(right.status, 303);
  assert.deepEqual(await work(await send(started, 'mira')), { tasks: [`assess ${MUSTERAU.sports}`], seen: ['ruth'] });
});

test('by company seat and by subject: the canton’s office gets it; a seat in another canton does not fall to it', async () => {
  const seat = await begin('jonas', 'by-seat');
  await answered(seat);
  assert.equal((await place(seat, 'company.seat.municipality', 'Bern')).status, 422);
  assert.equal((await place(seat, 'company.seat.municipality', '9901')).status, 303);
  assert.deepEqual(await work(await send(seat, 'jonas')), { tasks: ['assess office:beispielkanton/company-tax-office'], seen: ['karin'] });

  const subject = await begin('mira', 'by-subject');
  await answered(subject);
  assert.deepEqual(await work(await send(subject, 'mira')), { tasks: ['assess office:beispielkanton/migration-office'], seen: ['karin'] });
});

test('two parties in two authorities: each gets its own step; where the second has no office the resident reads who does it', async () => {
  const started = await begin('mira', 'two-parties');
  await answered(started);
  assert.equal((await place(started, 'property.municipality', '9902')).status, 303);
  const reference = await send(started, 'mira');
  assert.deepEqual(await work(reference), { tasks: [`ask-owner ${MUSTERAU.sports}`], seen: ['ruth'] });
  await stage.act('task', { as: 'ruth', do: 'ask-owner', answers: { verdict: 'permit', courtGiven: 'north' } });
  assert.deepEqual(await work(reference), { tasks: ['assess office:beispielwil/sports-office'], seen: ['nora'] });

  const away = await begin('jonas', 'two-parties');
  await answered(away);
  assert.equal((await place(away, 'property.municipality', 'Bern')).status, 303, 'the competent office is there');
  const page = await away.browser.get(`${away.draft}/check`);
  assert.match(main(page.text), /Für Bern gibt es hier keine Stelle\. Wer Ihren Fall hat, übernimmt auch diesen Teil/);
});

test('what ends between draft and sending is said before anything is sent, and nothing typed is lost', async () => {
  const begun = await begin('selma', 'by-address');
  await answered(begun);
  const { browser, draft } = begun;
  await browser.get(`${draft}/check`);
  const token = browser.hidden('_token');
  const path = 'authorities/_example/musterau.yaml';
  const send422 = async (words: RegExp): Promise<void> => {
    const page = await browser.get(`${draft}/check`);
    assert.equal(page.status, 200);
    assert.match(main(page.text), words);
    assert.match(main(page.text), /\+41 41 000 00 77|041 000 00 77/);
    const sent = await browser.post(`${draft}/check`, { _token: token });
    assert.equal(sent.status, 422);
    assert.match(main(sent.text), words);
    assert.match(main(sent.text), /Ana, 39/);
  };
  await stage.publish(path, (text) =>
    `${text}\n`.replace(
      '- { service: by-address, from: 2027-02-15, state: live',
      '- { service: by-address, from: 2027-02-15, until: 2027-02-28, state: live',
    ),
  );
  await send422(/Gemeinde Musterau bot diese Leistung hier nur bis Sonntag, 28\. Februar 2027 an\./);
  const other = await applications.browser('jonas', 'portal');
  const page = main((await other.get('/de/services/by-address')).text);
  assert.match(page, /Gemeinde Musterau bietet diese Leistung hier noch nicht an\..*So geht es weiter.*041 000 00 77/);
  await other.get('/de/services/by-subject');
  const started = await other.post('/de/services/by-address/start', { _token: other.hidden('_token', '/start') });
  assert.equal(started.status, 422);
  assert.match(main(started.text), /Gemeinde Musterau bietet diese Leistung hier noch nicht an.*041 000 00 77/);
  await stage.publish(path, (text) => text.replace('until: 2027-02-28, state: live', 'state: paused'));
  await send422(/Gemeinde Musterau nimmt hier im Moment nichts entgegen\./);
  await stage.publish(path, (text) => text.replace('state: paused', 'state: live').replace(/^.*tennisHour.*\n/m, ''));
  await send422(/Das geht hier im Moment nicht: Gemeinde Musterau\./);
});
