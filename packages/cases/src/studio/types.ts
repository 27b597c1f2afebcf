import type { CatalogueProblem, PackageFiles } from '../catalogue/types.ts';

/** What of a package is shown together. */
export type ReadPart = 'manifest' | 'process' | 'form' | 'decisions' | 'texts' | 'scenarios' | 'files';

/** What stands in a cell: words in a language, or what must not be translated. */
export interface ReadCell {
  text: string;
  /** An id, a name of data, FEEL. */
  code?: boolean;
  /** Language of the words. */
  lang?: string;
}

/** One line of a table: an element, a question, a rule, a text. */
export interface ReadRow {
  /** Where it stands in the file: element id, component id, rule id, key path. */
  place: string;
  /** Further places that belong to the line, such as the flows that leave an element. */
  also?: string[];
  cells: ReadCell[];
  /** Moves within its list: number in it, from 1, and how many there are. */
  order?: { at: number; of: number };
}

/** A title that the interface has words for, or one that the author wrote. */
export type ReadTitle = { key: string } | { written: string };

/** One table of the reading of a package. */
export interface ReadTable {
  part: ReadPart;
  /** File inside the package; of the texts the folder. */
  file: string;
  title: ReadTitle;
  columns: ReadTitle[];
  rows: ReadRow[];
}

/** A package as lists and tables. */
export interface ServiceReading {
  tables: ReadTable[];
  languages: string[];
}

/** A content of a service that was in force, with the cases that began with it. */
export interface ServiceVersionRow {
  hash: string;
  /** ISO instant; when it could first be ordered. */
  since: string;
  current: boolean;
  open: number;
}

/** A service of an authority of the session. */
export interface OwnPackage {
  service: string;
  authority: string;
  versions: ServiceVersionRow[];
  /** Authorities that offer it today, and all that could. */
  offered: { by: number; of: number };
  draft: ServiceDraftState | null;
}

/** `released`: the machine is about to publish it. */
export type ServiceDraftState = 'open' | 'proposed' | 'released';

/** Somebody, and whether it is who asks. */
export interface DraftPerson {
  name: string;
  me: boolean;
}

/** The draft of a package. */
export interface ServiceDraft {
  id: string;
  service: string;
  authority: string;
  state: ServiceDraftState;
  files: PackageFiles;
  changed: boolean;
  begunAt: string;
  changedAt: string;
  begunBy: DraftPerson;
  proposedBy: DraftPerson | null;
  reason: string | null;
  /** The person changed something of it and cannot release it. */
  edited: boolean;
  /** Null while the machine checks it. */
  judged: { at: string; faults: number; findings: CatalogueProblem[] } | null;
}

/** One line of the history of a package. */
export interface ServiceChange {
  at: string;
  by: string;
  kind: string;
  path: string | null;
  place: string | null;
  before: string | null;
  after: string | null;
}
