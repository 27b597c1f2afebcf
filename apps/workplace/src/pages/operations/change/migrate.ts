import { migrateCommand, type ModelElement, type NewerVersion, type TokenPlan } from '@einwohnerportal/cases';
import { emptyState, fieldGroup, html, rows, select, type Html } from '@einwohnerportal/ui';
import { formatInstant, link } from '@einwohnerportal/web';
import type { Visit } from '../../../visit.ts';
import type { Change, ChangeContext } from './change.ts';

interface Versions {
  versions: NewerVersion[];
  chosen: NewerVersion | null;
  targets: ModelElement[];
}

const THEN: readonly TokenPlan['then'][] = ['keep', 'restart', 'drop'];

/** The case goes on with another version of its process: first which one, then what becomes of each waiting step. */
export const migrate: Change = {
  possible: ({ state }) => state.state === 'active',
  async load(visit, scope, { state, given }): Promise<Versions> {
    const { domain } = visit.site;
    const versions = await domain.otherVersions(scope, state);
    const chosen = versions.find((each) => each.definitionId === given.get('to')) ?? null;
    const model = chosen && (await domain.readModels(scope, [chosen.definitionId])).get(chosen.definitionId);
    return { versions, chosen, targets: [...(model?.elements.values() ?? [])] };
  },
  fields(visit, context, { versions, chosen, targets }: Versions) {
    return chosen ? plans(visit, context, chosen, targets) : choice(visit, context, versions);
  },
  read({ t }, { state, given }, { chosen, targets }: Versions) {
    if (!chosen) return [{ control: 'to', message: t('interface.operations.change.migrate.missing') }];
    const known = new Set(targets.map((target) => target.id));
    const plan = waiting(state).map((token): TokenPlan => {
      const target = given.get(`target-${token.token}`) ?? token.element;
      return {
        element: token.element,
        then: THEN.find((then) => then === given.get(`then-${token.token}`)) ?? 'keep',
        target: known.has(target) ? target : token.element,
      };
    });
    return { command: migrateCommand(chosen.definitionId, plan), changes: [], message: null };
  },
  asksReason: (_context, { chosen }: Versions) => chosen !== null,
  button: (_context, { chosen }: Versions) => (chosen ? 'try' : null),
};

/** Steps of the main process; what it has called keeps its own version. */
function waiting(state: ChangeContext['state']) {
  const tokens = state.tokens.filter((token) => token.definitionId === state.definitionId);
  return [...new Map(tokens.map((token) => [token.element, token])).values()];
}

function choice(visit: Visit, { state, token }: ChangeContext, versions: NewerVersion[]): Html {
  const { t } = visit;
  if (versions.length === 0) return emptyState({ text: t('interface.operations.change.migrate.none') });
  return rows(
    versions.map((version) => ({
      href: link(visit, `/operations/cases/${state.case.caseId}/${token}/migrate?to=${encodeURIComponent(version.definitionId)}`),
      title: t('interface.operations.change.migrate.version', { at: formatInstant(version.deployedAt, visit) }),
      text: t(version.current ? 'interface.operations.change.migrate.current' : 'interface.operations.change.migrate.older'),
    })),
  );
}

function plans({ t }: Visit, { state, given }: ChangeContext, chosen: NewerVersion, targets: ModelElement[]): Html {
  return html`<input type="hidden" name="to" value="${chosen.definitionId}">
${waiting(state).map((token) => {
  const id = `then-${token.token}`;
  const target = `target-${token.token}`;
  const there = targets.some((each) => each.id === token.element);
  return fieldGroup({
    id: `plan-${token.token}`,
    label: token.name,
    hint: there ? null : t('interface.operations.change.migrate.gone'),
    children: html`${select({
      id,
      name: id,
      label: t('interface.operations.change.migrate.then'),
      value: given.get(id) ?? 'keep',
      options: THEN.map((value) => ({ value, label: t(`interface.operations.change.migrate.${value}`) })),
    })}${select({
      id: target,
      name: target,
      label: t('interface.operations.change.migrate.target'),
      value: given.get(target) ?? (there ? token.element : ''),
      empty: there ? null : t('interface.operations.choose'),
      options: targets.map((each) => ({ value: each.id, label: each.name ? `${each.name} (${each.id})` : each.id })),
    })}`,
  });
})}`;
}
