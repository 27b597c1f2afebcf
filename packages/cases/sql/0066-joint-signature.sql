-- Two sign for a company: who sent a case for it with joint signature is not the one who confirms it, under whatever mandate or session.
set local lock_timeout = '5s';

alter table cases.cases add column jointly boolean not null default false;
comment on column cases.cases.jointly is 'Sent by an organ that signs with another one: what the case has confirmed, somebody else than representative_id confirms.';

grant create on schema cases to ep_rights;
set local role ep_rights;
-- Would the person of this session confirm what they sent themselves with joint signature?
create function cases.confirms_own(asked uuid, task integer) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return exists (select 1 from cases.cases c join engine.user_task t on t.case_id = c.case_id
        where c.case_id = asked and c.jointly and c.representative_id = cases.current_person() and t.token_no = task and t.properties ? 'consent');
    end
  $$;
revoke all on function cases.confirms_own(uuid, integer) from public;
grant execute on function cases.confirms_own(uuid, integer) to ep_portal;
reset role;
revoke create on schema cases from ep_rights;

create policy other_organ on cases.consents as restrictive for insert to ep_portal with check (not cases.confirms_own(case_id, token));
create policy other_organ on engine.work as restrictive for insert to ep_portal
  with check (command ->> 'type' <> 'complete-task' or not cases.confirms_own(case_id, (command ->> 'token')::integer));
