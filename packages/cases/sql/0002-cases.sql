-- Drafts, cases and everything that hangs on a case. Every key starts with case_id, so that it can be a distribution key.
set local lock_timeout = '5s';

create table cases.drafts (
  draft_id uuid primary key,
  person_id uuid not null,
  case_id uuid,
  created_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  expires_at timestamptz not null,
  service text not null,
  service_hash text not null,
  authority text not null,
  language text not null,
  page text,
  reference text,
  facts jsonb not null,
  refs jsonb not null default '{}',
  answers jsonb not null default '{}'
);
create unique index drafts_one_per_service on cases.drafts (person_id, service) where case_id is null;
create index drafts_expires_at on cases.drafts (expires_at) where case_id is null;
comment on table cases.drafts is 'Not sent yet. facts: names filled by identity and registers with their sources; refs: person reference → key of the register (never shown).';

create table cases.cases (
  case_id uuid primary key,
  submission_id uuid not null unique,
  applicant_id uuid not null,
  submitted_at timestamptz not null,
  closed_at timestamptz,
  submitted_on date not null,
  delete_after date,
  reference text not null unique,
  service text not null,
  service_hash text not null,
  authority text not null,
  office text not null,
  competent text not null,
  channel text not null,
  language text not null,
  outcome text,
  applicant_name text not null,
  verification_secret text not null
);
create index cases_applicant on cases.cases (applicant_id, submitted_at desc);
create index cases_open_office on cases.cases (office) where closed_at is null;
comment on column cases.cases.submission_id is 'The draft that was sent: sending twice is one case.';

create table cases.access (
  case_id uuid not null references cases.cases,
  principal text not null,
  party text not null,
  primary key (principal, case_id, party)
);
create index access_case on cases.access (case_id);
comment on table cases.access is 'May this principal see this case, and as which party. The one table that all policies ask.';

create table cases.parties (
  case_id uuid not null references cases.cases,
  party text not null,
  principal text not null,
  authority text,
  office text,
  primary key (case_id, party)
);

create table cases.answers (
  case_id uuid not null references cases.cases,
  name text not null,
  at timestamptz not null,
  value jsonb not null,
  source jsonb,
  readers text[] not null,
  primary key (case_id, name)
);
comment on column cases.answers.readers is 'Parties that may read this answer, from sharing of the service.';

create table cases.case_persons (
  case_id uuid not null references cases.cases,
  ref text not null,
  official_name text not null,
  first_name text not null,
  date_of_birth text,
  register_key text,
  readers text[] not null,
  primary key (case_id, ref)
);
comment on table cases.case_persons is 'Persons named in a case. register_key is the key of the register they come from, never shown.';

create table cases.fees (
  case_id uuid primary key references cases.cases,
  fixed_at timestamptz not null,
  total numeric(10, 2) not null check (total >= 0),
  currency text not null default 'CHF',
  items jsonb not null
);

create table cases.payments (
  payment_id uuid primary key,
  case_id uuid not null references cases.cases,
  token integer not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  refunded_at timestamptz,
  look_at timestamptz not null,
  expires_at timestamptz,
  amount numeric(10, 2) not null,
  connector text not null,
  provider_id text not null,
  state text not null check (state in ('open', 'settled', 'cancelled', 'expired', 'refunding', 'refunded')),
  redirect_url text not null,
  step_key text not null,
  readers text[] not null,
  unique (case_id, step_key)
);
create unique index payments_one_settled on cases.payments (case_id) where state in ('settled', 'refunding', 'refunded');
create index payments_look_at on cases.payments (look_at) where state in ('open', 'refunding');
create unique index payments_provider on cases.payments (connector, provider_id);

create table cases.payment_hints (
  hint_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  provider_id text not null
);
comment on table cases.payment_hints is 'Somebody says a payment changed (callback, return of the browser). Only a hint: the worker asks the provider.';

create table cases.contents (
  content_hash text primary key,
  size integer not null,
  bytes bytea not null
);

create table cases.documents (
  document_id uuid primary key,
  case_id uuid not null references cases.cases,
  created_at timestamptz not null,
  size integer not null,
  output text not null,
  state text not null check (state in ('draft', 'issued')),
  sent_by text not null check (sent_by in ('you', 'authority')),
  language text not null,
  media_type text not null,
  filename text not null,
  content_hash text not null references cases.contents,
  step_key text not null,
  code text,
  issued_content_hash text,
  readers text[] not null,
  unique (case_id, step_key)
);
create index documents_code on cases.documents (code) where code is not null;
create index documents_content on cases.documents (content_hash);

create table cases.messages (
  message_id uuid primary key,
  case_id uuid not null references cases.cases,
  at timestamptz not null,
  read_at timestamptz,
  recipient text not null,
  kind text not null,
  step_key text not null,
  args jsonb not null default '{}',
  documents uuid[] not null default '{}',
  unique (case_id, recipient, step_key)
);
create index messages_recipient on cases.messages (recipient, at desc);
-- Every page of a person counts these.
create index messages_unread on cases.messages (recipient) where read_at is null;
comment on column cases.messages.kind is 'Block of text keys; the words are made when the message is read, in the language of the reader.';

create table cases.alerts (
  alert_id uuid primary key,
  case_id uuid not null references cases.cases,
  created_at timestamptz not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  recipient text not null,
  kind text not null,
  step_key text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  address text,
  language text not null,
  unique (case_id, recipient, step_key, kind)
);
create index alerts_due on cases.alerts (due_at) where state = 'queued';
comment on table cases.alerts is 'E-mails. Marked `sending` before the mail leaves: after a crash in between the outcome stays unknown and is not repeated.';

create table cases.access_records (
  record_id bigint generated always as identity,
  at timestamptz not null default now(),
  case_id uuid not null,
  actor text not null,
  actor_name text not null,
  office text,
  purpose text not null,
  element text,
  primary key (case_id, record_id)
);
comment on table cases.access_records is 'Who read whose data, when, for what purpose (text key of the service). Append-only.';

create table cases.task_notes (
  case_id uuid not null references cases.cases,
  token integer not null,
  at timestamptz not null,
  element text not null,
  actor text not null,
  actor_name text not null,
  what text not null,
  primary key (case_id, token, what, at)
);
comment on table cases.task_notes is 'Which person worked which step; four-eyes and the history of a task ask it.';

-- Public check of a document by its code: tells that it is genuine, by whom and when, nothing else.
create function cases.verify_code(asked text) returns table (authority text, issued_on date, output text, service text, service_hash text, language text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select c.authority, d.created_at::date, d.output, c.service, c.service_hash, d.language
    from cases.documents d join cases.cases c using (case_id)
    where d.state = 'issued' and d.code = asked
  $$;
create function cases.verify_hash(asked text) returns table (authority text, issued_on date, output text, service text, service_hash text, language text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select c.authority, d.created_at::date, d.output, c.service, c.service_hash, d.language
    from cases.documents d join cases.cases c using (case_id)
    where d.state = 'issued' and d.content_hash = asked
  $$;
revoke all on function cases.verify_code(text), cases.verify_hash(text) from public;
grant execute on function cases.verify_code(text), cases.verify_hash(text) to ep_portal;
grant create on schema cases to ep_rights;
alter function cases.verify_code(text) owner to ep_rights;
alter function cases.verify_hash(text) owner to ep_rights;
revoke create on schema cases from ep_rights;
grant select on cases.documents, cases.cases to ep_rights;
