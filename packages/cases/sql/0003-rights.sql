-- Row-level security on every table that holds cases or people, forced for the owner too.
-- A policy asks cases.access for the principals of the session; the application cannot set principals itself.
set local lock_timeout = '5s';

do $$
declare
  t text;
begin
  foreach t in array array['drafts', 'cases', 'access', 'parties', 'answers', 'case_persons', 'fees', 'payments', 'payment_hints',
    'contents', 'documents', 'messages', 'alerts', 'access_records', 'task_notes'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    -- The worker's role runs cases of all authorities; it has no connection to browsers.
    execute format('create policy engine_all on cases.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on cases.%I to ep_engine', t);
  end loop;
end
$$;
revoke update, delete on cases.access_records from ep_engine;
create policy rights_read on cases.cases for select to ep_rights using (true);
create policy rights_read on cases.documents for select to ep_rights using (true);

-- Residents' drafts: the person alone.
grant select, insert, update, delete on cases.drafts to ep_portal;
create policy own_draft on cases.drafts to ep_portal
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));

-- Cases: whoever has an access row.
grant select on cases.access to ep_portal, ep_workplace;
create policy own_access on cases.access for select to ep_portal, ep_workplace using (principal = any ((select cases.principals())::text[]));
grant select on cases.cases to ep_portal, ep_workplace;
create policy case_access on cases.cases for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = cases.case_id)
    -- Right after the insert of a submission the access rows are not there yet.
    or applicant_id = (select cases.current_person()));
grant select on cases.parties to ep_portal, ep_workplace;
create policy case_access on cases.parties for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = parties.case_id));
grant select on cases.fees to ep_portal, ep_workplace;
create policy case_access on cases.fees for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = fees.case_id));

-- Rows trimmed by party.
grant select on cases.answers, cases.case_persons, cases.payments, cases.documents to ep_portal, ep_workplace;
create policy by_party on cases.answers for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = answers.case_id and a.party = any (answers.readers)));
create policy by_party on cases.case_persons for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = case_persons.case_id and a.party = any (case_persons.readers)));
create policy by_party on cases.payments for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = payments.case_id and a.party = any (payments.readers)));
create policy by_party on cases.documents for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = documents.case_id and a.party = any (documents.readers)));
grant select on cases.contents to ep_portal, ep_workplace;
create policy by_document on cases.contents for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.documents d where d.content_hash = contents.content_hash));

grant select, update (read_at) on cases.messages to ep_portal, ep_workplace;
create policy own_message on cases.messages to ep_portal, ep_workplace
  using (recipient = any ((select cases.principals())::text[])) with check (recipient = any ((select cases.principals())::text[]));

grant select, insert on cases.access_records to ep_workplace;
grant select on cases.access_records to ep_portal;
create policy case_access on cases.access_records for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = access_records.case_id));
create policy record_own on cases.access_records for insert to ep_workplace
  with check (actor = 'person:' || (select cases.current_person())::text);

grant select, insert on cases.task_notes to ep_portal, ep_workplace;
create policy case_access on cases.task_notes for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = task_notes.case_id));
create policy note_own on cases.task_notes for insert to ep_portal, ep_workplace
  with check (actor = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.access a where a.case_id = task_notes.case_id));

-- A submission by the signed-in person: rows of a case whose applicant is this person, made in this very transaction.
grant insert on cases.cases, cases.access, cases.parties, cases.answers, cases.case_persons, cases.fees, cases.messages, cases.alerts to ep_portal;
create policy submit on cases.cases for insert to ep_portal with check (applicant_id = (select cases.current_person()) and closed_at is null);
create function cases.submitting(asked uuid) returns boolean
  language sql stable security invoker set search_path = cases, pg_catalog
  as $$ select exists (select 1 from cases.cases c where c.case_id = asked and c.applicant_id = cases.current_person() and c.xmin = pg_current_xact_id()::xid) $$;
revoke all on function cases.submitting(uuid) from public;
grant execute on function cases.submitting(uuid) to ep_portal;
create policy submit on cases.access for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.parties for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.answers for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.case_persons for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.fees for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.messages for insert to ep_portal with check (cases.submitting(case_id));
create policy submit on cases.alerts for insert to ep_portal with check (cases.submitting(case_id));

-- Anybody may say "look at the provider": it changes nothing by itself.
grant insert on cases.payment_hints to ep_portal;
create policy hint on cases.payment_hints for insert to ep_portal with check (true);
