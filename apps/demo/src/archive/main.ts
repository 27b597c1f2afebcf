import { portSetting, setting, untilStopped } from '../settings.ts';
import { startArchive } from './archive.ts';

const running = await startArchive({ port: portSetting('PORT'), folder: setting('ARCHIVE_FOLDER'), token: null });
untilStopped(running.stop);
