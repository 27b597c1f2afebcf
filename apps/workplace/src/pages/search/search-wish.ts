import { SEARCH_PURPOSES, type CaseSearch, type FieldError } from '@einwohnerportal/cases';
import type { Visit } from '../../visit.ts';

/** What was filled in, as typed; the page shows it again. */
export const FIELDS = ['purpose', 'reason', 'text', 'service', 'state', 'from', 'until'] as const;

export type Wish = { wish: CaseSearch; errors: [] } | { wish: null; errors: FieldError[] };

/** Reads the form of the search. Names and days go by POST: they stay out of addresses and logs. */
export function readWish({ t, site }: Visit, body: URLSearchParams): Wish {
  const errors: FieldError[] = [];
  const fault = (name: string, key: 'day' | 'nothing' | 'purpose' | 'reason'): null => {
    errors.push({ name, control: name, message: t(`interface.search.error.${key}`) });
    return null;
  };
  const given = (name: string): string => (body.get(name) ?? '').trim().normalize('NFC');
  const text = given('text').slice(0, 200);
  const service = site.context.catalogue.services().find((id) => id === given('service')) ?? null;
  const day = (name: 'from' | 'until'): string | null => (given(name) === '' ? null : (isoDay(given(name)) ?? fault(name, 'day')));
  const [from, until] = [day('from'), day('until')];
  if (text.length < 2 && !service && !from && !until && errors.length === 0) fault('text', 'nothing');
  const purpose = SEARCH_PURPOSES.find((each) => each === given('purpose')) ?? fault('purpose', 'purpose');
  const reason = given('reason').slice(0, 1000) || null;
  if (purpose === 'other' && (reason?.length ?? 0) < 10) fault('reason', 'reason');
  if (errors.length > 0 || !purpose) return { wish: null, errors };
  const state = (['open', 'closed'] as const).find((each) => each === given('state')) ?? null;
  return { wish: { purpose, reason: purpose === 'other' ? reason : null, text, service, state, from, until }, errors: [] };
}

/** `1.3.2027`, `01.03.27` and `2027-03-01` as an ISO day; null for what is no day. */
export function isoDay(text: string): string | null {
  const swiss = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/.exec(text);
  const iso = swiss ? `${swiss[3]!.padStart(4, '20')}-${swiss[2]!.padStart(2, '0')}-${swiss[1]!.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
