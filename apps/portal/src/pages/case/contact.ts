import type { CaseView } from '@einwohnerportal/cases';
import { html, type Html } from '@einwohnerportal/ui';
import { phoneText } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { openingHours } from '../../opening-hours.ts';

/** Whom to ask about a case: office, phone, mail, opening hours. */
export function contactLines(visit: Visit, { office }: CaseView): Html {
  return officeLines(visit, office);
}

/** Name, phone, mail and opening hours of an office. */
export function officeLines(visit: Visit, office: CaseView['office']): Html {
  return html`<div><p><strong>${office.name}</strong>${office.authority ? html`<br>${office.authority}` : ''}</p>
${office.phone ? html`<p class="links"><a href="tel:${office.phone.replace(/[^\d+]/g, '')}" translate="no">${phoneText(office.phone)}</a></p>` : ''}
${office.email ? html`<p class="links"><a href="mailto:${office.email}" translate="no">${office.email}</a></p>` : ''}
${openingHours(office.hours, visit.t).map((line) => html`<p class="small quiet">${line}</p>`)}</div>`;
}
