import { conditionOf, expressionOf, problem } from '../compile-scope.ts';
import type { ComponentKind } from './component-kind.ts';

const mostColumns = 12;

/** Rows of a FEEL list, to read: `dataSource`, and `columns` with a text key each. */
export const table: ComponentKind = {
  type: 'table',
  compile(component, scope) {
    const rows = expressionOf(scope, component, 'dataSource', component['dataSource']);
    if (rows === null)
      return problem(scope, component, 'source-missing', `expected a FEEL list as dataSource of table ${component.id}, got none`);
    if (!component.label) problem(scope, component, 'label-missing', `expected a text key as label of table ${component.id}, got none`);
    const listed: unknown[] = Array.isArray(component['columns']) ? component['columns'] : [];
    const columns = listed.slice(0, mostColumns).flatMap((each) => {
      const { key, label } = (typeof each === 'object' && each !== null ? each : {}) as { key?: unknown; label?: unknown };
      return typeof key === 'string' && key !== '' ? [{ key, label: typeof label === 'string' && label !== '' ? label : key }] : [];
    });
    if (columns.length === 0)
      return problem(
        scope,
        component,
        'columns-missing',
        `expected columns with key and label of table ${component.id}, got ${component['columnsExpression'] ? 'columnsExpression, which gives no words in four languages' : 'none'}`,
      );
    return { kind: 'table', id: component.id, hide: conditionOf(scope, component), label: component.label ?? '', rows, columns };
  },
};
