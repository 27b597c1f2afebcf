import type { SessionView } from '@einwohnerportal/cases';
import { actions, backLink, button, errorSummary, html, questionPage, textarea, wrap, type Html } from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../../visit.ts';
import type { ChangeContext } from './change.ts';
import type { ChangeKind } from './change-links.ts';

export interface ChangePageProps {
  session: SessionView;
  kind: ChangeKind;
  context: ChangeContext;
  again: Again | null;
  fields: Html;
  asksReason: boolean;
  button: 'try' | 'open' | null;
  /** Values are shown: sending means changing them. */
  opened: boolean;
}

/** One change: what it does, its fields, why, and that the machine tries it out first. */
export function changePage(visit: Visit, props: ChangePageProps): Html {
  const { t } = visit;
  const { kind, context } = props;
  const { state, token, given, errors } = context;
  const place = state.tokens.find((each) => each.token === token)?.name;
  const path = `/operations/cases/${state.case.caseId}`;
  const back = backLink({ href: link(visit, token > 0 ? `${path}/${token}` : path), text: place ?? state.case.reference });
  const title = t(`interface.operations.change.${kind}.title`);
  const about = html`${againNotice(visit, props.again)}${t(`interface.operations.change.${kind}.about`)}`;
  // Something to choose first, nothing to send yet.
  if (!props.button) {
    return wrap(html`<div class="head axis question-page"><div class="margin stack">${back}</div>
<div class="stack"><h1 class="question">${title}</h1><p class="lead">${about}</p>${props.fields}</div></div>`);
  }
  return wrap(
    questionPage({
      back,
      errors: errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors }),
      title,
      intro: about,
      form: {
        action: link(visit, `${path}/${token}/${kind}`),
        fields: {
          [TOKEN_FIELD]: props.session.csrf,
          [COMMAND_FIELD]: commandId(given),
          ...(props.opened && { opened: '1' }),
        },
      },
      children: html`${props.fields}${props.asksReason ? reasonField(visit, given.get('reason'), errors.find((each) => each.control === 'reason')?.message ?? null) : ''}`,
      actions: actions(button({ text: t(`interface.operations.change.button.${props.button}`) })),
      after: props.button === 'try' ? html`<p class="quiet">${t('interface.operations.change.tryFirst')}</p>` : null,
    }),
  );
}

function reasonField({ t }: Visit, value: string | null, error: string | null): Html {
  return textarea({
    id: 'reason',
    name: 'reason',
    label: t('interface.operations.change.reason'),
    hint: t('interface.operations.change.reasonHint'),
    value,
    rows: 3,
    maxLength: 1000,
    error,
    errorWord: t('interface.operations.error'),
  });
}
