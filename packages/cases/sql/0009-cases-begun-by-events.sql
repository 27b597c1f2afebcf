-- Cases that a message, timer, signal or condition begins have no submission of a person, and perhaps no applicant at all.
set local lock_timeout = '5s';

alter table cases.cases alter column applicant_id drop not null;
comment on column cases.cases.applicant_id is 'Null: the competent office itself; the case was begun by an event that names no person.';
comment on column cases.cases.submission_id is 'The draft that was sent: sending twice is one case. Of a case begun by an event its own id.';

-- The function belongs to ep_rights, whose rights an owner who is no superuser has only after taking its role.
grant create on schema cases to ep_rights;
set local role ep_rights;
create or replace function cases.note_case_and_applicant() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    declare concerned uuid := coalesce(new.case_id, old.case_id);
    begin
      perform cases.note_change(concerned);
      perform cases.note_change(c.applicant_id) from cases.cases c where c.case_id = concerned and c.applicant_id is not null;
      return null;
    end
  $$;
-- Whoever makes a trigger must be allowed to call its function.
grant execute on function cases.note_case() to session_user;
reset role;
revoke create on schema cases from ep_rights;

-- Which event begins what is no case data: who loads the catalogue opens and closes it.
create policy loading on engine.start_event to current_user using (true) with check (true);
