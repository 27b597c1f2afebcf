import { applicantOf } from '@einwohnerportal/cases';
import { answers, backLink, band, html, pageHead, pairs, signatureLines, type Html } from '@einwohnerportal/ui';
import { authorityName, formatInstant, inLanguage } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, type Show, type Visit } from '../../visit.ts';
import { showSent } from '../drafts/controller.ts';

/** All answers on paper before they are sent; at the counter with a place to sign. */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, async (scope) => ({
    draft: await visit.site.domain.readDraft(scope, param(visit, 'draft'), visit.lang),
    now: scope.now,
  }));
  if (!found) return toSignIn(visit);
  const { draft, now } = found.value;
  const { acting } = found.person.session;
  if (!draft) return showNotFound(visit);
  const capture = acting?.capture ?? null;
  if (draft.reference) return showSent(visit, found.person, draft);
  const { t } = visit;
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, `/drafts/${draft.id}/check`), text: t('interface.nav.back') }),
    kicker: draft.version.texts(visit.lang)('service.title'),
    sentence: t(capture ? 'interface.counter.paper.title' : 'interface.case.answers'),
    children: html`${capture ? html`<p class="lead print-hint">${t('interface.counter.paper.lead')}</p>` : ''}${pairs([
      { term: t('interface.counter.paper.person'), values: [applicantOf(found.person.session).displayName], verbatim: true },
      ...(acting?.birthdate ? [{ term: t('interface.counter.paper.born'), values: [bornText(acting.birthdate)] }] : []),
      {
        term: t('interface.counter.paper.to'),
        values: [inLanguage(draft.office.names, visit.lang), authorityName(draft.authority, visit.lang)],
      },
      ...(capture
        ? [
            {
              term: t('interface.counter.paper.captured'),
              values: [
                t(`interface.counter.captured.${capture.channel}`, { office: officeOf(visit, capture.office) }),
                formatInstant(now, visit),
              ],
            },
          ]
        : []),
    ])}`,
  })}
${band({
  id: 'answers',
  title: t('interface.case.answers'),
  layout: 'route',
  children: answers({
    missing: t('interface.check.notGiven'),
    answers: draft.form.summary(draft.formContext).map(({ label, values }) => ({ label, values, note: null })),
  }),
})}
${capture ? signature(visit, acting!.displayName) : ''}`;
  return reply(visit, {
    title: t(capture ? 'interface.counter.paper.title' : 'interface.case.answers'),
    main,
    person: found.person,
    task: t(`interface.service.startTask.${draft.version.manifest.kind}`, { service: draft.version.texts(visit.lang)('service.title') }),
    authority: draft.authority,
    office: draft.office,
    service: draft.version,
  });
};

function signature({ t }: Visit, name: string): Html {
  return band({
    id: 'signature',
    title: t('interface.counter.paper.signature'),
    children: html`<p>${t('interface.counter.paper.confirm')}</p>${signatureLines([t('interface.counter.paper.placeDate'), t('interface.counter.paper.signs', { name })])}`,
  });
}

function officeOf(visit: Visit, principal: string): string {
  const found = visit.site.context.catalogue.authorities.byOffice(principal);
  return found ? `${inLanguage(found.office.names, visit.lang)}, ${authorityName(found.authority, visit.lang)}` : '';
}

/** «14.6.1985», «6.1985» or «1985»: as much as is known. */
const bornText = (born: string): string => born.split('-').map(Number).reverse().join('.');
