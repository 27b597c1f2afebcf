import { problem } from '../compile-scope.ts';
import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

/** A day, or a time of day (`subtype: time`). Both at once are two questions. */
export const datetime: ComponentKind = {
  type: 'datetime',
  compile(component, scope) {
    const subtype = component['subtype'] ?? 'date';
    if (subtype === 'time') return compileField(component, scope, { widgets: ['line'], type: 'time' });
    if (subtype !== 'date')
      problem(
        scope,
        component,
        'subtype-unsupported',
        `expected date or time as subtype of component ${component.id}, got "${String(subtype)}"`,
      );
    const labels = { ...component, label: component.label || (component['dateLabel'] as string | undefined) };
    return compileField(labels as typeof component, scope, { widgets: ['date'], type: 'date' });
  },
};
