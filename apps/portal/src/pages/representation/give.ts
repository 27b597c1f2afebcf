import { MOST_YEARS, type MandateWish } from '@einwohnerportal/cases';
import { readValue } from '@einwohnerportal/forms';
import { actions, backLink, button, dateText, errorSummary, form, html, pageHead, radios, type Html } from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { toSignIn } from '../../problems.ts';
import { asPerson, link, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { showCode } from './code-page.ts';
import { scopesOf } from './words.ts';

type Field = 'matters' | 'right' | 'from' | 'until' | 'alerts';
type Faults = Partial<Record<Field, string>>;

/** Level of sign-in that says who gives and who takes a mandate. */
export const SURE_LEVEL = 300;

/** To a sign-in that is sure enough, and back; null: it is. */
export function surer(visit: Visit, person: Person): Response | null {
  if (person.session.level >= SURE_LEVEL) return null;
  return redirect(visit, `/sign-in?level=${SURE_LEVEL}&return=${encodeURIComponent(visit.path)}`);
}

/** A power of attorney for whoever will enter the code: for what, how much, from when until when. */
export const show: Show = async (visit, again) => {
  const found = await asPerson(visit, async (scope) => scope.today);
  if (!found) return toSignIn(visit);
  return surer(visit, found.person) ?? view(visit, found.person, found.value, again, {});
};

export const act: Act = async (visit, body) => {
  const found = await asPerson(visit, async (scope, session) => {
    const { faults, wish } = read(visit, body, scope.today);
    const code = wish && session.level >= SURE_LEVEL ? await visit.site.domain.offerMandate(scope, wish) : null;
    return { faults, code, today: scope.today, id: commandId(body) };
  });
  if (!found) return toSignIn(visit);
  const { faults, code, today, id } = found.value;
  const weak = surer(visit, found.person);
  if (weak) return weak;
  if (Object.keys(faults).length > 0) return view(visit, found.person, today, { fault: null, posted: body }, faults);
  // Sent twice: the code was shown once, and another one can be made on the page of the mandate.
  return code === null ? redirect(visit, `/representation/${id}`) : showCode(visit, found.person, id, code);
};

function read(visit: Visit, body: URLSearchParams, today: string): { faults: Faults; wish: MandateWish | null } {
  const { t } = visit;
  const day = (name: 'from' | 'until'): string | null => {
    const value = readValue('date', body.get(name) ?? '', today);
    return 'problem' in value ? null : value.value;
  };
  const matters = body.get('matters') ?? '';
  const right = body.get('right') ?? '';
  const alerts = body.get('alerts') ?? '';
  const typed = (body.get('from') ?? '').trim();
  const from = typed === '' ? today : day('from');
  const until = day('until');
  const faults: Faults = {
    ...(matters === 'all' || scopesOf(visit).has(matters) ? {} : { matters: t('interface.representation.faults.matters') }),
    ...(right === 'act' || right === 'read' ? {} : { right: t('interface.representation.faults.right') }),
    ...(from !== null && from >= today ? {} : { from: t('interface.representation.faults.from') }),
    ...(until !== null && from !== null && until >= from && until <= lastDayFrom(from)
      ? {}
      : { until: t('interface.representation.faults.until', { count: MOST_YEARS }) }),
    ...(alerts === 'both' || alerts === 'me' ? {} : { alerts: t('interface.representation.faults.alerts') }),
  };
  if (Object.keys(faults).length > 0) return { faults, wish: null };
  const scope = matters === 'all' ? null : matters;
  return {
    faults,
    wish: { id: commandId(body), scope, mayAct: right === 'act', alerts: alerts === 'both', firstDay: from!, lastDay: until! },
  };
}

function lastDayFrom(from: string): string {
  return `${Number(from.slice(0, 4)) + MOST_YEARS}${from.slice(4)}`;
}

function view(visit: Visit, person: Person, today: string, again: Again | null, faults: Faults): Promise<Response> {
  const { t } = visit;
  const named = Object.entries(faults).map(([control, message]) => ({ control, message }));
  const main = html`${named.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: named.length }), errors: named }) : ''}
${pageHead({
  margin: backLink({ href: link(visit, '/representation'), text: t('interface.representation.title') }),
  sentence: t('interface.representation.giveTitle'),
  lead: t('interface.representation.giveLead'),
  children: html`${againNotice(visit, again)}${giveForm(visit, person, again, faults)}`,
})}`;
  const faulty = named.length > 0;
  return reply(visit, { title: t('interface.representation.giveTitle'), main, person, faulty }, faulty ? 422 : 200);
}

function giveForm(visit: Visit, person: Person, again: Again | null, faults: Faults): Html {
  const { t } = visit;
  const field = (name: Field, fallback = '') => ({
    id: name,
    name,
    value: again?.posted.get(name) ?? fallback,
    error: faults[name] ?? null,
    errorWord: t('interface.site.errorWord'),
  });
  return form({
    action: link(visit, '/representation/give'),
    fields: { [TOKEN_FIELD]: person.session.csrf, [COMMAND_FIELD]: commandId(again?.posted ?? null) },
    children: html`${radios({
      ...field('matters'),
      label: t('interface.representation.matters'),
      hint: t('interface.representation.mattersHint'),
      choices: [
        { value: 'all', label: t('interface.representation.all') },
        ...[...scopesOf(visit)].map(([scope, titles]) => ({
          value: scope,
          label: t('interface.representation.only', { services: titles.join(', ') }),
        })),
      ],
    })}
${radios({
  ...field('right'),
  label: t('interface.representation.right'),
  choices: [
    { value: 'act', label: t('interface.representation.act') },
    { value: 'read', label: t('interface.representation.read') },
  ],
})}
${dateText({ ...field('from'), label: t('interface.representation.from'), hint: t('interface.representation.fromHint'), optional: t('interface.profile.optional') })}
${dateText({ ...field('until'), label: t('interface.representation.until'), hint: t('interface.representation.untilHint', { count: MOST_YEARS }) })}
${radios({
  ...field('alerts'),
  label: t('interface.representation.alerts'),
  hint: t('interface.representation.alertsHint'),
  choices: [
    { value: 'both', label: t('interface.representation.alertsBoth') },
    { value: 'me', label: t('interface.representation.alertsMe') },
  ],
})}
${actions(button({ text: t('interface.representation.giveButton') }))}`,
  });
}
