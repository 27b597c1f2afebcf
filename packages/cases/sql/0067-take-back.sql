-- An office takes back what it asked the person, or a case that it offered to another office, as long as nobody has answered.
set local lock_timeout = '5s';

-- Tasks of a case that the session's offices have set aside: of the office that had the task, for its people with the role of the task.
create function cases.set_aside(asked uuid) returns table (token integer, element text, office text, definition_id text, since text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select t.token_no, t.element, t.data #>> '{detour,task,group_id}', t.data #>> '{detour,definition}', t.data #>> '{detour,since}'
    from engine.token t
    where t.case_id = asked and t.data ? 'detour'
      and t.data #>> '{detour,task,group_id}' like 'office:%' and t.data #>> '{detour,task,group_id}' = any (cases.principals())
      and (exists (select 1 from unnest(string_to_array(t.data #>> '{detour,task,role}', ',')) role where (t.data #>> '{detour,task,group_id}') || '#' || trim(role) = any (cases.principals()))
        or t.data #>> '{detour,task,assignee_id}' = 'person:' || cases.current_person()::text)
  $$;
revoke all on function cases.set_aside(uuid) from public;
grant execute on function cases.set_aside(uuid) to ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.set_aside(uuid) owner to ep_rights;
revoke create on schema cases from ep_rights;

drop policy order_office_command on engine.work;
create policy order_office_command on engine.work for insert to ep_workplace
  with check (command ->> 'type' = 'resolve-incident' and exists (select 1 from cases.access a where a.case_id = work.case_id)
    or command ->> 'type' = 'end-detour'
      and actor = 'person:' || (select cases.current_person())::text and command ->> 'actor' = actor
      and exists (select 1 from cases.set_aside(work.case_id) s where s.token = (command ->> 'token')::integer)
    or command ->> 'type' in ('complete-task', 'claim-task', 'detour')
      and actor = 'person:' || (select cases.current_person())::text and command ->> 'actor' = actor
      and (command ->> 'type' <> 'detour' or command ->> 'processId' in ('ask-back', 'hand-over'))
      and exists (select 1 from engine.user_task t where t.case_id = work.case_id and t.token_no = (command ->> 'token')::integer
        and (command ->> 'type' <> 'complete-task' or not t.properties ? 'four-eyes'
          or actor is distinct from cases.done_by(t.case_id, t.properties ->> 'four-eyes'))));
