import { portSetting, untilStopped } from '../settings.ts';
import { startMailCatcher } from './catcher.ts';

const running = await startMailCatcher({ port: portSetting('PORT'), smtpPort: portSetting('SMTP_PORT') });
untilStopped(running.stop);
