import { ConnectorError } from '../types.ts';

/** Comments and nothing else; strings stay, because `"https://…"` holds two slashes. */
function withoutComments(source: string): string {
  return source.replace(/"(?:\\.|[^"\\])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  );
}

const rules: { pattern: RegExp; what: string }[] = [
  // The compiler would fetch packages from the network, so an import names a file of the catalogue, in plain sight.
  { pattern: /\b(?:import|include)\b(?!\s*"(?!@))/, what: 'import or include of a file by a plain "/path"' },
  { pattern: /\beval\b/, what: 'no eval' },
  { pattern: /\bplugin\b/, what: 'no plugin' },
];

/**
 * Refuses a Typst source that could reach beyond the given files or the network.
 * Throws ConnectorError `bad-template` with path and line.
 */
export function judgeSource(path: string, source: string): void {
  const code = withoutComments(source);
  for (const { pattern, what } of rules) {
    const found = pattern.exec(code);
    if (!found) continue;
    const line = code.slice(0, found.index).split('\n').length;
    throw new ConnectorError('bad-template', `expected ${what} in ${path}, line ${line}, got "${found[0].trim()}" with something else`);
  }
}
