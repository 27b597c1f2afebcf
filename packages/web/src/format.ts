import { formatLocale, localDay } from '@einwohnerportal/cases';
import type { Visit } from './visit.ts';

type Formatting = Pick<Visit, 'lang' | 't' | 'site'>;

/** Swiss French and Italian of `Intl` put a comma after the weekday, which no sentence wants («jusqu’au mercredi 25 novembre»). */
const DAY_LOCALES: Record<string, string> = { en: 'en-GB', fr: 'fr-FR', it: 'it-IT' };

const dayFormats = new Map<string, Intl.DateTimeFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** An ISO date in words with the weekday: «Mittwoch, 25. November 2026». For display only. */
export function formatDay(iso: string, { lang }: Formatting): string {
  return dayFormat(lang, 'UTC').format(new Date(`${iso}T12:00:00Z`));
}

/** An ISO date as short as a list needs it: «Fr 20.11.», in English «Fri 20 Nov»; with the year when it is not `year`. */
export function formatShortDay(iso: string, { lang }: Pick<Formatting, 'lang'>, year: string | null = null): string {
  const [y = '', m = '', d = ''] = iso.split('-');
  const date = new Date(`${iso}T12:00:00Z`);
  const weekday = new Intl.DateTimeFormat(formatLocale(lang), { timeZone: 'UTC', weekday: 'short' }).format(date).replace(/\.$/, '');
  const suffix = year === null || year === y ? '' : y;
  if (lang !== 'en') return `${weekday} ${Number(d)}.${Number(m)}.${suffix}`;
  return `${weekday} ${new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(date)} ${suffix}`.trim();
}

/** The local day of an instant in the canton's zone, in words. */
export function formatDayOf(instant: string, { lang, site }: Formatting): string {
  return dayFormat(lang, zoneOf(site)).format(new Date(instant));
}

/** An instant as short as a list needs it: «Mo 1.3. 9.00». */
export function formatShortInstant(instant: string, visit: Formatting): string {
  return `${formatShortDay(localDay(instant, zoneOf(visit.site)), visit)} ${clockOf(instant, visit.site).join(visit.lang === 'en' ? ':' : '.')}`;
}

/** An instant with day and time in the canton's zone: «Mittwoch, 11. November 2026, 19.42 Uhr». */
export function formatInstant(instant: string, visit: Formatting): string {
  const [hour, minute] = clockOf(instant, visit.site);
  return visit.t('interface.format.instant', { day: formatDayOf(instant, visit), hour, minute });
}

/** A decimal amount in Swiss francs: `12.00` → «12 Franken», `1234.50` → «1’234.50 Franken». */
export function formatMoney(amount: string, { t }: Formatting): string {
  const [whole = '0', cents = '00'] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '’');
  return t('interface.format.francs', { amount: /^0*$/.test(cents) ? grouped : `${grouped}.${cents.padEnd(2, '0')}` });
}

/** Hour without a leading zero, and minute, in the canton's zone. */
function clockOf(instant: string, site: Visit['site']): [string, string] {
  const zone = zoneOf(site);
  let format = timeFormats.get(zone);
  if (!format)
    timeFormats.set(
      zone,
      (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })),
    );
  const [hour = '0', minute = '00'] = format.format(new Date(instant)).split(':');
  return [String(Number(hour)), minute];
}

function dayFormat(lang: string, zone: string): Intl.DateTimeFormat {
  const key = `${lang} ${zone}`;
  let format = dayFormats.get(key);
  if (!format) {
    const locale = DAY_LOCALES[lang] ?? formatLocale(lang);
    dayFormats.set(
      key,
      (format = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })),
    );
  }
  return format;
}

function zoneOf(site: Visit['site']): string {
  return site.context.catalogue.authorities.canton.zone;
}
