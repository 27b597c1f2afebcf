import type { Translate } from '@einwohnerportal/forms';

/** Opening hours as written in the authority's data (`Mo-Fr 08:00-11:45`) in words; a line written otherwise is shown as it is. */
export function openingHours(hours: readonly string[], t: Translate): string[] {
  return hours.map((line) => {
    const [, first, last, from, until] = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\d\d:\d\d)-(\d\d:\d\d)$/.exec(line) ?? [];
    if (!first || !from || !until) return line;
    const times = { first: t(`interface.hours.days.${first}`), from: clock(from, t), until: clock(until, t) };
    return last ? t('interface.hours.range', { ...times, last: t(`interface.hours.days.${last}`) }) : t('interface.hours.single', times);
  });
}

/** `08:00` → 8 (8 h in French), `13:30` → 13.30 (German, Italian), 13 h 30 (French), 13:30 (English). */
function clock(time: string, t: Translate): string {
  const [hour = '0', minute = '00'] = time.split(':');
  const mark = t('interface.hours.mark');
  return minute === '00' ? t('interface.hours.full', { hour: Number(hour) }) : `${Number(hour)}${mark}${minute}`;
}
