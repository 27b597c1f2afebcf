const simple: Record<string, string> = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\' };

/**
 * The value of a string literal with its quotes: resolves `\"`, `\n`, `\uXXXX` and `\UXXXXXX`.
 * Unknown escapes stay as written. Source: DMN 1.5, section 10.3.1.2, rules 35 and 66.
 */
export function stringValue(literal: string): string {
  const body = literal.slice(1, -1);
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt'"\\]))/g, (all, short, long, one) => {
    if (one !== undefined) return simple[one] ?? all;
    const code = Number.parseInt(short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
