/** ISO date of the three fields of a date input; null when they give none. */
export function dayOf(body: URLSearchParams, name: string): string | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => (body.get(`${name}-${part}`) ?? '').trim());
  if (!/^\d{1,2}$/.test(day!) || !/^\d{1,2}$/.test(month!) || !/^\d{4}$/.test(year!)) return null;
  const text = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
