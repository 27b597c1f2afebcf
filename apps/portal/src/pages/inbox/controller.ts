import { backLink, band, documents, emptyState, goLink, html, pageHead, rows, text } from '@einwohnerportal/ui';
import { documentEntries } from '@einwohnerportal/web';
import { nearInstant } from '../../dates.ts';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, type Show } from '../../visit.ts';

/** One inbox for all authorities, newest first; what is new says so in words. */
export const showList: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.listInbox(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const { t } = visit;
  const items = found.value.map((message) => ({
    href: link(visit, `/inbox/${message.id}`),
    title: message.subject,
    text: t('interface.inbox.from', { from: message.from, at: nearInstant(message.at, visit) }),
    note: message.readAt === null ? html`<b>${t('interface.inbox.unread')}</b>` : message.caseReference,
  }));
  const main = html`${pageHead({ kicker: t('interface.inbox.title'), sentence: items.length === 0 ? t('interface.inbox.none') : t('interface.inbox.unreadCount', { count: found.value.filter((message) => message.readAt === null).length }) })}
${items.length === 0 ? emptyState({ text: t('interface.inbox.noneText') }) : band({ id: 'messages', title: t('interface.inbox.list'), children: rows(items) })}`;
  return reply(visit, { title: t('interface.inbox.title'), main, person: found.person, current: 'inbox' });
};

/** One message; opening it marks it as read. */
export const showMessage: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readMessage(scope, param(visit, 'message'), visit.lang));
  if (!found) return toSignIn(visit);
  const message = found.value;
  if (!message) return showNotFound(visit);
  const { t } = visit;
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, '/inbox'), text: t('interface.nav.backToInbox') }),
    sentence: message.subject,
    children: html`<div class="stack"><p class="quiet">${t('interface.inbox.from', { from: message.from, at: nearInstant(message.at, visit) })}</p>
${text(html`${message.body.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}`)}
<p>${goLink({ href: link(visit, `/cases/${message.caseReference}`), text: t('interface.inbox.toCase', { reference: message.caseReference }) })}</p></div>`,
  })}
${message.documents.length > 0 ? band({ id: 'documents', title: t('interface.inbox.attachments'), children: documents(documentEntries(visit, message.documents)) }) : ''}`;
  return reply(visit, { title: message.subject, main, person: found.person, current: 'inbox' });
};
