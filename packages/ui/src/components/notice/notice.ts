import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { hiddenFields } from '../question-page/hidden-fields.ts';

export interface NoticeProps {
  /** First sentence, strong. */
  title: Content;
  text?: Content | null;
  link?: { href: string; text: Content } | null;
  /** `info` (default); `alert` only when input is at risk: it is red and announced at once; `polite` is announced when it appears. */
  kind?: 'info' | 'alert' | 'polite';
}

/** Something one should know. Planned closures and disturbances use `info`, never red. */
export function notice(props: NoticeProps): Html {
  const role = props.kind === 'alert' ? 'alert' : props.kind === 'polite' ? 'status' : null;
  return html`<div${attributes({ class: classes('notice', props.kind === 'alert' && 'alert'), role })}>
<p><strong>${props.title}</strong>${props.text ? html` ${props.text}` : ''}</p>
${props.link ? html`<p><a class="go" href="${props.link.href}">${props.link.text}</a></p>` : ''}
</div>`;
}

export interface IncidentNoticeProps {
  /** What does not work at the moment. */
  title: Content;
  /** What happens with the case meanwhile and what the person need not do. */
  text: Content;
  /** Since when, and when it is tried again. */
  since?: Content | null;
  link?: { href: string; text: Content } | null;
}

/** Says honestly that a case waits because something at an authority does not answer. */
export function incidentNotice(props: IncidentNoticeProps): Html {
  return html`<div class="notice incident">
<p><strong>${props.title}</strong></p>
<p>${together(props.text)}</p>
${props.since ? html`<p class="small quiet">${props.since}</p>` : ''}
${props.link ? html`<p><a class="go" href="${props.link.href}">${props.link.text}</a></p>` : ''}
</div>`;
}

export interface SessionNoticeProps {
  /** Seconds until the session ends, from when the page was sent. */
  secondsLeft: number;
  /** Shown this many seconds before the end, at least 120 (WCAG 2.2.1). */
  warnBefore: number;
  /** With `{minutes}`. */
  title: string;
  text: Content;
  /** POST that extends the session and answers `{"secondsLeft": n}`. */
  extend: { action: string; text: Content; fields?: Record<string, string> };
}

/** "You are signed in for 2 more minutes"; hidden until the script shows it. Without script the server keeps the answers anyway. */
export function sessionNotice(props: SessionNoticeProps): Html {
  return html`<div class="notice session" role="status"${attributes({ 'data-session': props.secondsLeft, 'data-session-warn': Math.max(120, props.warnBefore), hidden: true })}>
<p><strong data-session-text="${props.title}"></strong> ${props.text}</p>
<form method="post" action="${props.extend.action}">${hiddenFields(props.extend.fields)}<button class="plain link" type="submit">${props.extend.text}</button></form>
</div>`;
}
