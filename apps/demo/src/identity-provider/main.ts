import { readFileSync } from 'node:fs';
import { portSetting, setting, untilStopped } from '../settings.ts';
import type { Client } from './configuration.ts';
import { startIdentityProvider } from './provider.ts';

const clientsFile = setting('CLIENTS_FILE');
const running = await startIdentityProvider({
  port: portSetting('PORT'),
  authoritiesFolder: setting('AUTHORITIES_FOLDER'),
  clients: JSON.parse(readFileSync(clientsFile, 'utf8')) as Client[],
  keyFile: setting('KEY_FILE'),
});
untilStopped(running.stop);
