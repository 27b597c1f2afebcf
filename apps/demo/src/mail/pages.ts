import { html } from 'hono/html';
import { page, type Html } from '../page/page.ts';
import type { CaughtMail } from './message.ts';

const time = (iso: string): string =>
  new Intl.DateTimeFormat('de-CH', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Zurich' }).format(new Date(iso));

/** All caught mails, newest first. */
export function inboxPage(mails: CaughtMail[]): Html {
  return page({
    title: 'Demo-Postfach',
    body: html`<h1>Abgefangene E-Mails</h1>
      <p>Die Demonstration verschickt keine E-Mail. Hier steht, was angekommen wäre.</p>
      ${
        mails.length === 0
          ? html`<p>Noch keine.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Zeit</th>
                  <th scope="col">An</th>
                  <th scope="col">Betreff</th>
                </tr>
              </thead>
              <tbody>
                ${mails.map(
                  (mail) =>
                    html`<tr>
                      <td>${time(mail.at)}</td>
                      <td>${mail.to.join(', ')}</td>
                      <td><a href="/messages/${mail.id}">${mail.subject || '(ohne Betreff)'}</a></td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  });
}

/** One mail. */
export function mailPage(mail: CaughtMail): Html {
  return page({
    title: `${mail.subject} – Demo-Postfach`,
    body: html`<p><a href="/">Alle E-Mails</a></p>
      <h1>${mail.subject || '(ohne Betreff)'}</h1>
      <table>
        <tbody>
          <tr>
            <th scope="row">Von</th>
            <td>${mail.from}</td>
          </tr>
          <tr>
            <th scope="row">An</th>
            <td>${mail.to.join(', ')}</td>
          </tr>
          <tr>
            <th scope="row">Zeit</th>
            <td>${time(mail.at)}</td>
          </tr>
        </tbody>
      </table>
      <pre lang="${mail.language ?? 'de'}">${mail.text}</pre>`,
  });
}

/** Answer for an id that nothing has. */
export function unknownMailPage(): Html {
  return page({
    title: 'Demo-Postfach',
    body: html`<h1>Diese E-Mail gibt es nicht</h1>
      <p><a href="/">Alle E-Mails</a></p>`,
  });
}
