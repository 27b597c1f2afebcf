import { actions, button, form, html, pageHead } from '@einwohnerportal/ui';
import { againNotice, removeCookie, TOKEN_FIELD, writeCookie } from '@einwohnerportal/web';
import { allowStart } from '../../intent.ts';
import { reply } from '../../layout.ts';
import { formToken, link, redirect, whoIsHere, type Act, type Show } from '../../visit.ts';

/**
 * A caseworker comes from the workplace to fill in a form for somebody. The code in the address does nothing by itself: it is taken with
 * the button, so that no link from elsewhere brings somebody into a capture unawares.
 */
export const show: Show = async (visit, again) => {
  const { t } = visit;
  const person = await whoIsHere(visit);
  const code = again?.posted.get('code') ?? visit.http.req.query('code') ?? '';
  const main = pageHead({
    sentence: t('interface.counter.title'),
    lead: t('interface.counter.lead'),
    children: html`${againNotice(visit, again)}${form({
      action: link(visit, '/counter'),
      fields: { [TOKEN_FIELD]: formToken(visit, person), code },
      children: actions(button({ text: t('interface.counter.open') })),
    })}`,
  });
  return reply(visit, { title: t('interface.counter.title'), main, person });
};

export const act: Act = async (visit, body) => {
  const { domain, signInPool, config, context } = visit.site;
  const now = context.clock?.() ?? new Date().toISOString();
  const entered = await domain.enterCapture(signInPool, body.get('code') ?? '', now);
  if (entered) {
    writeCookie(visit.http, 'session', entered.secret, config);
    writeCookie(visit.http, 'counter', '1', config);
    for (const name of ['visit', 'eligibility']) removeCookie(visit.http, name, config);
    const start = `/services/${entered.service}/start`;
    allowStart(visit.http, start, config);
    return redirect(visit, start);
  }
  const { t } = visit;
  const main = pageHead({
    sentence: t('interface.counter.tooLate'),
    lead: t('interface.counter.tooLateText'),
    children: actions(
      button({
        text: t('interface.counter.toWorkplace'),
        href: `${config.workplaceUrl}/${visit.lang === 'de-simple' ? 'de' : visit.lang}/counter`,
      }),
    ),
  });
  return reply(visit, { title: t('interface.counter.tooLate'), main, person: null }, 422);
};
