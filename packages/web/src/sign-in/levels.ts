/** acr value of a level (AGOVaq 100 to 600); the prefix is the provider's, e.g. `urn:qa.agov.ch:names:tc:ac:classes:`. */
export function acrOf(level: number, prefix: string): string {
  return prefix + level;
}

/** Level of a returned acr; 0 when it is none of these: then nothing that needs a level opens. */
export function levelOf(acr: unknown, prefix: string): number {
  if (typeof acr !== 'string' || !acr.startsWith(prefix)) return 0;
  const level = Number(acr.slice(prefix.length));
  return Number.isInteger(level) && level >= 100 && level <= 600 ? level : 0;
}
