-- Files that people send for requested documents: first with a draft, from the submission on with its case. Content lies in the file
-- store under its hash; a row is written only when the content is there, and content without a row is removed after a day.
set local lock_timeout = '5s';

create table cases.files (
  file_id uuid primary key,
  person_id uuid not null references cases.persons,
  draft_id uuid references cases.drafts on delete cascade,
  case_id uuid references cases.cases,
  created_at timestamptz not null default now(),
  size bigint not null,
  name text not null,
  filename text not null,
  media_type text not null,
  content_hash text not null,
  state text not null check (state in ('uploaded', 'checking', 'accepted', 'refused')),
  scan text not null check (scan in ('clean', 'infected', 'not-scanned', 'pending')),
  reason text,
  readers text[] not null default '{}',
  check (num_nonnulls(draft_id, case_id) = 1)
);
create index files_draft on cases.files (draft_id) where draft_id is not null;
create index files_case on cases.files (case_id) where case_id is not null;
create index files_content on cases.files (content_hash);
create index files_pending on cases.files (created_at) where scan = 'pending';
comment on table cases.files is 'name: of the requested document (evidence.<id>). scan: not-scanned means that there is no scanner, pending that it did not answer yet.';

alter table cases.files enable row level security;
alter table cases.files force row level security;

grant select, insert, delete, update (draft_id, case_id, readers) on cases.files to ep_portal;
create policy own_draft on cases.files to ep_portal
  using (draft_id is not null and person_id = (select cases.current_person()))
  with check (person_id = (select cases.current_person())
    and (exists (select 1 from cases.drafts d where d.draft_id = files.draft_id and d.case_id is null) or cases.submitting(case_id)));
grant select on cases.files to ep_workplace;
-- What a scanner has not seen yet goes to nobody but who sent it.
create policy by_party on cases.files for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = files.case_id and a.party = any (files.readers)
    and (a.party = 'applicant' or files.scan in ('clean', 'not-scanned'))));
grant select, update, delete on cases.files to ep_engine;
create policy engine_all on cases.files to ep_engine using (true) with check (true);

create constraint trigger note_change after insert on cases.files deferrable initially deferred for each row
  when (new.case_id is not null) execute function cases.note_case();
create constraint trigger note_change_of_case after update on cases.files deferrable initially deferred for each row
  when (new.case_id is not null) execute function cases.note_case();
create constraint trigger note_change_of_end after delete on cases.files deferrable initially deferred for each row
  when (old.case_id is not null) execute function cases.note_case();
