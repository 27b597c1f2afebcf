export type * from './types/session.ts';
export type * from './types/draft.ts';
export type * from './types/case.ts';
export type * from './types/task.ts';
export type * from './types/office.ts';
export type * from './types/delivery.ts';
export type { FieldError, FormContext, Source, SummaryRow } from '@einwohnerportal/forms';
