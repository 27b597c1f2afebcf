import { html, type Html } from '@einwohnerportal/ui';
import { controlId } from '../names.ts';
import { offeredAdds, type Spot } from '../spots.ts';
import { renderRows } from './rows.ts';
import { errorOf, type View } from './view.ts';

/** Below the choice of persons: rows for persons that no register could tell, while the household is not fully known. */
export function renderAdds(spot: Spot, note: Html | null, view: View): Html | null {
  const adds = spot.place.row === null ? offeredAdds(spot.field, spot.place.scope) : null;
  if (adds === null) return note;
  const { t } = view.context;
  const props = {
    id: controlId(adds.name),
    name: adds.name,
    label: t('forms.addedPersons'),
    hint: t('forms.addPersonHint'),
    error: errorOf(view, adds.name),
    errorWord: t('forms.errorWord'),
  };
  return html`${note ?? ''}${renderRows(adds, spot.place, props, view, { row: 'forms.personRow', add: 'forms.addPerson' })}`;
}
