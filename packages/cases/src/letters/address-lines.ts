/** Lines of an address as it stands in the window of an envelope; null when it is not complete. */
export function linesOf(address: Record<string, unknown> | null, name: string): string[] | null {
  const at = (part: string): string =>
    typeof address?.[part] === 'string' || typeof address?.[part] === 'number' ? String(address[part]) : '';
  const zip = at('swissZipCode') || at('foreignZipCode') || at('zip');
  if (!zip || !at('town')) return null;
  const country = at('country');
  return [
    at('name') || name,
    at('addressLine1'),
    `${at('street')} ${at('houseNumber')}`.trim(),
    `${country && country !== 'CH' ? `${country}-` : ''}${zip} ${at('town')}`,
  ].filter(Boolean);
}
