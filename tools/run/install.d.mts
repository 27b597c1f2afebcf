export function pinnedNode(root: string): string;
export function nodeForTypeScript(root: string): string | null;
export function matchesLockfile(lock: object | null, installed: object | null): boolean;
export function ensureDependencies(root: string): Promise<void>;
