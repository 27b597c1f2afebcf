import { readYaml } from '../../catalogue/yaml.ts';
import type { ReadRow, ReadTable } from '../types.ts';

/** service.yaml as lines: key path and value. Lists of words stand on one line, everything else on its own. */
export function readValues(file: string, bytes: Uint8Array): ReadTable {
  return {
    part: 'manifest',
    file,
    title: { key: 'manifest' },
    columns: [{ key: 'key' }, { key: 'value' }],
    rows: lines(readYaml(file, bytes).value, ''),
  };
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

function lines(value: unknown, path: string): ReadRow[] {
  if (Array.isArray(value) && value.every(isPlain)) return [row(path, value.map(String).join(', '))];
  if (isPlain(value)) return value === null || value === undefined ? [] : [row(path, String(value))];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, each]) => lines(each, path ? `${path}.${key}` : key));
}

const row = (place: string, text: string): ReadRow => ({
  place,
  cells: [
    { text: place, code: true },
    { text, code: true },
  ],
});
