-- What offices and residents write to each other in a case, with files; and what an office writes for itself.
set local lock_timeout = '5s';

alter table cases.messages
  add column told_at timestamptz,
  add column sender text,
  add column author text,
  add column author_name text,
  add column words text check (length(words) between 1 and 5000),
  add column files uuid[] not null default '{}',
  add check ((kind = 'written') = (words is not null and sender is not null and author is not null));
comment on column cases.messages.sender is 'Of a written message: the office or the person it comes from; null: the machine.';
comment on column cases.messages.author is 'Person who wrote it; of an office only the office learns who.';
comment on column cases.messages.told_at is 'Of a written message: when the alert was ordered, which says only that there is something to read.';
-- The worker looks here every few seconds.
create index messages_untold on cases.messages (at) where kind = 'written' and told_at is null;

-- A written message is read by both sides.
create policy sent on cases.messages for select to ep_portal, ep_workplace using (sender = any ((select cases.principals())::text[]));
create policy write on cases.messages for insert to ep_portal
  with check (kind = 'written' and read_at is null and told_at is null and sender = 'person:' || (select cases.current_person())::text and author = sender
    and exists (select 1 from cases.cases c where c.case_id = messages.case_id and c.office = recipient and c.applicant_id = (select cases.current_person())));
grant insert on cases.messages to ep_workplace;
create policy write_office on cases.messages for insert to ep_workplace
  with check (kind = 'written' and read_at is null and told_at is null and sender like 'office:%' and sender = any ((select cases.principals())::text[])
    and author = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.access a where a.case_id = messages.case_id and a.principal = sender)
    and exists (select 1 from cases.cases c where c.case_id = messages.case_id and recipient = 'person:' || c.applicant_id::text));
-- Who of the office wrote it is the office's matter.
revoke select on cases.messages from ep_portal;
grant select (message_id, case_id, at, read_at, recipient, kind, step_key, args, documents, sender, words, files) on cases.messages to ep_portal;

-- Files of a message: both sides read them, once they were looked at; whoever sent one sees it before.
alter table cases.files add column message_id uuid;
create index files_message on cases.files (message_id) where message_id is not null;
drop policy by_party on cases.files;
create policy by_party on cases.files for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = files.case_id and a.party = any (files.readers)
    and (files.scan in ('clean', 'not-scanned') or files.person_id = (select cases.current_person()))));
create policy attach on cases.files for insert to ep_portal, ep_workplace
  with check (case_id is not null and draft_id is null and message_id is not null and person_id = (select cases.current_person())
    and exists (select 1 from cases.messages m where m.message_id = files.message_id and m.case_id = files.case_id
      and m.author = 'person:' || files.person_id::text and files.file_id = any (m.files))
    and readers = array['applicant', (select c.competent from cases.cases c where c.case_id = files.case_id)]);
grant insert on cases.files to ep_workplace;
grant select (author) on cases.messages to ep_portal;

-- Notes of an office for itself: nobody else reads them.
create table cases.notes (
  note_id uuid not null,
  case_id uuid not null references cases.cases,
  at timestamptz not null default now(),
  office text not null,
  author text not null,
  author_name text not null,
  words text not null check (length(words) between 1 and 5000),
  primary key (case_id, note_id)
);
comment on table cases.notes is 'What an office writes down for itself in a case. Never shown to the person or to other offices.';
alter table cases.notes enable row level security;
alter table cases.notes force row level security;
create policy engine_all on cases.notes to ep_engine using (true) with check (true);
grant select, insert, delete on cases.notes to ep_engine;
grant select, insert on cases.notes to ep_workplace;
create policy own_office on cases.notes for select to ep_workplace using (office = any ((select cases.principals())::text[]));
create policy write on cases.notes for insert to ep_workplace
  with check (office = any ((select cases.principals())::text[]) and author = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.access a where a.case_id = notes.case_id and a.principal = notes.office));
