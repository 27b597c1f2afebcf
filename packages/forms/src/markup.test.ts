import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { certificate, certificateTexts, leo, nora, offer } from './testing/certificate.ts';
import { body, compiled, contextWith } from './testing/context.ts';
import { everything, everythingAnswers, everythingNames, everythingTexts } from './testing/everything.ts';
import { tennisCourt, tennisTexts } from './testing/tennis-court.ts';
import { translateFrom } from './testing/texts.ts';
import { withValue } from './names.ts';
import type { CompiledForm, FormContext, PageReading } from './types.ts';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'no-dup-id': 'error',
    'long-title': 'off',
    'attribute-boolean-style': 'off',
    'no-raw-characters': 'off',
    'void-style': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
  },
});

async function assertValid(form: CompiledForm, page: string, context: FormContext, shown: Partial<PageReading> = {}): Promise<void> {
  const plan = form.pages(context).find((each) => each.id === page)!;
  const fields = String(await form.render(page, context, shown));
  const heading = plan.titleIsLabel ? '' : `<h1>${plan.title}</h1>`;
  const html = `<!DOCTYPE html>\n<html lang="de"><head><title>Seite</title></head><body><main>${heading}<form method="post" action="/x">${fields}<button type="submit">Weiter</button></form></main></body></html>`;
  const report = await validator.validateString(html);
  const found = report.results.flatMap((result) =>
    result.messages.map(
      (message) =>
        `${message.ruleId} ${message.message} ${html.split('\n')[message.line - 1]?.slice(Math.max(0, message.column - 40), message.column + 60)}`,
    ),
  );
  assert.deepEqual(found, [], page);
  assert.equal(html.match(/<h1/g)?.length, 1, page);
  // Every description and label leads to an element of the page.
  for (const [, ids] of html.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
    for (const id of ids!.split(' ')) assert.ok(html.includes(`id="${id}"`), `${page}: ${id}`);
  }
}

/** Every page empty, with all errors, and with what was typed. */
async function assertAllPages(form: CompiledForm, context: FormContext, filled: Record<string, string | string[]>): Promise<void> {
  for (const { id } of form.pages(context)) {
    await assertValid(form, id, context);
    await assertValid(form, id, context, form.read(id, body({}), context));
    const wrong = Object.fromEntries(Object.keys(filled).map((name) => [name, '<"x']));
    await assertValid(form, id, context, form.read(id, body(wrong), context));
    await assertValid(form, id, context, form.read(id, body(filled), context));
  }
}

test('all pages of a form about persons are valid HTML in every state', async () => {
  const form = compiled(certificate);
  const t = translateFrom('de', [], certificateTexts);
  const filled = {
    persons: 'p1',
    'household.added[1].firstName': 'Ada',
    purpose: 'other',
    purposeOther: 'x',
    delivery: 'post',
    'deliveryAddress.town': 'y',
    'contact.email': 'a@b.ch',
    'address.text': 'z',
  };
  const names = { ...offer, person: nora };
  await assertAllPages(
    form,
    contextWith(t, { ...names, household: { complete: false } }, { sources: { person: { source: 'identity' } } }),
    filled,
  );
  const register = { source: 'register' as const, authority: 'musterau', at: '2026-11-22T08:00:00Z' };
  const known = {
    ...names,
    address: { text: 'Weg 1', street: 'Weg', town: 'Musterau' },
    contact: { email: 'a@b.ch' },
    household: { complete: true, members: [nora, leo] },
  };
  const sources = { person: register, address: register, contact: { source: 'identity' as const } };
  await assertAllPages(form, contextWith(t, known, { sources, correctionHref: '/x' }), filled);
  assert.deepEqual([...t.missing], []);
});

test('all pages of a form with a growing list are valid HTML in every state', async () => {
  const form = compiled(tennisCourt);
  const filled = {
    from: '1.12.26',
    court: 'clay',
    hours: '2',
    'players[1].name': 'Nora',
    'players[2].name': 'Leo',
    'players[2].member': 'true',
    remark: 'Hi',
    accepted: 'true',
    extras: ['light'],
    lightUntil: '8',
  };
  await assertAllPages(form, contextWith(translateFrom('de', [], tennisTexts), {}), filled);
});

test('all kinds of fields are valid HTML in every state', async () => {
  const form = compiled(everything);
  const t = translateFrom('de', [], everythingTexts);
  const files = () => [{ ref: 'a1', name: 'foto.jpg', size: 400_000, state: 'refused' as const, reason: 'Zu dunkel.' }];
  const filled = {
    whole: '3',
    colour: 'red',
    several: ['red', 'blue'],
    'children[1].name': 'Mia',
    'children[1].toys[1].toy': 'Ball',
    signed: 'true',
  };
  await assertAllPages(form, contextWith(t, everythingNames, { documentHref: (ref) => `/documents/${ref}` }), filled);
  const names = Object.entries(everythingAnswers).reduce(
    (tree: Record<string, unknown>, [name, value]) => withValue(tree, name, value),
    everythingNames,
  );
  await assertAllPages(form, contextWith(t, names, { files, evidence: { lease: { accept: ['pdf'], maxSize: '20 MB' } } }), filled);
  assert.deepEqual([...t.missing], []);
});
