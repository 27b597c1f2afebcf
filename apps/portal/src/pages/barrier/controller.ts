import { BARRIER_LIMITS, type BarrierReport } from '@einwohnerportal/cases';
import { readValue } from '@einwohnerportal/forms';
import { actions, backLink, button, errorSummary, form, html, notice, pageHead, textarea, textInput, type Html } from '@einwohnerportal/ui';
import { againNotice, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { formToken, link, redirect, whoIsHere, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';

type Field = 'words' | 'page' | 'aid' | 'contact';
type Faults = Partial<Record<Field, string>>;

/** A report that reaches the operators; nobody must sign in for it. */
export const show: Show = async (visit, again) => {
  if (visit.http.req.query('sent') === 'yes' && !again) return thanks(visit);
  return view(visit, again, {});
};

export const act: Act = async (visit, body) => {
  const { t, site } = visit;
  const report = reportOf(visit, body);
  const faults = faultsOf(visit, report);
  const posted = { fault: null, posted: body };
  if (Object.keys(faults).length > 0) return view(visit, posted, faults);
  if (await site.domain.reportBarrier(site.context, report)) return redirect(visit, '/accessibility/report?sent=yes');
  return view(visit, posted, {}, notice({ title: t('interface.barrier.tooMany'), text: t('interface.barrier.tooManyText') }));
};

function reportOf(visit: Visit, body: URLSearchParams): BarrierReport {
  const text = (name: Field): string =>
    (body.get(name) ?? '')
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n]/gu, '')
      .trim();
  return { page: text('page'), words: text('words'), aid: text('aid') || null, contact: text('contact') || null, language: visit.lang };
}

function faultsOf(visit: Visit, { page, words, aid, contact }: BarrierReport): Faults {
  const { t } = visit;
  const long = (text: string | null, most: number): string | null =>
    (text?.length ?? 0) > most ? t('interface.barrier.faults.long', { count: most }) : null;
  const found: Record<Field, string | null> = {
    words: words.length < BARRIER_LIMITS.least ? t('interface.barrier.faults.words') : long(words, BARRIER_LIMITS.words),
    page: long(page, BARRIER_LIMITS.page),
    aid: long(aid, BARRIER_LIMITS.aid),
    contact:
      contact !== null && 'problem' in readValue('email', contact, '2000-01-01')
        ? t('interface.barrier.faults.email')
        : long(contact, BARRIER_LIMITS.contact),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null)) as Faults;
}

async function view(visit: Visit, again: Again | null, faults: Faults, trouble: Html | null = null): Promise<Response> {
  const { t } = visit;
  const person = await whoIsHere(visit);
  const named = Object.entries(faults).map(([control, message]) => ({ control, message }));
  const main = html`${named.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: named.length }), errors: named }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, '/accessibility'), text: t('interface.accessibility.title') }),
  sentence: t('interface.barrier.title'),
  lead: t('interface.barrier.lead'),
  children: html`${againNotice(visit, again)}${trouble ?? ''}<p>${t('interface.barrier.urgent')}</p>${barrierForm(visit, person, again, faults)}`,
})}`;
  const status = named.length > 0 ? 422 : trouble ? 429 : 200;
  return reply(visit, { title: t('interface.barrier.title'), main, person, faulty: named.length > 0, indexed: status === 200 }, status);
}

function barrierForm(visit: Visit, person: Person | null, again: Again | null, faults: Faults): Html {
  const { t, http } = visit;
  const value = (name: Field): string =>
    again?.posted.get(name) ?? (name === 'page' ? (http.req.query('page') ?? '').slice(0, BARRIER_LIMITS.page) : '');
  const field = (name: Field) => ({
    id: name,
    name,
    value: value(name),
    error: faults[name] ?? null,
    errorWord: t('interface.site.errorWord'),
  });
  const optional = t('interface.barrier.optional');
  return form({
    action: link(visit, '/accessibility/report'),
    fields: { [TOKEN_FIELD]: formToken(visit, person) },
    children: html`${textarea({ ...field('words'), label: t('interface.barrier.words'), hint: t('interface.barrier.wordsHint') })}
${textInput({ ...field('page'), label: t('interface.barrier.page'), hint: t('interface.barrier.pageHint'), optional })}
${textInput({ ...field('aid'), label: t('interface.barrier.aid'), hint: t('interface.barrier.aidHint'), optional })}
${textInput({ ...field('contact'), type: 'email', label: t('interface.barrier.contact'), hint: t('interface.barrier.contactHint'), optional, autocomplete: 'email', spellcheck: false })}
${actions(button({ text: t('interface.barrier.button') }))}
<p class="source">${t('interface.barrier.retention')}</p>`,
  });
}

async function thanks(visit: Visit): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.barrier.thanks'),
    lead: t('interface.barrier.thanksText'),
    children: html`<p>${t('interface.barrier.urgent')}</p>`,
  });
  return reply(visit, { title: t('interface.barrier.thanks'), main, person: await whoIsHere(visit) });
}
