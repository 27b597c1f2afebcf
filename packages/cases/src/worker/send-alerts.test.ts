import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CONFIRM, fictionalStage, ORDER, type Told } from '../../../../tests/support/stage.ts';
import { domainTexts, interfaceTexts } from '../case-view/texts.ts';
import { readCase } from '../case-view/read-case.ts';
import { withSession } from '../request/scope.ts';
import { dayWords } from '../texts/day-words.ts';

const LANGUAGES = ['de', 'de-simple', 'fr', 'it', 'en'];
/** What they ask for has a last day. */
const ACTING = ['due-soon', 'asked', 'reminder', 'file-refused', 'draft-expires', 'office-reminder', 'late'];
const kinds = Object.keys(domainTexts().de!.alerts as object);

let stage: Told;
before(async () => {
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'people' } });
});
after(() => stage.end());

/** The mails that came since the last time. */
let seen = 0;
function fresh(): { subject: string; text: string; to: string }[] {
  const found = stage.mail.sent.slice(seen);
  seen = stage.mail.sent.length;
  return found;
}

async function action(): Promise<{ kind: string; until: string }> {
  const secret = await stage.secretOf('mira');
  const view = await withSession(stage.portal, secret, (scope) => readCase(scope, stage.memory.reference!, 'de'));
  assert.equal(view!.actions.length, 1);
  const { kind, until } = view!.actions[0]!;
  return { kind, until: until! };
}

test('check 20: the mail after an order names the service and says until when the fee is to be paid, as the page does', async () => {
  stage.memory.language = 'fr';
  await stage.act('submit', { as: 'mira', answers: ORDER });
  const { kind, until } = await action();
  assert.equal(kind, 'pay');
  const [mail, ...others] = fresh();
  assert.equal(others.length, 0);
  assert.match(mail!.subject, /Attestation de domicile/);
  assert.ok(mail!.text.includes(`Payez l’émolument jusqu’au ${dayWords(until, 'fr')}.`), mail!.text);
});

test('check 20: a question of the office comes with what to do and until when, in subject and text, with the day of the page', async () => {
  await stage.act('pay', { as: 'mira', outcome: 'settled' });
  await stage.act('task', { as: 'beat', do: 'confirm-residence', answers: { outcome: 'not-registered', reason: 'Nicht gefunden.' } });
  const { kind, until } = await action();
  assert.equal(kind, 'task');
  const mail = fresh().find(({ to }) => to.startsWith('mira'))!;
  for (const words of [mail.subject, mail.text]) assert.ok(words.includes(dayWords(until, 'fr')), words);
  assert.match(mail.text, /Répondez jusqu’au/);
});

test('check 20: every alert in every language names the service, says until when where there is a day, and holds no link and no name', () => {
  for (const lang of LANGUAGES)
    // An invitation to the workplace goes to staff and belongs to no case.
    for (const kind of kinds.filter((each) => each !== 'invitation')) {
      const t = interfaceTexts(lang, 'Europe/Zurich');
      for (const act of ['pay', 'fee', 'other'])
        for (const due of ['yes', 'none']) {
          // A draft always has its day.
          if (kind === 'draft-expires' && due === 'none') continue;
          const args = { service: 'DIENST', reference: '2027-AAAA-BBBB', authority: 'STELLE', act, due, day: due === 'yes' ? 'TAG' : '' };
          const [subject, text] = [t(`alerts.${kind}.subject`, args), t(`alerts.${kind}.text`, args)];
          const where = `${lang} ${kind} ${act} ${due}: ${subject} ${text}`;
          if (!kind.startsWith('deletion-')) assert.match(subject, /DIENST/, where);
          assert.match(subject + text, kind === 'draft-expires' ? /DIENST/ : /2027-AAAA-BBBB/, where);
          assert.doesNotMatch(subject + text, /https?:|www\.|[{}]|  |undefined/, where);
          if (due === 'yes' && (ACTING.includes(kind) || (kind === 'received' && act === 'pay'))) assert.match(text, /TAG/, where);
        }
    }
});

test('a short message says the day as well and fits into three parts', () => {
  for (const lang of LANGUAGES) {
    const words = interfaceTexts(lang, 'Europe/Zurich')('alertBySms', {
      service: 'D'.repeat(60),
      reference: '2027-AAAA-BBBB',
      due: 'yes',
      day: 'TAG',
    });
    assert.match(words, /TAG/);
    assert.ok(words.length < 459, words);
  }
});
