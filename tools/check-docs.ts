// Links in Markdown files lead to files and headings that exist.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { files, lineAt, read, root } from './checking/files.ts';

const faults = createFaults('check-docs');

/** Anchors of a Markdown file as GitHub and Forgejo make them. */
function anchors(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

const decisionNumbers = new Map<string, string>();
let links = 0;
for (const path of files(/\.md$/)) {
  const text = read(path).replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' '));
  const number = /^docs\/decisions\/(\d{4})-/.exec(path)?.[1];
  if (number) {
    if (decisionNumbers.has(number))
      faults.at(path, 1, `expected a number of its own, got ${number} as ${decisionNumbers.get(number)} has`);
    decisionNumbers.set(number, path);
    const lines = text.trimEnd().split('\n').length;
    if (lines > 70) faults.at(path, lines, `expected a decision of at most 70 lines, got ${lines}`);
  }
  for (const match of text.matchAll(/!?\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    const target = match[1] ?? '';
    if (/^(https?:|mailto:)/.test(target)) continue;
    links++;
    const [file = '', anchor] = target.split('#');
    const full = file === '' ? path : normalize(join(dirname(path), decodeURI(file)));
    const line = lineAt(text, match.index);
    if (!existsSync(join(root, full))) faults.at(path, line, `expected a file at ${target}, got none`);
    else if (anchor && full.endsWith('.md') && !anchors(read(full)).has(anchor))
      faults.at(path, line, `expected a heading #${anchor} in ${full}, got none`);
  }
}
faults.finish(`${links} links`);
