import { html, type Html } from '@einwohnerportal/ui';
import type { FormContext, Source } from '../types.ts';
import { longDate } from '../field-types/date/date-words.ts';

/** Says where a value comes from and of when it is. */
export function sourceWords(source: Source, context: FormContext): string {
  const { t } = context;
  const authority = source.authority === undefined ? null : context.authorityName?.(source.authority);
  const from = authority ? t(`forms.source.${source.source}Of`, { authority }) : t(`forms.source.${source.source}`);
  const at = source.at ? momentWords(source.at, context) : null;
  return at === null ? from : t('forms.source.asked', { source: from, at });
}

/** A small line below a control: it is filled in already, and from where. */
export function filledInNote(source: Source, context: FormContext): Html {
  return html`<p class="source">${context.t('forms.filledIn', { source: sourceWords(source, context) })}</p>`;
}

/** A day, or day and time of an instant in the zone; null when it cannot be read. */
function momentWords(at: string, { t, zone }: FormContext): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return longDate(at, t.lang);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
  }).formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const day = longDate(`${part('year')}-${part('month')}-${part('day')}`, t.lang);
  return t('forms.source.moment', { day, hour: String(Number(part('hour'))), minute: part('minute') });
}
