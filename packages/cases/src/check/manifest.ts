import type { ServiceManifest } from '../catalogue/types.ts';
import { readPeriod } from '../catalogue/calendar.ts';
import type { CheckContext } from './context.ts';
import { feelOf, useFeel } from './feel.ts';
import type { TextLookup } from './milestones.ts';
import type { Names } from './names.ts';

const alwaysOutcomes = ['withdrawn', 'not-paid'];

/** Names inside service.yaml point to something that exists. */
export function checkManifest(context: CheckContext, folder: string, manifest: ServiceManifest): void {
  const file = `${folder}/service.yaml`;
  const fault = (code: string, place: string, message: string) => context.report.error(code, file, place, message);
  const parties = Object.keys(manifest.parties);
  if (manifest.id !== folder.split('/').pop())
    fault('id-folder', 'id', `expected the id ${folder.split('/').pop()} as the folder, got ${manifest.id}`);
  if (!parties.includes(manifest.competent))
    fault('party-unknown', 'competent', `expected one of ${parties.join(', ')} as competent, got ${manifest.competent}`);
  for (const [id, rule] of Object.entries(manifest.parties)) {
    if (rule.function && context.functions && !context.functions.has(rule.function))
      fault('function-unknown', `parties.${id}.function`, `expected a function of authorities/functions.yaml, got ${rule.function}`);
  }
  for (const [id, lookup] of Object.entries((manifest.lookups ?? {}) as Record<string, { capability: string; party: string }>)) {
    if (!context.contracts.has(lookup.capability))
      fault('capability-unknown', `lookups.${id}.capability`, `expected a capability of the catalogue, got ${lookup.capability}`);
    else if (!['read', 'hold'].includes(context.contracts.get(lookup.capability)?.effect ?? ''))
      fault('lookup-effect', `lookups.${id}.capability`, `expected a capability that reads or holds, got ${lookup.capability}`);
    if (!parties.includes(lookup.party))
      fault('party-unknown', `lookups.${id}.party`, `expected one of ${parties.join(', ')}, got ${lookup.party}`);
  }
  for (const [name, setting] of Object.entries(manifest.settings)) {
    for (const value of setting.default) {
      if (setting.values.length > 0 && !setting.values.map(String).includes(value))
        fault('setting-default', `settings.${name}.default`, `expected one of ${setting.values.join(', ')}, got ${value}`);
    }
  }
  for (const output of manifest.outputs) {
    if (output.languages !== undefined && !manifest.settings[output.languages])
      fault('setting-unknown', `outputs.${output.id}.languages`, `expected a setting, got ${output.languages}`);
  }
  for (const id of manifest.fee?.refund ?? []) {
    if (![...manifest.outcomes, ...alwaysOutcomes].includes(id))
      fault('outcome-unknown', 'fee.refund', `expected one of ${[...manifest.outcomes, ...alwaysOutcomes].join(', ')}, got ${id}`);
  }
  if (manifest.time.withdrawUntil !== undefined && !manifest.milestones.includes(manifest.time.withdrawUntil))
    fault(
      'milestone-unknown',
      'time.withdrawUntil',
      `expected one of ${manifest.milestones.join(', ')}, got ${manifest.time.withdrawUntil}`,
    );
  for (const when of [manifest.time.target, manifest.records.retention]) {
    if (when !== undefined && !readPeriod(when)) fault('period-invalid', 'time.target', `expected a period, got ${when}`);
  }
}

/** FEEL and names in service.yaml. */
export function checkManifestNames(context: CheckContext, folder: string, manifest: ServiceManifest, names: Names): void {
  const file = `${folder}/service.yaml`;
  const uses: [place: string, text: string][] = [];
  if (manifest.applicants.condition) uses.push(['applicants.condition', manifest.applicants.condition]);
  for (const [id, rule] of Object.entries(manifest.parties)) {
    if (rule.person) uses.push([`parties.${id}.person`, rule.person]);
    if (rule.place) uses.push([`parties.${id}.place`, rule.place.startsWith('=') ? rule.place : `=${rule.place}`]);
  }
  for (const [at, entry] of manifest.evidence.entries()) if (typeof entry.when === 'string') uses.push([`evidence.${at}.when`, entry.when]);
  for (const [id, lookup] of Object.entries((manifest.lookups ?? {}) as Record<string, { with?: Record<string, string> }>)) {
    for (const [name, text] of Object.entries(lookup.with ?? {})) uses.push([`lookups.${id}.with.${name}`, text]);
  }
  for (const [place, text] of uses) {
    const feel = feelOf(text);
    const use = feel === null ? null : useFeel(context, file, place, feel);
    for (const name of use?.names ?? []) {
      const problem = names.unknown(name);
      if (problem) context.report.error('name-unknown', file, place, problem);
    }
  }
}

/** Texts that service.yaml demands by fixed key. */
export function checkManifestTexts(context: CheckContext, manifest: ServiceManifest, texts: TextLookup): void {
  const need = (key: string, why: string) => {
    if (!texts.hasText(key)) context.report.error('text-missing', texts.textFile, key, `expected the text ${key} for ${why}, got nothing`);
  };
  for (const part of ['title', 'summary', 'keywords.0']) need(`service.${part}`, 'the catalogue');
  for (const part of ['who', 'result', 'need', 'cost', 'time', 'other']) need(`start.${part}`, 'the start page');
  for (const [name, setting] of Object.entries(manifest.settings)) {
    need(`settings.${name}.label`, `the setting ${name}`);
    for (const value of setting.values) need(`settings.${name}.${value}`, `the setting ${name}`);
  }
  for (const block of manifest.milestones)
    for (const part of ['now', 'done', 'next']) need(`${block}.${part}`, 'a milestone of service.yaml');
  for (const id of manifest.outcomes) for (const part of ['title', 'text']) need(`outcomes.${id}.${part}`, `the outcome ${id}`);
  for (const party of Object.keys(manifest.sharing))
    for (const part of ['what', 'why']) need(`sharing.${party}.${part}`, `the party ${party}`);
  for (const entry of manifest.evidence)
    for (const part of ['title', 'why']) need(`evidence.${String(entry.id)}.${part}`, `the evidence ${String(entry.id)}`);
  if (manifest.applicants.otherwise) need(manifest.applicants.otherwise.reason, 'applicants.otherwise');
  need('records.title', 'the record of a case');
}
