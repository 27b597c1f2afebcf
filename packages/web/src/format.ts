import { dayWords, formatLocale, localDay } from '@einwohnerportal/cases';
import type { Visit } from './visit.ts';

type Formatting = Pick<Visit, 'lang' | 't' | 'site'>;

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** An ISO date in words with the weekday: «Mittwoch, 25. November 2026». For display only. */
export function formatDay(iso: string, { lang }: Formatting): string {
  return dayWords(iso, lang);
}

/** An ISO date as short as a list needs it: «Fr 20.11.», in English «Fri 20 Nov»; with the year when it is not `year`. */
export function formatShortDay(iso: string, { lang }: Pick<Formatting, 'lang'>, year: string | null = null): string {
  const [y = '', m = '', d = ''] = iso.split('-');
  const suffix = year === null || year === y ? '' : y;
  const { weekday, day } = shortDay(iso, lang);
  return lang === 'en' ? `${weekday} ${day} ${suffix}`.trim() : `${weekday} ${Number(d)}.${Number(m)}.${suffix}`;
}

/** Making a format costs a hundred times what using it costs, and a list shows the same few days on every row. */
const shortDays = new Map<string, { weekday: string; day: string }>();
const MOST_SHORT_DAYS = 5_000;

function shortDay(iso: string, lang: string): { weekday: string; day: string } {
  const key = `${lang} ${iso}`;
  const known = shortDays.get(key);
  if (known) return known;
  const date = new Date(`${iso}T12:00:00Z`);
  const weekday = new Intl.DateTimeFormat(formatLocale(lang), { timeZone: 'UTC', weekday: 'short' }).format(date).replace(/\.$/, '');
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(date);
  if (shortDays.size >= MOST_SHORT_DAYS) shortDays.clear();
  shortDays.set(key, { weekday, day });
  return { weekday, day };
}

/** The local day of an instant in the canton's zone, in words. */
export function formatDayOf(instant: string, { lang, site }: Formatting): string {
  return dayWords(localDay(instant, zoneOf(site)), lang);
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

function zoneOf(site: Visit['site']): string {
  return site.context.catalogue.authorities.canton.zone;
}
