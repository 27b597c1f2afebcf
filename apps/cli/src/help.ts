import { verbs } from './verbs.ts';

/** Prints the verbs. */
export async function help(): Promise<number> {
  console.log('npx einwohnerportal <verb>\n');
  for (const { usage, about } of Object.values(verbs)) console.log(`  ${usage.padEnd(22)} ${about}`);
  return 0;
}
