import { band, bullets, html, pageHead, pairs, wrap } from '@einwohnerportal/ui';
import { currentSession } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import type { Show } from '../../visit.ts';

const KEYS = ['arrows', 'pick', 'enter', 'tab', 'search'] as const;
const RULES = ['seen', 'deadline', 'claim', 'twice', 'recorded'] as const;

/** How the workplace works: keys, what the resident sees, what is recorded. */
export const show: Show = async (visit) => {
  const { t } = visit;
  const main = html`${pageHead({ sentence: t('interface.help.title'), lead: t('interface.help.lead') })}
${band({
  id: 'keys',
  title: t('interface.help.keys'),
  children: pairs(
    KEYS.map((key) => ({ term: t(`interface.help.key.${key}.name`), values: [t(`interface.help.key.${key}.does`)] })),
    { side: true },
  ),
})}
${band({ id: 'rules', title: t('interface.help.rules'), children: bullets(RULES.map((rule) => t(`interface.help.rule.${rule}`))) })}`;
  return reply(visit, { title: t('interface.help.title'), main: wrap(main), session: await currentSession(visit) });
};
