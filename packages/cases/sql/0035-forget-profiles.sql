-- What a person set themselves goes with the profile; a person that something still names keeps the name and nothing else.
set local lock_timeout = '5s';

do $$
declare
  t text;
begin
  foreach t in array array['profiles', 'profile_changes'] loop
    execute format('grant select, delete on cases.%I to ep_rights', t);
    execute format('create policy rights_forget on cases.%I to ep_rights using (true)', t);
  end loop;
end
$$;

grant create on schema cases to ep_rights;
set local role ep_rights;
create or replace function cases.forget_me() returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.current_person();
    begin
      if me is null then return false; end if;
      delete from cases.drafts d where d.person_id = me and d.case_id is null;
      delete from cases.held_inputs h where h.person_id = me;
      delete from cases.personal_exports e where e.person_id = me;
      delete from cases.profile_changes p where p.person_id = me;
      delete from cases.profiles p where p.person_id = me;
      delete from cases.sessions s where s.person_id = me;
      if not exists (select 1 from cases.cases c where c.applicant_id = me)
        and not exists (select 1 from cases.access a where a.principal = 'person:' || me) then
        begin
          delete from cases.persons p where p.person_id = me;
          return true;
        exception when foreign_key_violation then null; -- an office knows the person, or a file of a case does
        end;
      end if;
      update cases.persons p set email = null, date_of_birth = null, municipality = null where p.person_id = me;
      return false;
    end
  $$;
reset role;
revoke create on schema cases from ep_rights;
