const blank = (part: string): string => part.replace(/[^\n]/g, ' ');

/** Code without comments; lines stay where they are. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;,{}()])\/\/[^\n]*/g, blank);
}

/** Code without comments and without the contents of strings; lines stay where they are. */
export function bareCode(text: string): string {
  return withoutComments(text)
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, blank)
    .replace(/`(?:[^`\\]|\\.)*`/g, blank);
}

/** Words an identifier is made of: `openCaseId` → open, case, id. */
export function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Names that code declares, with their offsets: variables, functions, classes, types, parameters, properties of types. */
export function* declarations(bare: string): Generator<{ name: string; offset: number }> {
  const patterns = [
    /\b(?:const|let|class|interface|type|function\*?|async function)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gu,
    /[({,\n;]\s*(?:readonly\s+)?([\p{L}_$][\p{L}\p{N}_$]*)\??\s*:/gu,
  ];
  for (const pattern of patterns) {
    for (const match of bare.matchAll(pattern)) yield { name: match[1] ?? '', offset: match.index + match[0].indexOf(match[1] ?? '') };
  }
}
