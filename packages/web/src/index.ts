export { createRouter, type RouterOptions } from './router.ts';
export type { SessionDomain, Site } from './site.ts';
export { address, parseEnvironment, redactedEnvironment, SITE_VARIABLES, siteConfig, type SiteConfig } from './config.ts';
export { createWebMetrics, type WebMetrics } from './web-metrics.ts';
export { listen, listenerOf, openPool, type First } from './serve.ts';
export { openFiles } from './files.ts';
export { finished, securityFields } from './security-headers.ts';
export { WebError } from './errors.ts';

export { bodyOf } from './receive.ts';
export { currentSession, formToken, inSession, link, param, redirect, toSignIn, visitOf } from './visit.ts';
export type { Act, Again, Frame, Page, Show, Status, Visit } from './visit.ts';
export { isLanguage, LANGUAGE_NAMES, LANGUAGES, languageTag, negotiateLanguage, type Language } from './languages.ts';
export { readInterfaceTexts } from './texts.ts';
export type { Below, Day, InterfaceTexts, Plain, TypedTranslate, Word } from './typed-texts.ts';
export { createThemes, type Themes } from './themes.ts';

export { cookieIn, readCookie, removeCookie, writeCookie, type CookieJar } from './cookies.ts';
export { TOKEN_FIELD } from './csrf.ts';
export { COMMAND_FIELD, commandId } from './command-id.ts';
export { localPath } from './local-path.ts';
export { seal, unseal } from './sealed.ts';

export { createProblems, type Problems } from './problems.ts';
export { createSessionPages, type SessionPages } from './session-pages.ts';
export { createSignIn, type SignIn } from './sign-in/sign-in.ts';
export { CALLBACK_PATH, createIdentityProvider, type Handshake, type IdentityProvider } from './sign-in/identity-provider.ts';

export { endOfSession, languageLinks, onward } from './chrome.ts';
export { againNotice } from './notices.ts';
export { authorityName, inLanguage } from './names.ts';
export { sourceWords } from './source-words.ts';
export { documentEntries, sizeText } from './document-entries.ts';
export { formatDay, formatDayOf, formatInstant, formatMoney, formatShortDay, formatShortInstant } from './format.ts';
export { phoneText } from './phone.ts';
export { sendDocument, sendFile, sendKept } from './send-document.ts';
export { ATTACHMENTS, filesOfMessage, readWritten, talkList, type ReadWritten } from './written.ts';
