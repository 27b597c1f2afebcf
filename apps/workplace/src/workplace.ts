import type { InterfaceTexts, Language, Site } from '@einwohnerportal/web';
import type { Config } from './config.ts';
import type { Domain } from './domain.ts';
import type { WorkplaceTexts } from './text-keys.ts';

/** Everything the workplace needs from outside; tests give their own. Its connections work under the role of the workplace. */
export interface Workplace extends Site {
  config: Config;
  domain: Domain;
  texts: InterfaceTexts<WorkplaceTexts>;
}

/** Languages of the workplace in the order of the language switch. */
export const WORKPLACE_LANGUAGES: readonly Language[] = ['de', 'fr', 'it', 'en'];
