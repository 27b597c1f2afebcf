import { forRepresented, OPEN_END, scopeOf, type MandateView } from '@einwohnerportal/cases';
import { formatDay } from '@einwohnerportal/web';
import { serviceWords } from '../../service-words.ts';
import type { Visit } from '../../visit.ts';

/** Scopes of services that somebody may order for another person, each with the titles of its services. */
export function scopesOf(visit: Visit): Map<string, string[]> {
  const { catalogue } = visit.site.context;
  const found = new Map<string, string[]>();
  for (const id of catalogue.services()) {
    const version = catalogue.service(id);
    if (!forRepresented(version)) continue;
    const scope = scopeOf(version);
    found.set(scope, [...(found.get(scope) ?? []), serviceWords(version, visit.lang).t('service.title')]);
  }
  return found;
}

/** What a mandate covers, in words: everything, or the services of its scopes. */
export function coverWords(visit: Visit, scopes: readonly string[] | null): string {
  if (scopes === null) return visit.t('interface.representation.all');
  const titles = scopes.flatMap((scope) => scopesOf(visit).get(scope) ?? []);
  return titles.length > 0 ? titles.join(', ') : visit.t('interface.representation.noService');
}

/** Does a register say it, not a person? */
export function byRegister<M extends Pick<MandateView, 'kind'>>(mandate: M): mandate is M & { kind: 'parent' | 'guardian' | 'organ' } {
  return mandate.kind === 'parent' || mandate.kind === 'guardian' || mandate.kind === 'organ';
}

/** What one is for the other, or who gave the mandate. */
export function mandateTitle({ t }: Visit, mandate: MandateView): string {
  if (mandate.other === null) return t('interface.representation.givenOpen');
  if (byRegister(mandate)) return t(`interface.representation.kindTitles.${mandate.kind}`, { name: mandate.other });
  return t(mandate.given ? 'interface.representation.givenTo' : 'interface.representation.takenFrom', { name: mandate.other });
}

/** Reading, or acting too. */
export function rightWords({ t }: Visit, mayAct: boolean): string {
  return t(mayAct ? 'interface.representation.act' : 'interface.representation.read');
}

/** From when until when: «Montag, 1. März 2027 bis …». */
export function periodWords(visit: Visit, { firstDay, lastDay }: Pick<MandateView, 'firstDay' | 'lastDay'>): string {
  if (lastDay === OPEN_END) return visit.t('interface.representation.periodOpen', { from: formatDay(firstDay, visit) });
  return visit.t('interface.representation.period', { from: formatDay(firstDay, visit), until: formatDay(lastDay, visit) });
}
