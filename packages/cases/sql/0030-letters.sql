-- Letters on paper: each waits for a print run, is handed over in a bundle, and may come back.
set local lock_timeout = '5s';

create table cases.letters (
  letter_id uuid primary key,
  case_id uuid not null references cases.cases,
  run_id uuid,
  created_at timestamptz not null,
  handed_over_at timestamptz,
  returned_at timestamptz,
  token integer not null,
  authority text not null,
  step_key text not null,
  kind text not null,
  address text[] not null,
  documents uuid[] not null,
  state text not null check (state in ('waiting', 'printing', 'handed-over', 'returned')),
  unique (case_id, step_key)
);
create index letters_open on cases.letters (state, authority) where state in ('waiting', 'printing');
create index letters_run on cases.letters (run_id) where run_id is not null;
comment on table cases.letters is 'printing: in a bundle whose hand-over is not confirmed yet; it is made again under the same name.';

alter table cases.letters enable row level security;
alter table cases.letters force row level security;
create policy engine_all on cases.letters to ep_engine using (true) with check (true);
grant select, insert, update, delete on cases.letters to ep_engine;
