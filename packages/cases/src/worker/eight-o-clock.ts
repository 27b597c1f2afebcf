/** 08:00 local time of a day as an instant. */
export function eightOClock(day: string, zone: string): string {
  const guess = new Date(`${day}T08:00:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(guess);
  const [hours = 0, minutes = 0] = shown.split(':').map(Number);
  return new Date(guess.getTime() - ((hours - 8) * 60 + minutes) * 60_000).toISOString();
}
