import { parse, stringify } from 'yaml';
import type { CatalogueFiles } from '../catalogue/types.ts';

/** Bindings appended to the authorities' own files, in force from that day: as an authority would change them. */
export function withBindings(
  files: CatalogueFiles,
  canton: string,
  bindings: Record<string, Record<string, string>>,
  day: string,
): CatalogueFiles {
  const changed = { ...files };
  for (const [authority, capabilities] of Object.entries(bindings)) {
    const path = `authorities/${canton}/${authority}.yaml`;
    const data = parse(new TextDecoder().decode(changed[path])) as { bindings?: Record<string, unknown>[] };
    const added = Object.entries(capabilities).map(([capability, to]) =>
      to === 'people' ? { capability, to: 'people', from: day } : { capability, to: 'connector', ...connectorsOf(to), from: day },
    );
    data.bindings = [...(data.bindings ?? []), ...added];
    changed[path] = new TextEncoder().encode(stringify(data));
  }
  return changed;
}

/** `demo-payment` alone, or choices as `demo-payment:online, qr-bill:invoice`. */
function connectorsOf(to: string): object {
  const choices = to.split(', ').map((each) => each.split(':'));
  if (choices.length === 1 && choices[0]!.length === 1) return { connector: to };
  return { connector: choices[0]![0], choices: choices.map(([connector, means]) => ({ connector, means })) };
}
