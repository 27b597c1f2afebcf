import { actions, button, errorSummary, form, html, notice, textInput, workPage } from '@einwohnerportal/ui';
import { againNotice, inSession, link, redirect, TOKEN_FIELD, toSignIn, type Again } from '@einwohnerportal/web';
import { reply } from '../../../layout.ts';
import type { Act, Show, Visit } from '../../../visit.ts';

/** Where somebody who was invited gives the code, signed in with their own account. */
export const show: Show = (visit, again) => view(visit, again, again?.posted.get('code') ?? '', false);

/** Takes the code; whoever has none that opens sees the form again. */
export const act: Act = async (visit, body) => {
  const found = await inSession(visit, (scope) => visit.site.domain.acceptInvitation(scope, body.get('code') ?? ''));
  if (!found) return toSignIn(visit);
  return found.value === null ? view(visit, null, body.get('code') ?? '', true) : redirect(visit, '/invitation?said=accepted');
};

async function view(visit: Visit, again: Again | null, code: string, fault: boolean): Promise<Response> {
  const { t } = visit;
  const found = await inSession(visit, async () => null);
  if (!found) return toSignIn(visit);
  const { session } = found;
  const error = fault ? t('interface.organisation.code.fault') : null;
  const accepted = visit.http.req.query('said') === 'accepted';
  const main = workPage({
    title: t('interface.organisation.code.title'),
    intro: t('interface.organisation.code.lead'),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }),
      errors: error ? [{ control: 'code', message: error }] : [],
    }),
    children: html`${againNotice(visit, again)}
${accepted ? notice({ title: t('interface.organisation.code.accepted'), kind: 'polite', link: { href: link(visit, '/tasks'), text: t('interface.nav.tasks') } }) : ''}
${form({
  action: link(visit, '/invitation'),
  fields: { [TOKEN_FIELD]: session.csrf },
  children: html`${textInput({ id: 'code', name: 'code', label: t('interface.organisation.code.label'), hint: t('interface.organisation.code.hint'), value: code, width: 20, maxLength: 40, autocomplete: 'off', spellcheck: false, error })}${actions(button({ text: t('interface.organisation.code.button') }))}`,
})}`,
  });
  return reply(visit, { title: t('interface.organisation.code.title'), main, session, faulty: fault }, fault ? 422 : 200);
}
