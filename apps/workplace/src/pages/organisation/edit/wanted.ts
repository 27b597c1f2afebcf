import type { Organisation, OrganisationWish } from '@einwohnerportal/cases';
import { dayOf } from '../../../day-of.ts';

/** What can be changed, as the address names it. */
export const WHAT = ['names', 'office', 'places', 'roles', 'closed', 'offer', 'binding', 'fee'] as const;

/** A wish as it was posted, or the field that cannot be read. */
export type Wanted = OrganisationWish | { field: string };

const lines = (text: string | null): string[] =>
  (text ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
const number = (text: string | null): number | null => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : null);

/** An amount as people write it, in francs with rappen: `15`, `15.-`, `15,50`, `1’200.00`; what is none stays as it is. */
function francs(typed: string): string {
  const [, whole, rappen = '00'] = /^(?:CHF|Fr\.?)?\s*(\d+)(?:[.,](\d{2}|[-–—]+))?$/i.exec(typed.replace(/[’'\u2019\s]/g, '')) ?? [];
  return whole === undefined ? typed : `${Number(whole)}.${/^\d/.test(rappen) ? rappen : '00'}`;
}

/** Reads the fields of one form. */
export function wantedOf(what: (typeof WHAT)[number], of: string, body: URLSearchParams, { entry }: Organisation): Wanted {
  const from = dayOf(body, 'from');
  if (from === null) return { field: 'from' };
  const text = (name: string): string => (body.get(name) ?? '').trim();
  const texts = (name: string, languages: readonly string[]): Record<string, string> =>
    Object.fromEntries(languages.map((lang) => [lang, text(`${name}-${lang}`)]));
  const languages = Object.keys(entry.names);
  switch (what) {
    case 'names': {
      const address = { street: text('street'), houseNumber: text('houseNumber'), swissZipCode: text('swissZipCode'), town: text('town') };
      return { kind: 'names', from, names: texts('names', languages), subject: texts('subject', languages), address };
    }
    case 'office':
      return {
        kind: 'office',
        from,
        office: of,
        names: texts('names', languages),
        phone: text('phone')
          .replace(/[\s()-]/g, '')
          .replace(/^00/, '+')
          .replace(/^0(?=\d{9}$)/, '+41'),
        email: text('email'),
        hours: lines(body.get('hours')),
      };
    case 'places':
      if (of === '') return { kind: 'places', from, office: text('function'), names: texts('names', languages), add: null, remove: null };
      return { kind: 'places', from, office: of, names: null, add: number(body.get('add')), remove: number(body.get('remove')) };
    case 'roles':
      return { kind: 'roles', from, office: of, role: text('role'), claims: lines(body.get('claims')) };
    case 'closed': {
      const until = dayOf(body, 'until');
      return until === null ? { field: 'until' } : { kind: 'closed', from, until, name: text('name') };
    }
    case 'offer': {
      const state = (['pilot', 'live', 'paused'] as const).find((each) => each === text('state'));
      if (!state) return { field: 'state' };
      const settings: Record<string, string[]> = {};
      for (const line of lines(body.get('settings'))) {
        const [, name, values] = /^([A-Za-z][A-Za-z0-9]*): *(.+)$/.exec(line) ?? [];
        if (!name || !values) return { field: 'settings' };
        settings[name] = values.split(/[ ;]+/).filter((each) => each !== '');
      }
      return { kind: 'offer', from, service: text('service'), state, share: number(body.get('share')), settings };
    }
    case 'fee':
      return { kind: 'fee', from, code: text('code'), amount: francs(text('amount')), law: text('law') };
    case 'binding': {
      const way = text('way');
      const [, to, where] = /^(people|connector):(.+)$/.exec(way) ?? [];
      if (!to || !where) return { field: 'way' };
      return {
        kind: 'binding',
        from,
        capability: text('capability'),
        to: to as 'people' | 'connector',
        connector: to === 'connector' ? where : null,
        office: to === 'people' ? where : null,
        openSteps: text('openSteps') === 'keep' ? 'keep' : 'move',
      };
    }
  }
}
