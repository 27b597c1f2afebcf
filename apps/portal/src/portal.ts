import type { InterfaceTexts, Site } from '@einwohnerportal/web';
import type { Config } from './config.ts';
import type { Domain } from './domain.ts';
import type { PortalTexts } from './text-keys.ts';

/** Everything the portal needs from outside; tests give their own. Its connections work under the role of the portal. */
export interface Portal extends Site {
  config: Config;
  domain: Domain;
  texts: InterfaceTexts<PortalTexts>;
}
