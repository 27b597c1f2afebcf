import { problem } from '../compile-scope.ts';
import { compileField } from './compile-field.ts';
import type { ComponentKind } from './component-kind.ts';

const subtypes: Record<string, { widgets: ['line' | 'date' | 'date-time']; type: string }> = {
  date: { widgets: ['date'], type: 'date' },
  time: { widgets: ['line'], type: 'time' },
  datetime: { widgets: ['date-time'], type: 'dateTime' },
};

/** A day, a time of day (`subtype: time`), or both (`subtype: datetime`). */
export const datetime: ComponentKind = {
  type: 'datetime',
  compile(component, scope) {
    const subtype = String(component['subtype'] ?? 'date');
    const shape = Object.hasOwn(subtypes, subtype) ? subtypes[subtype] : undefined;
    if (!shape)
      problem(
        scope,
        component,
        'subtype-unsupported',
        `expected date, time or datetime as subtype of component ${component.id}, got "${subtype.slice(0, 40)}"`,
      );
    // form-js names the label of a date and of a time separately.
    const own = subtype === 'time' ? component['timeLabel'] : component['dateLabel'];
    const labels = { ...component, label: component.label || (typeof own === 'string' ? own : '') };
    return compileField(labels, scope, shape ?? subtypes['date']!);
  },
};
