import { actions, backLink, button, errorSummary, form, html, notice, pageHead, radios, textarea, type Html } from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, TOKEN_FIELD } from '@einwohnerportal/web';
import type { ServiceWords } from '../../service-words.ts';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';

export interface FeedbackPageProps {
  service: string;
  words: ServiceWords;
  person: Person | null;
  posted: URLSearchParams | null;
  errors: { control: string; message: string }[];
  again: Again | null;
  busy: boolean;
}

/** How easy it was, and what could be better: nobody is asked who they are. */
export function feedbackPage(visit: Visit, props: FeedbackPageProps): Html {
  const { t } = visit;
  const { service, words, posted, errors } = props;
  const errorOf = (control: string): string | null => errors.find((each) => each.control === control)?.message ?? null;
  const field = (name: string) => ({ id: name, name, error: errorOf(name), errorWord: t('interface.site.errorWord') });
  return html`${errors.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: errors.length }), errors }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, `/services/${service}`), text: t('interface.nav.back') }),
  sentence: t('interface.feedback.title'),
  lead: t('interface.feedback.lead', { service: words.t('service.title') }),
  children: html`${againNotice(visit, props.again)}${props.busy ? notice({ title: t('interface.feedback.tooMany') }) : ''}
${form({
  action: link(visit, `/services/${service}/feedback`),
  fields: { [TOKEN_FIELD]: formToken(visit, props.person), [COMMAND_FIELD]: commandId(posted) },
  children: html`${radios({
    ...field('ease'),
    label: t('interface.feedback.ease'),
    choices: (['5', '4', '3', '2', '1'] as const).map((value) => ({ value, label: t(`interface.feedback.choices.${value}`) })),
    value: posted?.get('ease') ?? null,
  })}${textarea({
    ...field('words'),
    label: t('interface.feedback.words'),
    hint: t('interface.feedback.hint'),
    optional: t('interface.feedback.optional'),
    value: posted?.get('words') ?? '',
  })}${actions(button({ text: t('interface.feedback.button') }))}`,
})}`,
})}`;
}
