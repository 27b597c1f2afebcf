export type { Html } from './html.ts';
export { html, raw } from './html.ts';
