import { html, requestedFiles, type Html } from '@einwohnerportal/ui';
import { filesOf, sentFiles } from '../files.ts';
import { locale } from '../field-types/field-type.ts';
import { mayChange } from '../known.ts';
import type { Documents, Files } from '../model.ts';
import { controlId } from '../names.ts';
import { top, type Place } from '../place.ts';
import { blockText, labelText } from '../texts-of-field.ts';
import { USUAL_FILE } from '../requested.ts';
import type { SentFile } from '../types.ts';
import { dependenceOf } from './shown-when.ts';
import { errorOf, type View } from './view.ts';

/** A requested document: what, why, formats and size, what was sent and how it stands, and the control to send it. */
export function renderFiles(node: Files, view: View): Html {
  const { context } = view;
  const { t } = context;
  const dependence = dependenceOf(node, top(view.names), view);
  const entry = node.evidence === null ? undefined : context.evidence?.[node.evidence];
  const why = view.explained ? null : blockText(t, node.label, 'why');
  const endings = acceptedEndings(node, entry?.accept);
  const formats = endings.length > 0 ? endings.map((each) => each.slice(1)) : USUAL_FILE.endings;
  const open = mayChange(context, node.name);
  const words = [
    blockText(t, node.label, 'hint') ?? blockText(t, node.label, 'example'),
    t('forms.file.formats', { formats: formats.map((each) => each.toUpperCase()).join(', ') }),
    t('forms.file.size', { size: entry?.maxSize ?? USUAL_FILE.maxSize }),
    open && context.filesUntil ? t('forms.file.until', { until: context.filesUntil }) : null,
  ].filter((each) => each !== null);
  const needed = node.required || entry?.missing === 'block' || node.requiredIf?.evaluate(view.names, context) === true;
  return requestedFiles({
    id: controlId(node.name),
    name: node.name,
    label: labelText(t, node.label),
    heading: view.question === node.id,
    hint: dependence?.words ? html`${dependence.words} ${words.join(' ')}` : words.join(' '),
    why: why === null ? null : { question: t('forms.why'), answer: why },
    error: errorOf(view, node.name),
    errorWord: t('forms.errorWord'),
    optional: needed ? null : t('forms.optional'),
    shownWhen: dependence?.shownWhen ?? null,
    rule: dependence?.rule ?? null,
    accept: endings.join(','),
    multiple: node.multiple || (entry?.count ?? 1) > 1,
    choose: open ? { text: t('forms.file.send'), value: `send-file:${node.name}` } : null,
    states: filesOf(node, view.names, context).map((file) => stateOf(file, node, open, view)),
    none: t('forms.file.missing'),
  });
}

function stateOf(file: SentFile, node: Files, open: boolean, { context: { t, documentHref } }: View) {
  const href = documentHref?.(file.ref) ?? null;
  return {
    name: html`<span translate="no">${href === null ? file.name : html`<a href="${href}">${file.name}</a>`}</span>`,
    state: t(`forms.file.${file.state}`),
    note: file.reason ?? (file.size === null ? null : sizeWords(file.size, t.lang)),
    remove: open ? { text: t('forms.removeRow'), value: `remove-file:${node.name}:${file.ref}`, context: html` ${file.name}` } : null,
  };
}

const ending = /^\.?([a-z0-9]{1,8})$/i;

/** Endings with their dot; words that are none (`image/*`) are left to the server. */
function acceptedEndings(node: Files, accept: readonly string[] | undefined): string[] {
  const all = accept ?? node.accept?.split(',') ?? [];
  return all.flatMap((each) => {
    const found = ending.exec(each.trim());
    return found ? [`.${found[1]!.toLowerCase()}`] : [];
  });
}

/** Documents to look at. */
export function renderDocuments(node: Documents, place: Place, view: View): Html | null {
  const { context } = view;
  const files = sentFiles(node.source.evaluate(place.scope, context));
  if (files.length === 0) return null;
  const items = files.map(({ ref, name, size }) => {
    const href = context.documentHref?.(ref) ?? null;
    const words = html`<span translate="no">${name}</span>`;
    return html`<li>${href === null ? words : html`<a href="${href}">${words}</a>`}${size === null ? '' : html` <small>${sizeWords(size, context.t.lang)}</small>`}</li>`;
  });
  return html`<section class="stack"><h2>${labelText(context.t, node.label)}</h2><ul class="links">${items}</ul></section>`;
}

/** Bytes in words: `1,2 MB`. */
function sizeWords(bytes: number, lang: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(locale(lang), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
