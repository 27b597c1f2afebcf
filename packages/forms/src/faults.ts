import { fileFaults, groupFaults, listFaults, withFaults } from './group-faults.ts';
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
    const { spots, groups, lists, files } = standingsOf(page.node, names, context, (node, place) => isHidden(node, place, context));
    const errors = spots.flatMap((spot) => (spot.standing === 'asked' ? (judge(spot, spotValue(spot), context) ?? []) : []));
    const more = [...listFaults(lists, context, errors), ...groupFaults(groups, context, errors), ...fileFaults(files, names, context)];
    const all = withFaults(errors, more);
    return all.length === 0 ? [] : [{ page: page.id, errors: all }];
  });
}
