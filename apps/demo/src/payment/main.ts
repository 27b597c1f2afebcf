import { portSetting, setting, untilStopped } from '../settings.ts';
import { startPaymentProvider } from './provider.ts';

const running = await startPaymentProvider({ port: portSetting('PORT'), secret: setting('PAYMENT_SECRET'), file: setting('PAYMENT_FILE') });
untilStopped(running.stop);
