import type { Tree } from '../names/tree.ts';

/**
 * A copy of a tree in which every value under a name was changed; `children[].number` means the number of each row. The tree may hold
 * dotted names as keys, as answers do. Parts that are not there stay away.
 */
export async function changeNamed(tree: Tree, name: string, change: (value: unknown) => Promise<unknown>): Promise<Tree> {
  if (Object.hasOwn(tree, name)) return { ...tree, [name]: await change(tree[name]) };
  for (const [key, value] of Object.entries(tree)) {
    if (name.startsWith(`${key}[].`) && Array.isArray(value)) {
      const rest = name.slice(key.length + 3);
      const rows = await Promise.all(value.map((row: unknown) => (isTree(row) ? changeNamed(row, rest, change) : row)));
      return { ...tree, [key]: rows };
    }
    if (name.startsWith(`${key}.`) && isTree(value))
      return { ...tree, [key]: await changeNamed(value, name.slice(key.length + 1), change) };
  }
  return tree;
}

/** A copy of plain data with every token of the vault in it changed, however deep. */
export function changeTokens(value: unknown, change: (token: string) => unknown): unknown {
  if (typeof value === 'string') return VAULT_TOKEN.test(value) ? change(value) : value;
  if (Array.isArray(value)) return value.map((each) => changeTokens(each, change));
  if (isTree(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, changeTokens(each, change)]));
  return value;
}

/** Ids of the vault that stand anywhere in plain data. */
export function tokensIn(value: unknown): string[] {
  return [...new Set(JSON.stringify(value ?? null).match(/(?<=vault:)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])];
}

const VAULT_TOKEN = /^vault:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const idOfToken = (token: string): string => token.slice('vault:'.length);

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
