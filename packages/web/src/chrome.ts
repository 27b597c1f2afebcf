import type { SessionView } from '@einwohnerportal/cases';
import { sessionNotice, type Html, type LanguageLink } from '@einwohnerportal/ui';
import { TOKEN_FIELD } from './csrf.ts';
import { LANGUAGE_NAMES, languageTag } from './languages.ts';
import { link, type Visit } from './visit.ts';

/** Seconds before the end of a session from which the page warns; WCAG 2.2.1 asks for at least 20. */
const WARN_SECONDS = 300;

/** The same page in the other languages; what was typed and answered stays. */
export function languageLinks(visit: Visit): LanguageLink[] {
  return visit.site.languages.map((lang) => ({
    lang: languageTag(lang),
    name: LANGUAGE_NAMES[lang],
    href: `/${lang}${onward(visit)}`,
    current: lang === visit.lang,
  }));
}

/** What follows the language in the address of this page. */
export function onward(visit: Visit): string {
  return visit.path === '/' ? '' : visit.path;
}

/** Seconds until the session ends. */
export function secondsLeft(session: SessionView): number {
  return Math.max(0, Math.round((Date.parse(session.expiresAt) - Date.now()) / 1000));
}

/** Says in time that the session ends, and extends it in place. */
export function endOfSession(visit: Visit, session: SessionView, left = secondsLeft(session)): Html {
  const { t } = visit;
  return sessionNotice({
    secondsLeft: left,
    warnBefore: WARN_SECONDS,
    title: t('interface.session.minutes', { minutes: '{minutes}' }),
    text: t('interface.session.endsText'),
    extend: { action: link(visit, '/session'), text: t('interface.session.extend'), fields: { [TOKEN_FIELD]: session.csrf } },
  });
}
