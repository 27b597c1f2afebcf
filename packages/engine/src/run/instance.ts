import type { TokenInfo, Variables } from '../types.ts';
import { Rows } from './rows.ts';
import { sizeOf } from './size.ts';

/** Rows carry the column names of sql/ without case_id and instance_no; instants are ISO texts. */
export interface HeaderRow {
  definition_id: string;
  state: 'active' | 'completed' | 'cancelled';
  outcome: string | null;
  started_at: string;
  ended_at: string | null;
  step: number;
  next_token: number;
  activations: number;
}

export interface TokenRow {
  token_no: number;
  parent_no: number;
  visit: number;
  entered_at: string;
  definition_id: string;
  element: string;
  state: 'ready' | 'waiting' | 'joining' | 'failed';
  part: 'whole' | 'loop' | 'item';
  path: string;
  party: string | null;
  via: string | null;
  properties: Record<string, string>;
  data: TokenData;
}

/** What a token remembers besides its names. */
export interface TokenData {
  /** Local names given when it was made: the item of a round, the names a compensated activity had. */
  seed?: Variables;
  /** Of a loop: how far it is. */
  loop?: LoopState;
  /** Of a round: its number from 0. */
  index?: number;
  /** Its task is set aside while a called process runs in its place. */
  detour?: Detour;
  /** For how long it was set aside so far, in milliseconds. */
  aside?: number;
}

/** A task that is set aside, with everything it had. */
export interface Detour {
  /** Of the process that runs meanwhile. */
  definition: string;
  since: string;
  task: UserTaskRow;
  /** Local names of the task: those of the called process take their place meanwhile. */
  names: Variables;
}

export interface LoopState {
  /** Items to walk through, as they were at the beginning; null for a number of rounds. */
  items: unknown[] | null;
  /** Rounds to run at most; null: until the condition of the loop says so. */
  total: number | null;
  next: number;
  done: number;
  results: unknown[];
}

export interface ScopeRow {
  scope_no: number;
  data: Variables;
  visits: Record<string, number>;
}

export interface JobRow {
  token_no: number;
  due_at: string;
  created_at: string;
  lease_until: string | null;
  wait_until: string | null;
  fence: number;
  attempts: number;
  retries: number;
  state: 'ready' | 'suspended' | 'failed';
  kind: string;
  holder: string | null;
  last_code: string | null;
  idempotency_key: string;
  inputs: Variables;
  info: TokenInfo;
  data: Variables;
}

export interface UserTaskRow {
  token_no: number;
  created_at: string;
  due_at: string | null;
  follow_up: string | null;
  priority: number;
  fence: number;
  retries: number;
  kind: 'user' | 'capability';
  element: string;
  process_id: string;
  group_id: string;
  role: string;
  form: string;
  capability: string | null;
  assignee_id: string | null;
  party: string | null;
  candidates: string[];
  inputs: Variables;
  properties: Record<string, string>;
}

export interface TimerRow {
  token_no: number;
  element: string;
  due_at: string;
  queued: boolean;
  cycle: string | null;
  rounds: number | null;
}

export interface SubscriptionRow {
  token_no: number;
  element: string;
  kind: 'message' | 'signal' | 'condition';
  name: string;
  key: string;
}

export interface CompensationRow {
  token_no: number;
  seq: number;
  scope_no: number;
  definition_id: string;
  element: string;
  handler: string | null;
  data: Variables;
}

export interface InboxRow {
  name: string;
  key: string;
  message_id: string;
  received_at: string;
  expires_at: string;
  variables: Variables;
}

export interface IncidentRow {
  token_no: number;
  created_at: string;
  element: string | null;
  code: string;
  message: string;
  phase: 'enter' | 'complete' | 'job' | 'step';
  detail: Variables;
}

export interface InstanceRows {
  tokens: TokenRow[];
  scopes: ScopeRow[];
  jobs: JobRow[];
  userTasks: UserTaskRow[];
  timers: TimerRow[];
  subscriptions: SubscriptionRow[];
  inbox: InboxRow[];
  incidents: IncidentRow[];
  compensations: CompensationRow[];
}

const byToken = (row: { token_no: number }): string => String(row.token_no);
const byTokenAndElement = (row: { token_no: number; element: string }): string => `${row.token_no} ${row.element}`;

/** Characters that a token keeps. The results of a loop are changed in place, so they are counted one by one. */
function weighToken({ data, properties, path }: TokenRow): number {
  const { loop, seed, detour } = data;
  const own = 100 + path.length + (detour ? weighInputs(detour.task) + sizeOf(detour.names) : 0);
  if (!loop && !seed) return own + sizeOf(properties);
  const results = loop ? loop.results.reduce((sum: number, value) => sum + sizeOf(value), 0) : 0;
  return own + sizeOf(properties) + sizeOf(seed) + sizeOf(loop?.items) + results;
}

/** The names of a scope are replaced one by one in the same context. */
function scopeWeight(names: Variables): number {
  let size = 50;
  for (const name in names) size += name.length + 4 + sizeOf(names[name]);
  return size;
}

function weighInputs(row: { inputs: Variables; data?: Variables; properties?: Record<string, string> }): number {
  return 300 + sizeOf(row.inputs) + sizeOf(row.data) + sizeOf(row.properties);
}

/** One locked instance in memory. */
export class Instance {
  readonly caseId: string;
  readonly instanceNo = 1;
  readonly header: HeaderRow;
  readonly tokens: Rows<TokenRow>;
  readonly scopes: Rows<ScopeRow>;
  readonly jobs: Rows<JobRow>;
  readonly userTasks: Rows<UserTaskRow>;
  readonly timers: Rows<TimerRow>;
  readonly subscriptions: Rows<SubscriptionRow>;
  readonly inbox: Rows<InboxRow>;
  readonly incidents: Rows<IncidentRow>;
  readonly compensations: Rows<CompensationRow>;

  constructor(caseId: string, header: HeaderRow, rows: Partial<InstanceRows> = {}) {
    this.caseId = caseId;
    this.header = header;
    this.tokens = new Rows(byToken, rows.tokens, weighToken);
    this.scopes = new Rows(
      (row) => String(row.scope_no),
      rows.scopes,
      (row) => scopeWeight(row.data),
    );
    this.jobs = new Rows(byToken, rows.jobs, weighInputs);
    this.userTasks = new Rows(byToken, rows.userTasks, weighInputs);
    this.timers = new Rows(byTokenAndElement, rows.timers);
    this.subscriptions = new Rows(byTokenAndElement, rows.subscriptions);
    this.inbox = new Rows(
      (row) => JSON.stringify([row.name, row.key, row.message_id]),
      rows.inbox,
      (row) => 100 + sizeOf(row.variables),
    );
    this.incidents = new Rows(byToken, rows.incidents, (row) => 200 + sizeOf(row.detail));
    this.compensations = new Rows(byToken, rows.compensations, (row) => 100 + sizeOf(row.data));
  }

  /** Characters of everything the instance keeps, about. */
  get weight(): number {
    const { tokens, scopes, jobs, userTasks, inbox, incidents, compensations } = this;
    const names = tokens.weight + scopes.weight + inbox.weight + compensations.weight;
    return names + jobs.weight + userTasks.weight + incidents.weight;
  }

  /** Tokens that stand in a scope (token number of a call activity, subprocess, loop or compensation) or in the main process (0). */
  tokensIn(scopeNo: number): TokenRow[] {
    return this.tokens.all().filter((token) => token.parent_no === scopeNo);
  }

  scope(scopeNo: number): ScopeRow {
    return this.scopes.get(scopeNo) ?? this.scopes.put({ scope_no: scopeNo, data: {}, visits: {} });
  }
}
