-- What somebody did in a case for another stands in the record of access, which is sealed and shown to both: not only that they looked.
set local lock_timeout = '5s';

grant create on schema cases to ep_rights;
set local role ep_rights;
-- Nothing is noted for a session that acts for itself. `thing` names what was done (a receipt, a task), so that repeating notes it once.
create function cases.note_represented_act(asked uuid, what text, thing text, moment timestamptz) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is null or not cases.may_act() then return; end if;
      if what not in ('submitted', 'answered', 'signed', 'sent', 'wrote', 'payment', 'withdrawn') then return; end if;
      if not exists (select 1 from cases.access a where a.case_id = asked and a.principal = any (cases.principals())) then return; end if;
      if exists (select 1 from cases.access_records r where r.case_id = asked and r.actor = 'person:' || s.person_id and r.element = thing
        and r.purpose = 'representation.' || what) then return; end if;
      insert into cases.access_records (at, case_id, actor, actor_name, purpose, element)
        select moment, asked, 'person:' || s.person_id, p.first_name || ' ' || p.official_name, 'representation.' || what, thing
        from cases.persons p where p.person_id = s.person_id;
    end
  $$;
revoke all on function cases.note_represented_act(uuid, text, text, timestamptz) from public;
grant execute on function cases.note_represented_act(uuid, text, text, timestamptz) to ep_portal;
reset role;
revoke create on schema cases from ep_rights;

-- Who confirms with their sign-in for somebody else confirms in the own name, for that person.
alter table cases.consents add column represented_id uuid;
comment on column cases.consents.represented_id is 'For whom person_id confirmed under a mandate; null: for themselves.';
drop policy own_consent on cases.consents;
create policy own_consent on cases.consents for insert to ep_portal with check (person_id = (select cases.current_person())
  and represented_id is not distinct from (case when (select cases.acting_person()) is not null then (select cases.subject()) end)
  and exists (select 1 from cases.access a where a.case_id = consents.case_id));

-- A refused file is something to do for the applicant of its case, whoever sent it for them. Few rows at any time.
create index files_refused_of_case on cases.files (case_id) where state = 'refused' and replaced_by is null and case_id is not null;
-- That a file is looked at, or was refused, its applicant is told whoever sent it for them; its content goes to nobody but the sender until
-- a scanner has seen it (by_party).
create policy of_applicant on cases.files for select to ep_portal
  using (case_id is not null and 'applicant' = any (readers) and exists (select 1 from cases.cases c where c.case_id = files.case_id
    and c.applicant_id = (select cases.subject())
    and (files.message_id is null or exists (select 1 from cases.messages m where m.message_id = files.message_id and m.sender = 'person:' || c.applicant_id))));
