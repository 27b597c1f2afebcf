import { actions, backLink, button, errorSummary, html, pageHead, questionPage, secondButton } from '@einwohnerportal/ui';
import { reply } from '../../layout.ts';
import { chosenMunicipality } from '../../municipality.ts';
import { showNotFound } from '../../problems.ts';
import { serviceWords } from '../../service-words.ts';
import { formToken, link, param, redirect, whoIsHere, type Act, type Again, type Show, type Visit } from '../../visit.ts';
import type { ServiceVersion } from '@einwohnerportal/cases';
import type { FieldError, PageReading } from '@einwohnerportal/forms';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { begin, insteadOf } from '../start/controller.ts';
import { eligibilityOf, keepAnswers } from './eligibility-answers.ts';
import { fallbackNotice } from '../../fallback-notice.ts';

/** Questions before sign-in, one page each, and the page that says what else there is when the answers do not fit. */
export const show: Show = async (visit, again) => {
  const version = versionOf(visit);
  if (!version?.eligibilityForm) return showNotFound(visit);
  const page = param(visit, 'page');
  if (page === 'result') return resultPage(visit, version);
  const { context } = eligibilityOf(visit, version);
  const reading = again ? version.eligibilityForm.read(page, again.posted, context) : null;
  return questionView(visit, version, page, reading, [], again);
};

export const act: Act = async (visit, body) => {
  const version = versionOf(visit);
  const page = param(visit, 'page');
  if (!version?.eligibilityForm || page === 'result') return showNotFound(visit);
  const { context } = eligibilityOf(visit, version);
  const reading = version.eligibilityForm.read(page, body, context);
  if (reading.errors.length > 0) return questionView(visit, version, page, reading, reading.errors, null);
  keepAnswers(visit, version, reading.answers);
  const merged = { ...context.names, ...reading.answers };
  const pages = version.eligibilityForm.pages({ ...context, names: merged });
  const following = pages[pages.findIndex((each) => each.id === page) + 1];
  if (following) return redirect(visit, `/services/${version.id}/eligibility/${following.id}`);
  return begin(visit, version.id);
};

function versionOf(visit: Visit): ServiceVersion | null {
  const { catalogue } = visit.site.context;
  const id = param(visit, 'service');
  return catalogue.has(id) ? catalogue.service(id) : null;
}

async function questionView(
  visit: Visit,
  version: ServiceVersion,
  page: string,
  reading: PageReading | null,
  errors: FieldError[],
  again: Again | null,
): Promise<Response> {
  const { t } = visit;
  const { context } = eligibilityOf(visit, version);
  const form = version.eligibilityForm!;
  const pages = form.pages(context);
  const position = pages.findIndex((each) => each.id === page);
  const plan = pages[position];
  if (!plan) return pages[0] ? redirect(visit, `/services/${version.id}/eligibility/${pages[0].id}`) : showNotFound(visit);
  const person = await whoIsHere(visit);
  const words = serviceWords(version, visit.lang);
  const fields = await form.render(page, context, { errors, ...(reading ? { posted: reading.posted } : {}) });
  const before = pages[position - 1];
  const main = questionPage({
    back: backLink({
      href: link(visit, before ? `/services/${version.id}/eligibility/${before.id}` : `/services/${version.id}`),
      text: t('interface.nav.back'),
    }),
    errors: errors.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: errors.length }), errors }) : null,
    title: String(fields).includes('<h1') ? null : plan.title,
    form: { action: link(visit, `/services/${version.id}/eligibility/${page}`), fields: { [TOKEN_FIELD]: formToken(visit, person) } },
    children: html`${againNotice(visit, again)}${fallbackNotice(visit, words.fallback, words.lang)}${fields}`,
    actions: actions(button({ text: t('interface.eligibility.next') })),
    after: html`<p class="source">${t('interface.eligibility.kept')}</p>`,
  });
  const task = t('interface.eligibility.caption', { service: words.t('service.title') });
  return reply(
    visit,
    { title: `${plan.title} – ${words.t('service.title')}`, main, person, task, faulty: errors.length > 0 },
    errors.length > 0 ? 422 : 200,
  );
}

async function resultPage(visit: Visit, version: ServiceVersion): Promise<Response> {
  const { t } = visit;
  const found = eligibilityOf(visit, version);
  if (found.next !== null && found.next !== 'result') return redirect(visit, `/services/${version.id}/eligibility/${found.next}`);
  if (found.next === null) return redirect(visit, `/services/${version.id}/start`);
  const words = serviceWords(version, visit.lang);
  const person = await whoIsHere(visit);
  const first = version.eligibilityForm!.pages(found.context)[0];
  const main = pageHead({
    sentence: t('interface.eligibility.notEligible'),
    lead: found.verdict?.reason ? words.t(found.verdict.reason) : null,
    children: html`${insteadOf(visit, found.verdict?.instead ?? null)}
${actions(
  secondButton({
    text: t('interface.eligibility.answerAgain'),
    href: link(visit, `/services/${version.id}/eligibility/${first?.id ?? ''}`),
  }),
  html`<a href="${link(visit, `/municipality?return=${encodeURIComponent(`/services/${version.id}`)}`)}">${t('interface.eligibility.chooseMunicipality')}</a>`,
)}`,
  });
  return reply(visit, { title: t('interface.eligibility.notEligible'), main, person, authority: chosenMunicipality(visit, person) });
}
