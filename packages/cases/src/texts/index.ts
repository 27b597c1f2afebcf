export type { FlatTexts, TextTree } from './flatten.ts';
export { flattenTexts } from './flatten.ts';
export { compileMessage, formatLocale } from './message.ts';
export { readTexts } from './read-texts.ts';
export { createTexts, textKeys, type TextLayer, type TextOptions, type Texts } from './texts.ts';
