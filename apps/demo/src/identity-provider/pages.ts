import { html } from 'hono/html';
import type { Person } from '../people.ts';
import { page, type Html } from '../page/page.ts';

function describe(person: Person): string {
  const place = person.works ? `arbeitet für: ${person.works} (${person.roles.join(', ')})` : person.address?.text;
  const born = person.dateOfBirth ? `geboren ${person.dateOfBirth}` : null;
  return [person.about ?? place, born, `Stufe AGOVaq ${person.signsInAt ?? 100}`, `Kurzname ${person.key}`].filter(Boolean).join(' · ');
}

/** Choice of the person who signs in. Works without script and by keyboard; `error` stands above the form after a wrong answer. */
export function signInPage(content: { people: Person[]; uid: string; wantedBy: string; typed: string; error: string | null }): Html {
  const { error, people, typed, uid, wantedBy } = content;
  return page({
    title: `${error ? 'Fehler: ' : ''}Anmelden – Demo-Login`,
    body: html`<h1>Als wen möchten Sie sich anmelden?</h1>
      <p>Dieser Demo-Login ersetzt AGOV. Er fragt kein Passwort. Sie melden sich an bei: <strong>${wantedBy}</strong>.</p>
      ${error ? html`<p class="error" role="alert" id="problem">${error}</p>` : ''}
      <form method="post" action="/interaction/${uid}">
        <fieldset>
          <legend>Person wählen</legend>
          ${people.map(
            (person) =>
              html`<div class="choice">
                <input type="radio" name="person" id="person-${person.key}" value="${person.key}" /><label for="person-${person.key}"
                  ><strong>${person.firstName} ${person.officialName}</strong><br /><span class="note">${describe(person)}</span></label
                >
              </div>`,
          )}
        </fieldset>
        <p>
          <label for="short-name">oder Kurzname eintippen</label><br />
          <input
            type="text"
            id="short-name"
            name="shortName"
            value="${typed}"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            ${error ? 'aria-describedby=problem' : ''}
          />
        </p>
        <div class="actions">
          <button type="submit" name="do" value="sign-in">Anmelden</button
          ><button class="plain" type="submit" name="do" value="cancel">Abbrechen</button>
        </div>
      </form>`,
  });
}

/** Question before the session at the identity provider ends. `form` comes from the provider and has the id `op.logoutForm`. */
export function signOutPage(form: Html): Html {
  return page({
    title: 'Abmelden – Demo-Login',
    body: html`<h1>Beim Demo-Login abmelden?</h1>
      ${form}
      <div class="actions">
        <button type="submit" form="op.logoutForm" name="logout" value="yes">Ja, abmelden</button
        ><button class="plain" type="submit" form="op.logoutForm">Nein, angemeldet bleiben</button>
      </div>`,
  });
}

/** A page that says one thing. */
export function messagePage(title: string, text: string): Html {
  return page({
    title: `${title} – Demo-Login`,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}
