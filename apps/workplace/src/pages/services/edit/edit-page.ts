import { type EditableLine, type LineField, type ServiceDraft, type SessionView } from '@einwohnerportal/cases';
import { actions, backLink, button, errorSummary, form, html, radios, textarea, textInput, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, LANGUAGE_NAMES, languageTag, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { serviceRail } from '../../../authors.ts';
import type { Visit } from '../../../visit.ts';
import { editPath, linePath, partOf } from './change-way.ts';

interface EditPageProps {
  session: SessionView;
  draft: ServiceDraft;
  line: EditableLine;
  again: Again | null;
  posted: URLSearchParams | null;
  /** The field that says something impossible. */
  field: string | null;
}

/** One line of a package: its words in all languages, its rules, its place. */
export function editPage(visit: Visit, props: EditPageProps): Html {
  const { t } = visit;
  const { draft, line, field } = props;
  const message = field === null ? null : faultOf(visit, line, field);
  return workPage({
    title: html`${t('interface.studio.editTitle')}: <code translate="no">${line.place}</code>`,
    intro: t('interface.studio.editLead'),
    rail: serviceRail(visit, draft.service, { draft: true, hasDraft: true, current: null }),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: message ? 1 : 0 }),
      errors: message ? [{ control: controlOf(line, field!), message }] : [],
    }),
    children: html`${againNotice(visit, props.again)}${backLink({ href: link(visit, linePath(draft.service, line.file, line.place)), text: t(`interface.studio.part.${partOf(line.file) as 'form'}`) })}
${form({
  action: editPath(visit, draft.service, line.file, line.place),
  fields: { [TOKEN_FIELD]: props.session.csrf },
  children: html`${line.fields.map((each) => control(visit, props, each, each.name === field ? message : null))}${actions(button({ text: t('interface.studio.save') }))}`,
})}`,
  });
}

/** Ids of controls: names of fields hold signs that an id should not. */
const idOf = (name: string): string => `e-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
const controlOf = (line: EditableLine, name: string): string =>
  name === 'required' ? `${idOf(name)}-yes` : idOf(line.fields.some((each) => each.name === name) ? name : line.fields[0]!.name);

function faultOf(visit: Visit, line: EditableLine, name: string): string {
  const of = line.fields.find((each) => each.name === name)?.of ?? 1;
  return name === 'place' ? visit.t('interface.studio.fault.place', { of }) : visit.t(`interface.studio.fault.${name === 'hide' ? 'hide' : 'value'}`);
}

function control(visit: Visit, { posted, draft }: EditPageProps, each: LineField, error: string | null): Html {
  const { t } = visit;
  const { name, kind, lang } = each;
  const id = idOf(name);
  const value = posted?.get(name) ?? each.value;
  const words = 'written' in each.label ? html`<code>${each.label.written}</code>` : (t.word('interface.studio.field', each.label.key) ?? each.label.key);
  const label = lang ? html`${words}: ${LANGUAGE_NAMES[lang as keyof typeof LANGUAGE_NAMES] ?? lang}` : html`${words}`;
  if (kind === 'choice')
    return radios({
      id,
      name,
      label: words,
      value,
      choices: (['yes', 'no'] as const).map((choice) => ({ value: choice, label: t(`interface.studio.${choice}`) })),
      error,
    });
  const told = (draft.judged?.findings ?? []).filter(
    (finding) => lang !== undefined && finding.file.endsWith(`/texts/${lang}.yaml`) && (finding.place ?? '').replace(/ .*/, '') === name.split('|')[0],
  );
  const hint = told.length > 0 ? html`${told.map(({ message }) => html`<span lang="en" translate="no">${message}</span> `)}` : hintOf(visit, each);
  const own = { id, name, label, hint, value, error, lang: lang ? languageTag(lang as 'de') : null };
  if (kind === 'number')
    return textInput({ ...own, inputMode: 'numeric', width: 4, autocomplete: 'off' });
  if (kind === 'words' || value.length > 60)
    return textarea({ ...own, rows: Math.min(6, Math.max(2, Math.ceil(value.length / 70))) });
  return textInput({ ...own, autocomplete: 'off', spellcheck: false });
}

function hintOf({ t }: Visit, { name, of }: LineField): string | null {
  if (name === 'place') return t('interface.studio.placeHint', { of: of ?? 1 });
  if (name === 'expected') return t('interface.studio.expectedHint');
  return name === 'hide' ? t('interface.studio.hideHint') : null;
}
