import { stopCommand } from '@einwohnerportal/cases';
import { html, textarea } from '@einwohnerportal/ui';
import { isLanguage, LANGUAGE_NAMES } from '@einwohnerportal/web';
import { SHORTEST, type Change } from './change.ts';

/** The case ends; the person reads why in the operator's own words, and a paid fee goes back. */
export const stop: Change = {
  possible: () => true,
  async load() {
    return null;
  },
  fields({ t, site }, { state, given, errors }) {
    const { language } = state.case;
    return html`<p>${t('interface.operations.change.stop.consequence')}</p>
${textarea({
  id: 'message',
  name: 'message',
  label: t('interface.operations.change.stop.message'),
  hint: t('interface.operations.change.stop.messageHint', {
    language: isLanguage(language, site.languages) ? LANGUAGE_NAMES[language] : language,
  }),
  value: given.get('message') ?? '',
  rows: 8,
  maxLength: 4000,
  error: errors.find((each) => each.control === 'message')?.message ?? null,
  errorWord: t('interface.operations.error'),
})}`;
  },
  read({ t }, { given }) {
    const message = (given.get('message') ?? '').trim();
    if (message.length < SHORTEST) return [{ control: 'message', message: t('interface.operations.change.stop.messageMissing') }];
    if (message.length > 4000) return [{ control: 'message', message: t('interface.operations.change.fault.too-long') }];
    return { command: stopCommand(), changes: [], message };
  },
  asksReason: () => true,
  button: () => 'try',
};
