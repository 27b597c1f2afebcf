import { fingerprint, typeOf, valuesCommand, writeValue, type OperatedValues, type TypedValue } from '@einwohnerportal/cases';
import { html, textarea, textInput, type Html } from '@einwohnerportal/ui';
import type { Visit } from '../../../visit.ts';
import { SHORTEST, type Change, type ChangeContext, type Fault } from './change.ts';

/** Longer values are for a technician with a program, not for a text field. */
const LONGEST_SHOWN = 8_000;
/** More than this are never filled by people; the rest is found by name. */
const MOST_SHOWN = 300;

/** Values of the case. They are opened for a reason that is recorded and that the person reads; each is then its own field. */
export const values: Change = {
  possible: ({ state }) => state.state === 'active',
  async load(visit, scope, { state, token, given }): Promise<OperatedValues | null> {
    const reason = (given.get('reason') ?? '').trim();
    // Only on a post: a reason in an address would open values by a link.
    if (visit.http.req.method !== 'POST' || reason.length < SHORTEST) return null;
    return visit.site.domain.readOperatedValues(scope, state.case.caseId, token, reason);
  },
  fields(visit, context, loaded: OperatedValues | null) {
    const { t } = visit;
    if (!loaded) return html`<p>${t('interface.operations.change.values.recorded')}</p>`;
    const shown = loaded.rows.slice(0, MOST_SHOWN);
    return html`<p>${t('interface.operations.change.values.how')}</p>
<ul class="rows">${groups(shown).map(([root, fields]) => valueGroup(visit, context, root, fields))}</ul>
${textInput({ id: 'new-name', name: 'new-name', label: t('interface.operations.change.values.newName'), hint: t('interface.operations.change.values.newNameHint'), optional: t('interface.operations.optional'), value: context.given.get('new-name'), spellcheck: false, autocomplete: 'off', error: errorOf(context, 'new-name'), errorWord: t('interface.operations.error') })}
${textarea({ id: 'new-value', name: 'new-value', label: t('interface.operations.change.values.newValue'), optional: t('interface.operations.optional'), value: context.given.get('new-value'), rows: 2, error: errorOf(context, 'new-value'), errorWord: t('interface.operations.error') })}`;
  },
  read({ t, site }, { token, given }, loaded: OperatedValues | null) {
    if (!loaded || given.get('opened') !== '1') return null;
    const typed = readTyped(given);
    const { changes, faults } = site.domain.readChanges(
      loaded,
      typed.map(({ control: _control, ...value }) => value),
    );
    const errors = faults.map((fault): Fault => {
      const at = typed.find((value) => value.name === fault.name && value.scope === fault.scope)!;
      const control = fault.code === 'name' ? 'new-name' : at.control;
      return { control, message: t(`interface.operations.change.fault.${fault.code}`, { name: fault.name }) };
    });
    if (errors.length > 0) return errors;
    if (changes.length === 0) return [{ control: 'v0', message: t('interface.operations.change.values.unchanged') }];
    return { command: valuesCommand(token, loaded, changes), changes, message: null };
  },
  asksReason: () => true,
  button: (_context, loaded: OperatedValues | null) => (loaded ? 'try' : 'open'),
};

function errorOf({ errors }: ChangeContext, control: string): string | null {
  return errors.find((each) => each.control === control)?.message ?? null;
}

type Field = { row: OperatedValues['rows'][number]; index: number };

/** Values below one root belong together; those of the step come first. */
function groups(rows: OperatedValues['rows']): [string, Field[]][] {
  return [
    ...Map.groupBy(
      rows.map((row, index) => ({ row, index })),
      ({ row }) => `${row.scope}:${row.name.split('.')[0]}`,
    ),
  ];
}

/** Folded, so that a long list can be read; what was changed or is at fault stands open. */
function valueGroup(visit: Visit, context: ChangeContext, root: string, fields: Field[]): Html {
  const { t } = visit;
  const [scope, name] = root.split(':');
  const open = fields.some(({ row, index }) => {
    const typed = context.given.get(`v${index}`)?.replace(/\r\n/g, '\n') ?? null;
    return errorOf(context, `v${index}`) !== null || (typed !== null && typed !== writeValue(row.value));
  });
  return html`<li><details${open ? html` open` : ''}><summary><code translate="no">${name}</code> <span class="quiet">${scope === 'token' ? `${t('interface.operations.change.values.local')}, ` : ''}${t('interface.operations.change.values.count', { count: fields.length })}</span></summary>
<div class="stack">${fields.map((field) => valueField(visit, context, field))}</div></details></li>`;
}

function valueField({ t }: Visit, context: ChangeContext, { row, index }: Field): Html {
  const written = writeValue(row.value);
  const id = `v${index}`;
  const label = html`<code translate="no">${row.name}</code>`;
  if (written.length > LONGEST_SHOWN) return html`<p><b>${label}</b> ${t('interface.operations.change.values.tooLong')}</p>`;
  return html`<input type="hidden" name="n${index}" value="${row.scope}:${row.name}"><input type="hidden" name="w${index}" value="${fingerprint(row.value)}">
${textarea({ id, name: id, label, hint: t(`interface.operations.type.${typeOf(row.value)}`), value: context.given.get(id) ?? written, rows: Math.min(12, written.split('\n').length), error: errorOf(context, id), errorWord: t('interface.operations.error') })}`;
}

/** Fields of values that are on the page, and the new one. */
function readTyped(given: URLSearchParams): (TypedValue & { control: string })[] {
  const typed: (TypedValue & { control: string })[] = [];
  for (let index = 0; index < MOST_SHOWN; index++) {
    const [, scope, name] = /^(case|token):(.+)$/s.exec(given.get(`n${index}`) ?? '') ?? [];
    const text = given.get(`v${index}`);
    if (!scope || !name || text === null) continue;
    typed.push({ control: `v${index}`, scope: scope as TypedValue['scope'], name, was: given.get(`w${index}`) ?? '', text });
  }
  const name = (given.get('new-name') ?? '').trim();
  const text = (given.get('new-value') ?? '').trim();
  if (name !== '' || text !== '') typed.push({ control: 'new-value', scope: 'case', name, was: fingerprint(null), text });
  return typed;
}
