/** The TypeScript programs of a Markdown file, in order. */
export function programsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, program = '']) => program);
}
