import { attributes, html } from '../../html.ts';
import type { AttributeValue, Content, Html } from '../../html.ts';
import { hiddenFields } from './hidden-fields.ts';

export interface AutosaveProps {
  /** Where changed answers are sent while typing: POST of the whole form, answered with 2xx. */
  url: string;
  /** `{time}` is replaced by the local time. */
  saved: string;
  /** What is said on the first failure, by cause; what was typed stays in the fields. */
  failed: { server: string; session: string; network: string };
  retry: string;
}

export interface FormProps {
  action: string;
  /** Hidden fields: CSRF token, idempotency key, page. */
  fields?: Record<string, string>;
  /** True for forms with files. */
  upload?: boolean;
  autosave?: AutosaveProps | null;
  /** Where the script asks what the page shows with what is typed so far: POST of the whole form with `x-live: 1`, answered with JSON. */
  live?: string | null;
  children: Content;
  id?: string | null;
  /** What it is for, heard only; where a page has several forms. */
  label?: string | null;
}

/** A form that posts; the browser's own validation is off, the server answers with errors on the same page. */
export function form(props: FormProps): Html {
  const save = props.autosave;
  const marks: Record<string, AttributeValue> = {
    id: props.id,
    'aria-label': props.label,
    class: 'stack',
    action: props.action,
    method: 'post',
    enctype: props.upload ? 'multipart/form-data' : null,
    novalidate: true,
    'data-live': props.live,
    'data-autosave': save?.url,
    'data-autosave-saved': save?.saved,
    'data-autosave-server': save?.failed.server,
    'data-autosave-session': save?.failed.session,
    'data-autosave-network': save?.failed.network,
    'data-autosave-retry': save?.retry,
  };
  return html`<form${attributes(marks)}>${hiddenFields(props.fields)}${props.children}${save ? html`<div data-autosave-alert role="alert"></div><p class="source" data-autosave-status role="status"></p>` : ''}</form>`;
}

export interface QuestionPageProps {
  /** {@link backLink} */
  back?: Html | null;
  /** {@link steps} */
  steps?: Html | null;
  /** {@link errorSummary} */
  errors?: Html | null;
  /** The `h1` where a page asks several things; a page with one question has it in the field (`heading`). */
  title?: Content | null;
  intro?: Content | null;
  form: Omit<FormProps, 'children'>;
  /** The fields. */
  children: Content;
  /** Buttons, e.g. {@link actions}. */
  actions: Content;
  /** Below: save for later, and where the draft is kept until when. */
  after?: Content | null;
}

/** Frame of a question page: way back and steps in the margin; errors, question, fields, "continue" on the axis. */
export function questionPage(props: QuestionPageProps): Html {
  return html`<div class="head axis question-page">
<div class="margin stack">${props.back ?? ''}${props.steps ?? ''}</div>
<div>
${props.errors ?? ''}
${props.title ? html`<h1 class="question">${props.title}</h1>` : ''}
${props.intro ? html`<p class="lead">${props.intro}</p>` : ''}
${form({ ...props.form, children: html`${props.children}${props.actions}${props.after ? html`<div class="save">${props.after}</div>` : ''}` })}
</div>
</div>`;
}
