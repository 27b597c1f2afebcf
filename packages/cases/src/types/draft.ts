import type { Authority, OfficeData, ServiceVersion } from '../catalogue/types.ts';
import type { FileRow } from '../files/draft-files.ts';
import type { NoOffice } from '../names/competence.ts';
import type { FeeView } from './case.ts';
import type { CompiledForm, FormContext } from '@einwohnerportal/forms';

/** A draft ready to be shown: form, names and sources. */
export interface DraftView {
  id: string;
  service: string;
  version: ServiceVersion;
  authority: Authority;
  office: OfficeData;
  form: CompiledForm;
  /** Context for the form in this language; `names` already hold the answers. */
  formContext: FormContext;
  /** Answers by dotted name. */
  answers: Record<string, unknown>;
  /** Files sent so far. */
  files: FileRow[];
  /** Page to resume at. */
  page: string | null;
  expiresAt: string;
  /** Fee with these answers; null while an answer it needs is missing. */
  fee: FeeView | null;
  /** Why the competent office cannot take it as it stands; null: it can. While questions are open the place may still be missing. */
  noOffice: NoOffice | null;
  /** Offices of the parties that are known, in the order of the service. */
  parties: { party: string; authority: Authority; office: OfficeData }[];
  /** Parties beside the competent one whose place has no office here. */
  elsewhere: { party: string; function: string; place: number }[];
  /** Set once sent: reference of the case. */
  reference: string | null;
}

export interface DraftSummary {
  id: string;
  service: string;
  title: string;
  page: string | null;
  savedAt: string;
  expiresAt: string;
}
