import { readCompanies } from '../companies.ts';
import { readPeople } from '../people.ts';
import { portSetting, setting, untilStopped } from '../settings.ts';
import { startRegister } from './register.ts';

const running = await startRegister({
  port: portSetting('PORT'),
  token: setting('REGISTER_TOKEN'),
  people: readPeople(setting('AUTHORITIES_FOLDER')),
  companies: readCompanies(setting('AUTHORITIES_FOLDER')),
  log: (entry) => console.log(JSON.stringify(entry)),
});
untilStopped(running.stop);
console.log(JSON.stringify({ listening: running.url }));
