import type { WorkerContext } from '../worker/types.ts';

/** A structured address as bills need it. */
export interface PostalAddress {
  name: string;
  street: string;
  houseNumber: string;
  zip: string;
  town: string;
  country: string;
}

/** Address that a case knows of its applicant: where letters were asked to go, else the home. Null when it is not complete. */
export async function addressOfCase(context: WorkerContext, caseId: string, name: string): Promise<PostalAddress | null> {
  const { rows } = await context.pool.query<{ name: string; value: unknown }>(
    `select name, value from cases.answers where case_id = $1 and (name like 'deliveryAddress%' or name like 'address%')`,
    [caseId],
  );
  const flat = new Map<string, string>();
  const note = (key: string, value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') flat.set(key, String(value));
    else if (value !== null && typeof value === 'object') for (const [part, each] of Object.entries(value)) note(`${key}.${part}`, each);
  };
  for (const row of rows) note(row.name, row.value);
  return structured(flat, 'deliveryAddress', name) ?? structured(flat, 'address', name) ?? written(flat.get('address.text') ?? '', name);
}

function structured(flat: Map<string, string>, root: string, name: string): PostalAddress | null {
  const at = (part: string): string => flat.get(`${root}.${part}`) ?? '';
  const country = at('country') || 'CH';
  const address = {
    name,
    street: at('street'),
    houseNumber: at('houseNumber'),
    zip: at('swissZipCode') || at('foreignZipCode'),
    town: at('town'),
    country,
  };
  return address.zip && address.town && /^[A-Z]{2}$/.test(country) ? address : null;
}

/** `Im Rank 4, 9902 Musterau` as registers write it. */
function written(text: string, name: string): PostalAddress | null {
  const match = /^(?:(.*?)(?:\s+(\d+\s?[a-zA-Z]?))?,\s*)?(\d{4})\s+(.+)$/.exec(text.trim());
  return match ? { name, street: match[1] ?? '', houseNumber: match[2] ?? '', zip: match[3]!, town: match[4]!, country: 'CH' } : null;
}
