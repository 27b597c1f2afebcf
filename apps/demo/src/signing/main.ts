import { portSetting, setting, untilStopped } from '../settings.ts';
import { startSigningProvider } from './provider.ts';

const running = await startSigningProvider({
  port: portSetting('PORT'),
  folder: setting('SIGNING_FOLDER'),
  clientId: 'portal',
  clientSecret: setting('SIGNING_SECRET'),
  pin: setting('SIGNING_PIN'),
});
untilStopped(running.stop);
