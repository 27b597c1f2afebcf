import { html } from 'hono/html';
import { page, type Html } from '../page/page.ts';
import { callbackFaults, type CallbackFault } from './callbacks.ts';
import type { Payment } from './store.ts';
import { textsOf } from './texts.ts';

const francs = (rappen: number): string => `CHF ${Math.trunc(rappen / 100)}.${String(rappen % 100).padStart(2, '0')}`;

/** Where a payer chooses how to pay, or reads how the payment ended. */
export function payPage(payment: Payment, missingMethod: boolean): Html {
  const { language, texts } = textsOf(payment.language);
  const until = new Intl.DateTimeFormat(`${language}-CH`, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Zurich' }).format(
    new Date(payment.expiresAt),
  );
  const facts = html`<table>
    <tbody>
      <tr>
        <th scope="row">${texts.reference}</th>
        <td>${payment.reference}</td>
      </tr>
      ${payment.items.map(
        (item) =>
          html`<tr>
            <th scope="row">${item.text}</th>
            <td>CHF ${item.amount}</td>
          </tr>`,
      )}
      <tr>
        <th scope="row">${texts.total}</th>
        <td><strong>${francs(payment.total)}</strong></td>
      </tr>
      ${
        payment.state === 'pending'
          ? html`<tr>
              <th scope="row">${texts.until}</th>
              <td>${until}</td>
            </tr>`
          : ''
      }
    </tbody>
  </table>`;
  const open = html`<form method="post" action="/pay/${payment.paymentId}">
    ${missingMethod ? html`<p class="error" role="alert" id="problem">${texts.chooseMethod}</p>` : ''}
    <fieldset ${missingMethod ? 'aria-describedby=problem' : ''}>
      <legend>${texts.method}</legend>
      <div class="choice">
        <input type="radio" name="method" id="method-card" value="card" /><label for="method-card">${texts.card}</label>
      </div>
      <div class="choice">
        <input type="radio" name="method" id="method-phone" value="phone" /><label for="method-phone">${texts.phone}</label>
      </div>
    </fieldset>
    <p class="note">${texts.note}</p>
    <div class="actions">
      <button type="submit" name="do" value="pay">${texts.pay}</button
      ><button class="plain" type="submit" name="do" value="cancel">${texts.cancel}</button>
    </div>
  </form>`;
  return page({
    title: `${texts.title} – Demo`,
    language,
    body: html`<h1>${texts.title}</h1>
      ${facts}${
        payment.state === 'pending'
          ? open
          : html`<p role="status"><strong>${texts.ended[payment.state]}</strong></p>
              <p><a href="${payment.returnUrl}">${texts.back}</a></p>`
      }`,
  });
}

const meaning: Record<CallbackFault['kind'], string> = {
  none: 'keine Störung',
  duplicate: 'meldet jede Zahlung doppelt',
  lost: 'meldet keine Zahlung',
  late: 'meldet Zahlungen eine Minute zu spät',
  forged: 'ein Fremder meldet neue Zahlungen als bezahlt',
};

/** Start page: switch of the faults and the last payments. */
export function providerPage(fault: CallbackFault, payments: Payment[]): Html {
  return page({
    title: 'Demo-Zahlungsanbieter',
    body: html`<h1>Demo-Zahlungsanbieter</h1>
      <p role="status"><strong>Zustand:</strong> ${meaning[fault.kind]}</p>
      <form method="post" action="/faults">
        <fieldset>
          <legend>Störung wählen</legend>
          ${callbackFaults.map((kind) => html`<div class="choice"><input type="radio" name="kind" id="kind-${kind}" value="${kind}" ${fault.kind === kind ? 'checked' : ''} /><label for="kind-${kind}">${meaning[kind]}</label></div>`)}
        </fieldset>
        <button type="submit">Übernehmen</button>
      </form>
      <h2>Letzte Zahlungen</h2>
      ${
        payments.length === 0
          ? html`<p>Noch keine.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Geschäft</th>
                  <th scope="col">Betrag</th>
                  <th scope="col">Zustand</th>
                </tr>
              </thead>
              <tbody>
                ${payments.map(
                  (payment) =>
                    html`<tr>
                      <td>${payment.reference}</td>
                      <td>${francs(payment.total)}</td>
                      <td>${payment.state}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  });
}

/** A page that says one thing. */
export function unknownPage(language: string): Html {
  const { language: known, texts } = textsOf(language);
  return page({
    title: `${texts.title} – Demo`,
    language: known,
    body: html`<h1>${texts.title}</h1>
      <p>${texts.unknown}</p>`,
  });
}
