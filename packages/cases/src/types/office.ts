/** What the person of a case and its office wrote to each other. */
export interface Talk {
  caseId: string;
  reference: string;
  /** Language in which the person reads. */
  language: string;
  closed: boolean;
  person: string;
  office: string;
  /** Oldest first. */
  messages: TalkMessage[];
  /** Only for the office: what it noted for itself, oldest first. */
  notes: { at: string; author: string; words: string }[];
}

/** A case in which somebody wrote to the office and nobody has read it. */
export interface UnreadTalk {
  caseId: string;
  reference: string;
  person: string;
  service: string;
  /** When the oldest of them came. */
  at: string;
  count: number;
}

export interface TalkMessage {
  id: string;
  at: string;
  /** When the other side opened it; null: not yet. */
  readAt: string | null;
  from: 'person' | 'office';
  /** Written by the side that looks at it. */
  mine: boolean;
  /** Name of who wrote it; null where only the office is named. */
  author: string | null;
  words: string;
  files: { id: string; filename: string; size: number; mediaType: string; state: string }[];
}

/** Days on which a caseworker is away, and who stands in. */
export interface Absence {
  id: string;
  person: string;
  deputy: string;
  /** ISO dates, both inclusive. */
  firstDay: string;
  lastDay: string;
  /** Of the signed-in person. */
  mine: boolean;
  /** The signed-in person stands in. */
  deputises: boolean;
}

/** How long cases of one service took in one office. */
export interface Duration {
  service: string;
  authority: string;
  /** Principal of the office. */
  office: string;
  closed: number;
  open: number;
  /** Open cases with a task over its period. */
  late: number;
  /** Days from submission to closing, without pauses and legal recess; null: none closed. */
  median: number | null;
  p90: number | null;
}

/** Somebody of the own offices. */
export interface Colleague {
  principal: string;
  name: string;
  /** Last day of an absence that runs today (ISO date); null: here. */
  awayUntil: string | null;
  offices: string[];
}
