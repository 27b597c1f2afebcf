import { entry, type PdfIndex } from './pdf-objects.ts';

/** A PDF with objects appended as an incremental update (ISO 32000-1, section 7.5.6): not one byte before changes. `text` is the PDF as Latin-1. */
export function appended(pdf: Uint8Array, text: string, index: PdfIndex, objects: readonly [number, string][]): Buffer {
  const rootNumber = Number(entry(index.trailer, /\/Root\s+(\d+)\s+0\s+R/, 'Root'));
  let added = text.endsWith('\n') ? '' : '\n';
  const rows = objects.map(([number, body]): [number, number] => {
    const at = text.length + added.length;
    added += `${number} 0 obj\n${body}\nendobj\n\n`;
    return [number, at];
  });
  const xrefAt = text.length + added.length;
  const table = rows
    .sort(([left], [right]) => left - right)
    .map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
  const kept = ['Info\\s+\\d+\\s+0\\s+R', 'ID\\s*\\[[^\\]]*\\]'].flatMap(
    (pattern) => new RegExp(`/${pattern}`).exec(index.trailer)?.[0] ?? [],
  );
  const size = Math.max(index.size, ...rows.map(([number]) => number + 1));
  added += `xref\n0 1\n0000000000 65535 f \n${table.join('')}trailer\n<<\n  /Size ${size}\n  /Root ${rootNumber} 0 R\n  ${kept.join('\n  ')}\n  /Prev ${index.xrefAt}\n>>\nstartxref\n${xrefAt}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(added, 'latin1')]);
}
