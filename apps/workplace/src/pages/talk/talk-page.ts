import type { SessionView, Talk } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  button,
  errorSummary,
  fileInput,
  form,
  history,
  html,
  mirror,
  noteBoxes,
  notice,
  secondButton,
  taskHead,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import {
  againNotice,
  ATTACHMENTS,
  COMMAND_FIELD,
  commandId,
  formatShortInstant,
  languageTag,
  LANGUAGE_NAMES,
  link,
  talkList,
  TOKEN_FIELD,
  type Again,
  type ReadWritten,
} from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface TalkPageProps {
  session: SessionView;
  talk: Talk;
  again: Again | null;
  posted: URLSearchParams | null;
  errors: ReadWritten['errors'];
  preview: boolean;
  done: 'note' | 'sent' | null;
}

/** The thread of a case; below it two boxes that must not be mixed up: a note for the office, a message the person reads. */
export function talkPage(visit: Visit, props: TalkPageProps): Html {
  const { t } = visit;
  const { talk, errors, done } = props;
  return wrap(html`${errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors })}
${taskHead({
  back: backLink({ href: link(visit, '/tasks'), text: t('interface.nav.tasks') }),
  title: html`${t('interface.talk.title')}: <span translate="no">${talk.person}</span>`,
  meta: [
    { term: t('interface.tasks.column.reference'), value: talk.reference, verbatim: true },
    { term: t('interface.talk.language'), value: LANGUAGE_NAMES[talk.language as keyof typeof LANGUAGE_NAMES] ?? talk.language },
    { term: t('interface.tasks.office'), value: talk.office },
  ],
})}
${againNotice(visit, props.again)}${done && errors.length === 0 ? notice({ title: t(`interface.talk.done.${done}`), text: t(`interface.talk.done.${done}Text`), kind: 'polite' }) : ''}
<section aria-labelledby="thread"><h2 id="thread">${t('interface.talk.thread')}</h2>${talk.messages.length > 0 ? talkList(visit, talk) : html`<p class="quiet">${t('interface.talk.none')}</p>`}</section>
${props.preview ? previewOf(visit, props) : ''}
${noteBoxes({ internal: noteBox(visit, props), visible: messageBox(visit, props) })}`);
}

/** Which box was sent: what was typed comes back there, with its errors. */
function boxOf({ posted }: TalkPageProps): 'note' | 'message' {
  return posted?.get('then') === 'note' ? 'note' : 'message';
}

function words(visit: Visit, props: TalkPageProps, box: 'note' | 'message'): Html {
  const { t } = visit;
  const here = boxOf(props) === box;
  return textarea({
    id: here ? 'words' : `words-${box}`,
    name: 'words',
    label: t(`interface.talk.${box}.words`),
    hint: t(`interface.talk.${box}.hint`),
    value: here ? (props.posted?.get('words') ?? '') : '',
    rows: 5,
    error: here ? (props.errors.find(({ name }) => name === 'words')?.message ?? null) : null,
  });
}

function noteBox(visit: Visit, props: TalkPageProps): Html {
  const { t } = visit;
  const { talk, session } = props;
  return html`<h2>${t('interface.talk.note.title')}</h2>
${talk.notes.length > 0 ? history(talk.notes.map((note) => ({ at: formatShortInstant(note.at, visit), text: html`<span translate="no">${note.author}: ${note.words}</span>` }))) : ''}
${form({
  label: t('interface.talk.note.title'),
  action: link(visit, `/cases/${talk.caseId}/talk`),
  fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(boxOf(props) === 'note' ? props.posted : null) },
  children: html`${words(visit, props, 'note')}${actions(secondButton({ text: t('interface.talk.note.button'), name: 'then', value: 'note' }))}`,
})}`;
}

function messageBox(visit: Visit, props: TalkPageProps): Html {
  const { t } = visit;
  const { talk, session, errors } = props;
  const posted = boxOf(props) === 'message' ? props.posted : null;
  return html`<h2>${t('interface.talk.message.title')}</h2>
${form({
  label: t('interface.talk.message.title'),
  action: link(visit, `/cases/${talk.caseId}/talk`),
  upload: true,
  fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
  children: html`${words(visit, props, 'message')}${
    visit.site.files
      ? fileInput({
          id: ATTACHMENTS,
          name: ATTACHMENTS,
          label: t('interface.talk.files'),
          hint: t('interface.talk.filesHint'),
          accept: '.pdf,.jpg,.png,.heic',
          multiple: true,
          error: errors.find(({ name }) => name === ATTACHMENTS)?.message ?? null,
        })
      : ''
  }${actions(button({ text: t('interface.talk.message.button'), name: 'then', value: 'send' }), secondButton({ text: t('interface.talk.message.preview'), name: 'then', value: 'preview' }))}`,
})}`;
}

/** The message as it will stand in the person's inbox, with the portal's own words in their language. */
function previewOf(visit: Visit, { talk, posted }: TalkPageProps): Html {
  const theirs = visit.site.texts(talk.language === 'de-simple' ? 'de' : talk.language);
  return html`<section aria-labelledby="preview" tabindex="-1" autofocus><h2 id="preview">${visit.t('interface.talk.message.previewTitle')}</h2>
${mirror({
  title: theirs('interface.talk.from', { office: talk.office }),
  sentence: html`<span class="said" translate="no">${posted?.get('words') ?? ''}</span>`,
  facts: [{ question: theirs('interface.tasks.column.reference'), answer: html`<span translate="no">${talk.reference}</span>` }],
  lang: languageTag(talk.language),
})}<p class="hint">${visit.t('interface.talk.message.previewHint')}</p></section>`;
}
