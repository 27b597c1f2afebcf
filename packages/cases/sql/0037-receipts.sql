-- Withdrawing a case and sending files after it was submitted give a receipt, as submitting and paying do.
set local lock_timeout = '5s';

create table cases.receipts (
  receipt_id uuid not null,
  case_id uuid not null references cases.cases,
  kind text not null check (kind in ('withdrawal', 'upload')),
  at timestamptz not null,
  due timestamptz,
  language text not null,
  filename text,
  content_hash text references cases.contents,
  readers text[] not null,
  primary key (case_id, receipt_id),
  check ((due is null) = (content_hash is not null) and (due is null) = (filename is not null))
);
create index receipts_due on cases.receipts (due) where due is not null;
create index receipts_content on cases.receipts (content_hash);
comment on table cases.receipts is 'PDF by which the portal confirms a withdrawal or files that came later. due is empty once it is written. receipt_id of an upload: the file or the message with the files.';

alter table cases.receipts enable row level security;
alter table cases.receipts force row level security;
create policy engine_all on cases.receipts to ep_engine using (true) with check (true);
grant select, insert, update, delete on cases.receipts to ep_engine;
grant select on cases.receipts to ep_portal, ep_workplace;
create policy by_party on cases.receipts for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = receipts.case_id and a.party = any (receipts.readers)));
create policy by_receipt on cases.contents for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.receipts r where r.content_hash = contents.content_hash));
-- Whoever sends files orders their receipt; the machine writes it.
grant insert (receipt_id, case_id, kind, at, due, language, readers) on cases.receipts to ep_portal;
create policy order_upload on cases.receipts for insert to ep_portal
  with check (kind = 'upload' and due is not null and content_hash is null
    and readers = array['applicant', (select c.competent from cases.cases c where c.case_id = receipts.case_id)]
    and exists (select 1 from cases.access a where a.case_id = receipts.case_id and a.party = 'applicant' and a.principal = any ((select cases.principals())::text[])));

create constraint trigger note_change after insert or update or delete on cases.receipts
  deferrable initially deferred for each row execute function cases.note_case();
