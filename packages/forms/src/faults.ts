import { groupFaults, listFaults } from './group-faults.ts';
import { judge } from './judge.ts';
import type { FormModel } from './model.ts';
import { visiblePages } from './pages.ts';
import { spotValue, standingsOf } from './spots.ts';
import type { FieldError, FormContext } from './types.ts';
import { isHidden } from './visibility.ts';

/** All faults of the answers given so far, by visible page; pages without a fault are left out. */
export function faultsOf(model: FormModel, context: FormContext): { page: string; errors: FieldError[] }[] {
  const { names, pages } = visiblePages(model, context);
  return pages.flatMap((page) => {
    const { spots, groups, lists } = standingsOf(page.node, names, context, (node, scope) =>
      isHidden(node, node.kind === 'field' ? scope : names, context),
    );
    const errors = spots.flatMap((spot) => (spot.standing === 'asked' ? (judge(spot, spotValue(spot, names), names, context) ?? []) : []));
    errors.push(...listFaults(lists, names, context, errors), ...groupFaults(groups, names, context, errors));
    return errors.length === 0 ? [] : [{ page: page.id, errors }];
  });
}
