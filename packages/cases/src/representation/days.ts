/** Midnight with which a local day begins, as an instant. Zones of Europe: clocks change after it. */
export function startOfDay(day: string, zone: string): string {
  const guess = new Date(`${day}T00:00:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(guess);
  const [hours = 0, minutes = 0] = shown.split(':').map(Number);
  return new Date(guess.getTime() - (hours * 60 + minutes) * 60_000).toISOString();
}
