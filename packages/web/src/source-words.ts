import type { Source } from '@einwohnerportal/cases';
import { authorityName } from './names.ts';
import type { Visit } from './visit.ts';

/** Where a known value comes from, in words: register of which authority, or the login. */
export function sourceWords(visit: Visit, source: Source): string | null {
  if (source.source === 'identity') return visit.t('interface.source.identity');
  if (source.source === 'profile') return visit.t('interface.source.profile');
  if (source.source === 'case') return visit.t('interface.source.case');
  if (source.source !== 'register') return null;
  const authority = source.authority ? visit.site.context.catalogue.authorities.byId(source.authority) : null;
  return authority
    ? visit.t('interface.source.registerOf', { authority: authorityName(authority, visit.lang) })
    : visit.t('interface.source.register');
}
