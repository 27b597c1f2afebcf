import type { MandateView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  band,
  bullets,
  button,
  form,
  html,
  notice,
  pageHead,
  pairs,
  secondButton,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatInstant, removeCookie, TOKEN_FIELD, writeCookie } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { showCode } from './code-page.ts';
import { byRegister, coverWords, mandateTitle, periodWords, rightWords } from './words.ts';

/** One mandate for either side: what it allows, what was done with it, and how to use or end it. */
export const show: Show = (visit, again) => view(visit, again, false);

async function view(visit: Visit, again: Again | null, silent: boolean): Promise<Response> {
  const found = await asPerson(visit, (scope) => visit.site.domain.readMandate(scope, param(visit, 'mandate')));
  if (!found) return toSignIn(visit);
  const mandate = found.value;
  if (!mandate) return showNotFound(visit);
  const { t } = visit;
  const { acting } = found.person.session;
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, '/representation'), text: t('interface.representation.title') }),
    kicker: t(`interface.representation.state.${mandate.state}`),
    sentence: mandateTitle(visit, mandate),
    children: html`${againNotice(visit, again)}${pairs([
      {
        term: t(byRegister(mandate) ? 'interface.representation.mattersShort' : 'interface.representation.matters'),
        values: [coverWords(visit, mandate.scopes)],
      },
      { term: t('interface.representation.rightShort'), values: [rightWords(visit, mandate.mayAct)] },
      { term: t('interface.representation.when'), values: [periodWords(visit, mandate)] },
      ...(byRegister(mandate) ? registerPairs(visit, mandate) : [alertsPair(visit, mandate)]),
    ])}${silent ? notice({ title: t('interface.representation.register.silent'), text: t('interface.representation.register.silentText'), kind: 'alert' }) : ''}
${acting ? html`<p>${t('interface.representation.actingNow', { name: acting.displayName })}</p>` : ''}${buttons(visit, found.person, mandate)}`,
  })}
${endBand(visit, found.person, mandate)}
${band({
  id: 'acts',
  title: t('interface.representation.acts'),
  children: bullets(
    mandate.acts.map(
      ({ at, what, who }) =>
        html`${t(`interface.representation.did.${what}`, { who })} <span class="quiet small">${formatInstant(at, visit)}</span>`,
    ),
  ),
})}`;
  return reply(visit, { title: t('interface.representation.mandateTitle'), main, person: found.person }, silent ? 503 : 200);
}

function alertsPair({ t }: Visit, { alerts }: MandateView) {
  return {
    term: t('interface.representation.alertsShort'),
    values: [t(alerts ? 'interface.representation.alertsBothWords' : 'interface.representation.alertsOneWords')],
  };
}

/** Where it comes from and since when that is known; how a company signs; the decision of an authority. */
function registerPairs(visit: Visit, mandate: MandateView) {
  const { t } = visit;
  return [
    ...(mandate.decision ? [{ term: t('interface.representation.decision'), values: [mandate.decision] }] : []),
    ...(mandate.kind === 'organ'
      ? [
          {
            term: t('interface.representation.signature'),
            values: [t(`interface.representation.signs.${mandate.joint ? 'joint' : 'sole'}`)],
          },
        ]
      : []),
    ...(mandate.checkedAt ? [{ term: t('interface.representation.checkedAt'), values: [formatInstant(mandate.checkedAt, visit)] }] : []),
  ];
}

/** Ending it, for either side; in a place of its own. */
function endBand(visit: Visit, person: Person, mandate: MandateView): Html {
  const { t } = visit;
  // What a register says ends with the register.
  if (person.session.acting || byRegister(mandate) || !['offered', 'lapsed', 'ahead', 'valid'].includes(mandate.state)) return html``;
  const [why, label] = mandate.given ? (['endText', 'endButton'] as const) : (['layDownText', 'layDown'] as const);
  return band({
    id: 'end',
    title: t('interface.representation.endBand'),
    children: html`<p>${t(`interface.representation.${why}`)}</p>${posting(visit, person, mandate, 'end', secondButton({ text: t(`interface.representation.${label}`) }))}`,
  });
}

function posting(visit: Visit, person: Person, mandate: MandateView, what: string, made: Html): Html {
  return form({
    action: link(visit, `/representation/${mandate.id}`),
    fields: { [TOKEN_FIELD]: person.session.csrf, what },
    children: actions(made),
  });
}

function buttons(visit: Visit, person: Person, mandate: MandateView): Html {
  const { t } = visit;
  const { acting } = person.session;
  const open = !acting && mandate.given && (mandate.state === 'offered' || mandate.state === 'lapsed');
  return html`${!mandate.given && (mandate.state === 'valid' || mandate.state === 'unchecked') && acting?.mandateId !== mandate.id ? posting(visit, person, mandate, 'act', button({ text: t('interface.representation.actFor', { name: mandate.other ?? '' }) })) : ''}
${open ? posting(visit, person, mandate, 'code', secondButton({ text: t('interface.representation.newCode') })) : ''}`;
}

export const act: Act = async (visit, body) => {
  const id = param(visit, 'mandate');
  const what = body.get('what');
  const { domain } = visit.site;
  const found = await asPerson(visit, async (scope) => {
    const mandate = await domain.readMandate(scope, id);
    const code = mandate && what === 'code' ? await domain.renewCode(scope, id) : null;
    if (mandate && what === 'end') await domain.endMandate(scope, id);
    return { mandate, code, now: scope.now };
  });
  if (!found) return toSignIn(visit);
  const { mandate, code, now } = found.value;
  if (!mandate) return showNotFound(visit);
  if (code) return showCode(visit, found.person, id, code);
  // The register is asked anew first; where it does not answer, nobody acts.
  if (what === 'act' && mandate.state === 'unchecked') {
    const check = await domain.checkRegister(visit.site.context, visit.site.signInPool, visit.secret, visit.lang);
    if (!check || check.silent > 0) return view(visit, null, true);
  }
  if (what === 'act' && !mandate.given && (await switchTo(visit, id, now))) return redirect(visit, '/cases');
  return redirect(visit, `/representation/${id}`);
};

/** Exchanges the session of this browser for one that acts under a mandate, or for the person again; false: not possible. */
export async function switchTo(visit: Visit, mandateId: string | null, now: string): Promise<boolean> {
  const { domain, signInPool, config } = visit.site;
  const secret = await domain.actFor(signInPool, visit.secret, mandateId, now);
  if (secret === null) return false;
  writeCookie(visit.http, 'session', secret, config);
  // What was answered or begun for one person is nothing to the other.
  for (const name of ['visit', 'intent', 'eligibility']) removeCookie(visit.http, name, config);
  return true;
}
