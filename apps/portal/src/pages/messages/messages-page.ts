import type { Talk } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  band,
  button,
  errorSummary,
  fileInput,
  form,
  html,
  notice,
  pageHead,
  textarea,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, ATTACHMENTS, COMMAND_FIELD, commandId, talkList, TOKEN_FIELD, type ReadWritten } from '@einwohnerportal/web';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';

export interface MessagesPageProps {
  talk: Talk;
  title: string;
  person: Person;
  again: Again | null;
  posted: URLSearchParams | null;
  errors: ReadWritten['errors'];
  sent: boolean;
}

/** One thread: what was written, and below it the box to write. */
export function messagesPage(visit: Visit, props: MessagesPageProps): Html {
  const { t } = visit;
  const { talk, errors } = props;
  return html`${errors.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: errors.length }), errors }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, `/cases/${talk.reference}`), text: t('interface.nav.backToCase') }),
  kicker: props.title,
  sentence: t('interface.talk.sentence', { office: talk.office }),
  children: html`${againNotice(visit, props.again)}
${props.sent && errors.length === 0 ? notice({ title: t('interface.talk.sent'), text: t('interface.talk.sentText', { office: talk.office }), kind: 'polite' }) : ''}`,
})}
${band({ id: 'talk', title: t('interface.talk.title'), children: talk.messages.length > 0 ? talkList(visit, talk) : html`<p>${t('interface.talk.none')}</p>` })}
${band({ id: 'write', title: t('interface.talk.write'), children: writing(visit, props) })}`;
}

function writing(visit: Visit, { talk, person, posted, errors }: MessagesPageProps): Html {
  const { t } = visit;
  const error = (name: string) => errors.find((each) => each.name === name)?.message ?? null;
  return form({
    action: link(visit, `/cases/${talk.reference}/messages`),
    upload: true,
    fields: { [TOKEN_FIELD]: formToken(visit, person), [COMMAND_FIELD]: commandId(posted) },
    children: html`${textarea({
      id: 'words',
      name: 'words',
      label: t('interface.talk.words'),
      hint: t('interface.talk.hint'),
      value: posted?.get('words') ?? '',
      rows: 6,
      error: error('words'),
    })}${
      visit.site.files
        ? fileInput({
            id: ATTACHMENTS,
            name: ATTACHMENTS,
            label: t('interface.talk.files'),
            hint: t('interface.talk.filesHint'),
            optional: t('interface.talk.optional'),
            accept: '.pdf,.jpg,.png,.heic',
            multiple: true,
            error: error(ATTACHMENTS),
          })
        : ''
    }${actions(button({ text: t('interface.talk.send') }))}`,
  });
}
