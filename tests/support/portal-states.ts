import type { Authority, DraftView, NoOffice, Offer, OfficeData, TaskView } from '@einwohnerportal/cases';
import type { Page } from 'playwright-core';
import { ANSWERS, type TestPortal } from '../../apps/portal/test/portal.ts';
import { answered } from './every-page.ts';
import type { Stop } from './language-tour.ts';

type Look = (name: string, stop: string | Stop) => Promise<void>;

const SERVICE = 'residence-certificate';
const SEND = 'main form[action$="/check"] .actions button';
const GO_ON = 'main .actions button[name="then"][value="next"]';

/** A service that only some may order yet: before anybody signs in, for who may and for who may not. */
export async function inspectPilot({ site }: TestPortal, base: string, looks: { nobody: Look; mira: Look }): Promise<void> {
  const { authorities } = site.context.catalogue;
  const offer = authorities.offer;
  let share = 20;
  authorities.offer = function (...asked): Offer | null {
    const real = offer.apply(this, asked);
    return real && { ...real, state: 'pilot', share };
  };
  await looks.nobody('service that some may order, nobody has signed in', `/services/${SERVICE}`);
  share = 99;
  await looks.mira('service that some may order, and this person may', `/services/${SERVICE}`);
  share = 1;
  await looks.mira('service that some may order, and this person may not yet', `/services/${SERVICE}`);
  await looks.mira('start of a service that this person may not order yet', {
    open: answered(base, `/services/${SERVICE}/start`, async () => {}, 'main .actions button'),
  });
  authorities.offer = offer;
}

/** Answers by which no office is found, or several, on the page of the question and on the page to check. */
export async function inspectNoOffice({ owner, site }: TestPortal, base: string, draft: string, look: Look): Promise<void> {
  await owner.query('update cases.drafts set answers = $2 where draft_id = $1', [draft.split('/').at(-1), JSON.stringify(ANSWERS)]);
  const authority = site.context.catalogue.authorities.all().find(({ id }) => id === 'beispielwil')!;
  const at: { authority: Authority; office: OfficeData } = { authority, office: authority.offices['residents-office']! };
  const none: NoOffice = {
    reason: 'outside',
    party: 'office',
    function: 'residents-office',
    place: 261,
    at: null,
    reads: ['purpose'],
    choices: [],
    until: null,
  };
  const { domain } = site;
  let found: NoOffice = none;
  const readDraft: typeof domain.readDraft = async (...given) => {
    const read = await domain.readDraft(...given);
    return read && ({ ...read, noOffice: found } as DraftView);
  };
  site.domain = { ...domain, readDraft, submitDraft: async () => ({ noOffice: found }) };
  await look('question whose answer no office is there for', {
    open: answered(base, `${draft}/pages/page_purpose`, (page: Page) => page.locator('input[value="bank"]').check(), GO_ON),
    faulty: true,
  });
  await look('check, no office is there for a place', `${draft}/check`);
  found = { ...none, reason: 'paused', place: 9901, at };
  await look('check, the office has paused the service', `${draft}/check`);
  found = { ...none, reason: 'several', choices: [9901, 9902].map((place) => ({ place, at })) };
  await look('check, several offices are there', `${draft}/check`);
  await look('check, several offices are there and none was chosen', {
    open: answered(base, `${draft}/check`, async () => {}, SEND),
    faulty: true,
  });
  site.domain = domain;
}

/** A register that says nothing, and an order of a company that a second person confirms. */
export async function inspectOthers({ site }: TestPortal, base: string, look: Look): Promise<void> {
  site.context.prefill = { read: async () => null };
  await look('registers to be asked whom somebody may act for', '/representation/register');
  await look('register that does not answer whom somebody may act for', {
    open: answered(base, '/representation/register', async () => {}, 'main form .actions button'),
  });
  site.context.prefill = null;
  const { domain } = site;
  const task = (lang: string): TaskView => {
    const title = site.context.catalogue.service(SERVICE).texts(lang)('service.title');
    return { blocked: 'four-eyes', reference: '2027-ABCD-EFGH', case: { title } } as TaskView;
  };
  site.domain = { ...domain, readTask: async (_scope, _reference, _token, lang) => task(lang) };
  await look('order of a company that a second person must confirm', '/cases/2027-ABCD-EFGH/tasks/7');
  site.domain = domain;
}
