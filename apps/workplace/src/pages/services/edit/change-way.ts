import type { ReadRow, ReadTable } from '@einwohnerportal/cases';
import type { Html } from '@einwohnerportal/ui';
import type { Visit } from '../../../visit.ts';

/** The way from a line to the form that changes it; null where nothing of it can be changed in a form. */
export const changeWay: (visit: Visit, service: string) => ((table: ReadTable, row: ReadRow) => Html | null) | null = () => null;
