import { readAuthorities } from '../catalogue/authorities/read.ts';
import { readDirectory } from '../catalogue/directory.ts';
import { readManifest } from '../catalogue/service-version.ts';
import type { AuthorityEntry, CantonEntry } from '../catalogue/schemas/authority.ts';
import type { CheckContext } from './context.ts';

type Entry = AuthorityEntry | CantonEntry;

function checkEntry(context: CheckContext, file: string, entry: Entry, languages: readonly string[], laws: ReadonlySet<string>): void {
  const fault = (code: string, place: string, message: string) => context.report.error(code, file, place, message);
  for (const lang of languages) {
    if (!entry.names[lang]) fault('name-language-missing', `names.${lang}`, `expected a name of ${entry.id} in ${lang}, got nothing`);
    if (entry.subject && !entry.subject[lang])
      fault('name-language-missing', `subject.${lang}`, `expected ${entry.id} as subject of a sentence in ${lang}, got nothing`);
  }
  for (const fn of Object.keys(entry.offices)) {
    if (context.functions && !context.functions.has(fn))
      fault('function-unknown', `offices.${fn}`, `expected a function of authorities/functions.yaml, got ${fn}`);
  }
  for (const [at, binding] of entry.bindings.entries()) {
    if (!context.contracts.has(binding.capability))
      fault('capability-unknown', `bindings.${at}`, `expected a capability of the catalogue, got ${binding.capability}`);
    else if (binding.to === 'people' && context.contracts.get(binding.capability)?.people === 'none')
      fault('binding-impossible', `bindings.${at}`, `expected a connector for ${binding.capability}, which people cannot do, got people`);
    if (binding.to === 'connector' && !binding.connector)
      fault('connector-missing', `bindings.${at}.connector`, `expected the connector of ${binding.capability}, got nothing`);
    // A task would wait where nobody is: the canton's bindings name offices that its authorities keep.
    if (binding.to === 'people' && binding.office && Object.keys(entry.offices).length > 0 && !entry.offices[binding.office])
      fault('office-missing', `bindings.${at}.office`, `expected an office of ${entry.id}, got ${binding.office}`);
    if (binding.office && context.functions && !context.functions.has(binding.office))
      fault('function-unknown', `bindings.${at}.office`, `expected a function of authorities/functions.yaml, got ${binding.office}`);
  }
  const claims = (role: string) => Object.values(entry.offices).flatMap((office) => office.roles[role] ?? []);
  const roles = Object.values(entry.offices).flatMap((office) => Object.keys(office.roles));
  if (roles.includes('organisation') && claims('organisation').length === 0)
    fault('organisation-nobody', 'offices', `expected somebody who keeps the organisation of ${entry.id}, got nobody`);
  for (const [at, { from, until }] of entry.closedDays.entries())
    if (until !== undefined && until < from) fault('days-order', `closedDays.${at}`, `expected a last day from ${from} on, got ${until}`);
  for (const [at, fee] of entry.fees.entries()) {
    if (fee.law && !laws.has(fee.law)) fault('law-unknown', `fees.${at}.law`, `expected a law of the canton by role, got ${fee.law}`);
  }
  for (const [at, offer] of entry.offers.entries()) {
    const { manifest } = readManifest(context.files, offer.service);
    if (!manifest) {
      fault('service-unknown', `offers.${at}.service`, `expected a service of the catalogue, got ${offer.service}`);
      continue;
    }
    for (const [name, chosen] of Object.entries(offer.settings)) {
      const setting = manifest.settings[name];
      if (!setting)
        fault(
          'setting-unknown',
          `offers.${at}.settings.${name}`,
          `expected one of ${Object.keys(manifest.settings).join(', ') || 'no settings'}, got ${name}`,
        );
      for (const value of setting && Array.isArray(chosen) ? chosen : []) {
        if (setting && setting.values.length > 0 && !setting.values.includes(String(value)))
          fault('setting-value', `offers.${at}.settings.${name}`, `expected one of ${setting.values.join(', ')}, got ${String(value)}`);
      }
    }
  }
}

/** One canton with its authorities. */
export function checkCanton(context: CheckContext, canton: string): void {
  const { report } = context;
  const folder = `authorities/${canton}`;
  // As it is, and as it will be when everything planned holds.
  report.add(readAuthorities(context.files, canton).problems);
  const data = readAuthorities(context.files, canton, '9999-12-31');
  report.add(data.problems);
  report.add(readDirectory(context.files, canton).problems);
  if (canton !== 'ch' && !context.files[`${folder}/canton.yaml`])
    report.error('file-missing', `${folder}/canton.yaml`, null, `expected the canton ${canton}, got no file`);
  const layers = [...(data.canton ? [data.canton] : []), ...data.federal];
  const laws = new Set(layers.flatMap((layer) => Object.keys(layer.laws)));
  const languages = data.canton?.languages ?? ['de'];
  if (canton === 'ch') for (const entry of data.federal) checkEntry(context, data.paths.get(entry) ?? folder, entry, languages, laws);
  if (data.canton) checkEntry(context, `${folder}/canton.yaml`, data.canton, languages, laws);
  const numbers = new Map<number, string>();
  const ids = new Set(data.authorities.map((entry) => entry.id));
  for (const entry of data.authorities) {
    const file = `${folder}/${entry.id}.yaml`;
    if (!context.files[file])
      report.error('id-folder', folder, entry.id, `expected a file ${entry.id}.yaml for the authority ${entry.id}, got another name`);
    checkEntry(context, file, entry, languages, new Set([...laws, ...Object.keys(entry.laws)]));
    for (const { into } of entry.history)
      if (!ids.has(into)) report.error('authority-unknown', file, 'history', `expected an authority of the canton, got ${into}`);
    if (typeof entry.bfs !== 'number') continue;
    const other = numbers.get(entry.bfs);
    if (other) report.error('bfs-twice', file, 'bfs', `expected a number of its own, got ${entry.bfs} as ${other} has`);
    numbers.set(entry.bfs, entry.id);
  }
  for (const [entry, file] of data.paths)
    if (entry.theme && !data.themes.has(entry.theme))
      report.error('theme-unknown', file, 'theme', `expected a file of ${folder}/themes, got ${entry.theme}`);
  const served = new Map<string, string>();
  for (const entry of data.authorities)
    for (const [fn, office] of Object.entries(entry.offices))
      for (const place of office.serves ?? (typeof entry.bfs === 'number' ? [entry.bfs] : [])) {
        const other = served.get(`${fn} ${place}`);
        if (other)
          for (const id of [entry.id, other])
            report.error(
              'served-twice',
              `${folder}/${id}.yaml`,
              `offices.${fn}.serves`,
              `expected one ${fn} for ${place}, got ${other} and ${entry.id}`,
            );
        served.set(`${fn} ${place}`, entry.id);
      }
  for (const row of data.areas) {
    if (context.functions && !context.functions.has(row.function))
      report.error(
        'function-unknown',
        `${folder}/areas.csv`,
        `${row.function} ${row.municipality}`,
        `expected a function of authorities/functions.yaml, got ${row.function}`,
      );
    if (!ids.has(row.office))
      report.error(
        'authority-unknown',
        `${folder}/areas.csv`,
        `${row.function} ${row.municipality}`,
        `expected an authority of the canton as office, got ${row.office}`,
      );
  }
}
