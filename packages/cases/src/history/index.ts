export { exportHistory, HISTORY_FORMATS, type HistoryExport, type HistoryFormat } from './export-history.ts';
export { readHistory } from './read-history.ts';
export { toJsonLines } from './to-json-lines.ts';
export { toXes } from './to-xes.ts';
export type * from './types.ts';
