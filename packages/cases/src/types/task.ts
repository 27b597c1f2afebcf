import type { DeliveryView, RulingView } from './delivery.ts';
import type { RecordRulesOf } from '../records/record-rules.ts';
import type { CaseFile } from '../files/case-files.ts';
import type { CaseView } from './case.ts';
import type { CaptureChannel } from './session.ts';
import type { CompiledForm, FieldError, FormContext, SummaryRow } from '@einwohnerportal/forms';

/** A task of the signed-in resident or of an office, ready to be worked. */
export interface TaskView {
  caseId: string;
  reference: string;
  token: number;
  element: string;
  title: string;
  purpose: string;
  /** Name of the applicant. */
  person: string;
  /** ISO date, last day inclusive. */
  due: string | null;
  late: boolean;
  since: string;
  assignee: { name: string; me: boolean } | null;
  group: string;
  office: string;
  form: CompiledForm;
  formContext: FormContext;
  /** Why the resident is asked (ask back), translated. */
  reason: string | null;
  /** Words of the caseworker, as typed. */
  message: string | null;
  /** What this task gives to the person who works it: answers by row. */
  data: SummaryRow[];
  /** Of rows that the person changed because an office asked: when, and what stood there before. */
  changes: Record<string, { at: string; before: string[] }>;
  /** Of a task of an office: what the person has sent. */
  files: CaseFile[];
  /** The office may ask the person for answers and documents here. */
  mayAsk: boolean;
  /** The office may hand the case over here. */
  mayHandOver: boolean;
  /** What the office ticks at this task; empty where the service declares nothing. */
  checklist: CheckItem[];
  case: CaseView;
  /** Fees, documents and steps so far, newest first. */
  history: { at: string; what: string; who: string }[];
  /** Numbers of the vault may be shown at this step, each for a reason. */
  numbers: boolean;
  /** How the documents reached their person, oldest first; only for offices. */
  deliveries: DeliveryView[];
  rulings: RulingView[];
  /** Set when the signed-in person may see but not complete it: four eyes, or a sign-in at a lower level than `level`. */
  blocked: 'four-eyes' | 'level' | null;
  /** Assurance this act needs; null: that of the service. */
  level: number | null;
  /** What the case is as a file; `retention` in words. */
  records: Pick<RecordRulesOf, 'position' | 'classification' | 'retention' | 'appraisal'>;
}

/** A task of an office that is set aside while somebody else has to answer. */
export interface SetAside {
  caseId: string;
  reference: string;
  token: number;
  /** Of the task. */
  title: string;
  person: string;
  /** The person was asked, or the case was offered to another office. */
  what: 'asked' | 'handed-over';
  /** ISO instant since when; names this very question. */
  since: string;
  /** Name of the other office. */
  to: string | null;
}

/** An item of the checklist of a task. */
export interface CheckItem {
  id: string;
  label: string;
  /** Must be ticked before the task can end: always, or where this FEEL holds with the answers. */
  required: boolean | string;
  /** Who ticked it and when, ISO; null while it is open. */
  done: { at: string; name: string; me: boolean } | null;
}

/** What an office may ask the person of a case at a task. */
export interface Askable {
  caseId: string;
  reference: string;
  token: number;
  /** Of the task. */
  title: string;
  person: string;
  /** Language in which the person reads. */
  language: string;
  /** Title of the service in the language of the person. */
  service: string;
  /** `document`: a requested document; else a question, with what was answered. */
  questions: { name: string; label: string; values: string[]; page: string; document: boolean }[];
  /** Labels by name in the language of the person. */
  theirs: Record<string, string>;
}

/** An address of the work list under a name. */
export interface KeptFilter {
  id: string;
  name: string;
  path: string;
  /** Principal of the office that shares it; null: only the person's. */
  office: string | null;
  /** The person may rename and delete it. */
  mayChange: boolean;
}

/** To whom a task can be handed over. */
export interface HandOver {
  caseId: string;
  reference: string;
  token: number;
  /** Of the task. */
  title: string;
  person: string;
  language: string;
  /** `own`: of the own authority; `above`: of the canton or the Confederation; `elsewhere`: the same kind of office in another place. */
  offices: { principal: string; name: string; group: 'own' | 'above' | 'elsewhere' }[];
}

export interface HandOverWish {
  caseId: string;
  token: number;
  /** Names the wish, so that sending it twice does it once. */
  id: string;
  /** Principal of the office. */
  office: string;
  /** Why; the other office and the person read it. */
  words: string;
}

/** What somebody of an office asks the person for. */
export interface AskWish {
  caseId: string;
  token: number;
  /** Names the question, so that sending it twice asks once. */
  id: string;
  names: string[];
  /** Titles of documents that have no place in the form. */
  documents: string[];
  words: string;
  /** One of `ASK_PERIODS`. */
  within: string;
}

export interface TaskRow {
  caseId: string;
  reference: string;
  token: number;
  title: string;
  service: string;
  /** Name of the applicant. */
  person: string;
  /** Captured at the counter or on the phone; null: sent online. */
  captured: CaptureChannel | null;
  due: string | null;
  late: boolean;
  since: string;
  /** Of the model, 0 to 100; 50 when it says none. */
  priority: number;
  /** ISO date on which to look at it again, when the model says one. */
  followUp: string | null;
  /** The model names this very person. */
  candidate: boolean;
  assignee: { name: string; me: boolean } | null;
  office: string;
}

/** What of the work list is wanted. */
export interface TaskWish {
  lang: string;
  /** All of the own offices (the default), what the person has, what nobody has, or what colleagues have for whom the person stands in. */
  view?: 'all' | 'mine' | 'free' | 'deputy';
  /** Principal of one of the own offices. */
  office?: string | null;
  /** Id of a service. */
  service?: string | null;
  /** Over its period, due today, in the next seven days, later. */
  deadline?: 'late' | 'today' | 'week' | 'later' | null;
  /** Words that must all occur: in the person, the reference, the titles of task and service. Accents and case do not matter. */
  text?: string;
  /** `next` of the page before. */
  after?: string | null;
  /** Tasks of a page, 50 unless told. */
  size?: number;
}

/** Numbers of a list and of the views beside it; one more than `COUNTED` stands for "more". */
export interface TaskCounts {
  views: Partial<Record<'all' | 'mine' | 'free' | 'deputy', number>>;
  /** Of the list itself: over the period, and due today. */
  late: number;
  today: number;
  /** There may be more free ones: they were counted among the first of all. */
  freeOrMore: boolean;
}

export interface TaskList {
  rows: TaskRow[];
  /** Where the next page begins; null: this is the last. */
  next: string | null;
}

/** Something that needs an operator or a caseworker to go on. */
export interface IncidentRow {
  caseId: string;
  reference: string;
  token: number;
  element: string;
  title: string;
  service: string;
  /** `stuck`: goes on only when somebody lets it try again. `waiting`: the machine tries again by itself. */
  kind: 'stuck' | 'waiting';
  code: string;
  message: string;
  since: string;
  /** When the machine tries again (ISO instant); null when stuck. */
  nextTry: string | null;
  office: string;
}

export type CompleteResult =
  | { ok: true }
  | {
      ok: false;
      code: 'not-found' | 'already-done' | 'four-eyes' | 'level' | 'invalid' | 'busy';
      errors: FieldError[];
      /** With `already-done` of an office: who completed it and when, where a person did. */
      done?: { name: string | null; at: string; me: boolean };
    };

/** How many tasks were given, and how many somebody else took, completed or may not have. */
/** A task that somebody else has now, or nobody. */
export interface MovedTask {
  caseId: string;
  token: number;
  /** Who had it before; null: nobody. */
  from: string | null;
}

export interface AssignResult {
  done: number;
  missed: number;
  /** What was moved; a task that was where it should be is done, but did not move. */
  moved: MovedTask[];
}
