import { readDraft, saveDraft, startDraft, submitDraft, withSession } from '../../packages/cases/src/index.ts';
import { createStage, type Stage } from '../../packages/cases/src/scenario/stage.ts';
import { createScenarioWorld } from '../../apps/cli/src/scenario-world.ts';
import type { Component } from '../../packages/form-import/src/draft/drafting.ts';
import { sampleAnswers } from '../../packages/form-import/src/draft/sample-answers.ts';
import { createDatabase } from '../../tools/testing/database.ts';
import { fillPage } from './fill-form.ts';
import type { Draft, ImportedCatalogue } from './imported-forms.ts';
import { root } from './stage.ts';

/** A portal, a worker and a register in this process, with the drafts of a catalogue beside the repository's services. */
export function importedStage(catalogue: ImportedCatalogue, canton: string): Promise<Stage> {
  const scenario = { scenario: 'imported', about: '', given: { clock: '2027-05-03T10:00:00+02:00', canton }, steps: [] };
  return createStage(scenario, catalogue.drafts[0]!.id, {
    roots: [root, catalogue.root],
    createWorld: createScenarioWorld,
    async createDatabase() {
      const database = await createDatabase({ schema: 'cases' });
      return { owner: database.pool, roleUrl: database.roleUrl, drop: database.drop };
    },
  });
}

/** What a person did with one form. */
export interface Filling {
  reference: string;
  /** Fields of the form file that concerned the person: those below options they did not choose are not among them. */
  fields: string[];
  typed: string[];
  /** Presets of the form that were left as they are. */
  preset: string[];
  /** All fields of the form file. */
  all: number;
}

/** Values as somebody types them. */
export function typedAnswers(draft: Draft): Record<string, string | string[]> {
  const answers = sampleAnswers(draft.components, 'all', () => false);
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

/** Names that must be answered where they are shown. */
function neededNames(draft: Draft): Set<string> {
  const names = new Set<string>();
  const visit = (components: readonly Component[], prefix: string): void => {
    for (const each of components) {
      if ((each['validate'] as { required?: boolean } | undefined)?.required) names.add(`${prefix}${String(each['key'])}`);
      visit(each.components ?? [], each['path'] === undefined ? prefix : `${prefix}${String(each['path'])}.`);
    }
  };
  visit(draft.components, '');
  return names;
}

/**
 * A signed-in person fills in a form page by page and sends it.
 * @param how everything that is shown is answered, or only what must be
 * @param special answers by name that only the form's author knows, e.g. those that fit a pattern
 */
export async function fillDraft(
  stage: Stage,
  draft: Draft,
  person: string,
  authority: string,
  how: 'everything' | 'needed' = 'everything',
  special: Record<string, string> = {},
): Promise<Filling> {
  const needed = neededNames(draft);
  const secret = await stage.secretOf(person);
  const started = await startDraft(stage.portal, secret, { service: draft.id, authority, language: draft.language });
  if (!('draftId' in started)) throw new Error(`expected a draft of ${draft.id}, got refused: ${started.refused}`);
  const { draftId } = started;
  const read = async () => (await withSession(stage.portal, secret, (scope) => readDraft(scope, draftId, draft.language)))!;
  const answers = { ...typedAnswers(draft), ...special };
  const typed = new Set<string>();
  const kept = new Set<string>();
  let view = await read();
  const visited = new Set<string>();
  for (;;) {
    // An answer may have brought a page or taken one away.
    const id = view.form.pages(view.formContext).find((page) => !visited.has(page.id))?.id;
    if (id === undefined) break;
    visited.add(id);
    const html = String(await view.form.render(id, view.formContext));
    const filled = fillPage(html, answers, (name) => how === 'everything' || needed.has(name));
    const reading = view.form.read(id, filled.body, view.formContext);
    if (reading.errors.length > 0)
      throw new Error(
        `expected page ${id} of ${draft.id} without faults, got ${JSON.stringify(reading.errors.map((error) => [error.name, error.message]))}`,
      );
    for (const name of filled.typed) typed.add(name);
    for (const name of filled.kept) kept.add(name);
    for (const name of filled.empty) kept.add(name);
    await withSession(stage.portal, secret, (scope) => saveDraft(scope, draftId, { answers: reading.answers, page: id }));
    view = await read();
  }
  const shown = new Set(
    view.form
      .summary(view.formContext)
      .filter((row) => row.source !== null)
      .map((row) => row.name),
  );
  const sent = await stage.whileWorking(() => submitDraft(stage.portal, secret, draftId, { language: draft.language }));
  if (!sent || !('reference' in sent)) throw new Error(`expected ${draft.id} sent, got ${JSON.stringify(sent)}`);
  return { reference: sent.reference, ...judge(draft, { typed, kept, shown }), all: draft.rows.length };
}

function judge(draft: Draft, seen: Record<'typed' | 'kept' | 'shown', Set<string>>): Pick<Filling, 'fields' | 'typed' | 'preset'> {
  const has = (set: Set<string>, names: string[]): boolean => names.some((name) => set.has(name));
  const result = { fields: [] as string[], typed: [] as string[], preset: [] as string[] };
  for (const { label, line, names, from } of draft.rows) {
    const field = `${line} ${label}`;
    // Not asked though nobody chose otherwise: the register of the office has it.
    const spared = from === 'vocabulary' && !has(seen.typed, names) && !has(seen.kept, names) && !has(seen.shown, names);
    if (!spared && !has(seen.typed, names) && !has(seen.kept, names) && !has(seen.shown, names)) continue;
    result.fields.push(field);
    if (has(seen.typed, names)) result.typed.push(field);
    else if (from === 'preset') result.preset.push(field);
  }
  return result;
}
