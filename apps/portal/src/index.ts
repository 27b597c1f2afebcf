export { createPortal } from './router.ts';
export { readConfig, type Config } from './config.ts';
export type { Domain } from './domain.ts';
export type { Portal } from './portal.ts';
