-- Who works for an office, so that a task can be given to somebody by name; and what a caseworker may order, said for each task.
set local lock_timeout = '5s';

create table cases.members (
  office text not null,
  person_id uuid not null references cases.persons,
  seen_at timestamptz not null default now(),
  name text not null,
  roles text[] not null,
  primary key (office, person_id)
);
comment on table cases.members is 'People of an office as their login said last; kept by the sign-in. A row without use for a year goes at the next sign-in of the office.';

alter table cases.members enable row level security;
alter table cases.members force row level security;
grant select, insert, update, delete on cases.members to ep_sign_in;
create policy sign_in_all on cases.members to ep_sign_in using (true) with check (true);
grant select on cases.members to ep_workplace;
create policy own_office on cases.members for select to ep_workplace using (office = any ((select cases.principals())::text[]));
grant select on cases.members to ep_engine;
create policy engine_read on cases.members for select to ep_engine using (true);

-- Who did a step last, as the machine remembers it: what somebody only wanted to do does not count.
create function cases.done_by(asked uuid, wanted text) returns text
  language sql stable security invoker set search_path = cases, pg_catalog
  as $$
    select e.actor from engine.event e
    where e.case_id = asked and e.type = 'complete-task' and e.result = 'done'
      and e.path @> jsonb_build_array(jsonb_build_object('element', wanted, 'what', 'completed'))
    order by e.step desc limit 1
  $$;
revoke all on function cases.done_by(uuid, text) from public;
grant execute on function cases.done_by(uuid, text) to ep_workplace, ep_engine;

-- A task is ordered only by whoever it is open for, in their own name, and never by who did the step that it checks.
drop policy order_office_command on engine.work;
create policy order_office_command on engine.work for insert to ep_workplace
  with check (command ->> 'type' = 'resolve-incident' and exists (select 1 from cases.access a where a.case_id = work.case_id)
    or command ->> 'type' in ('complete-task', 'claim-task')
      and actor = 'person:' || (select cases.current_person())::text and command ->> 'actor' = actor
      and exists (select 1 from engine.user_task t where t.case_id = work.case_id and t.token_no = (command ->> 'token')::integer
        and (command ->> 'type' <> 'complete-task' or not t.properties ? 'four-eyes'
          or actor is distinct from cases.done_by(t.case_id, t.properties ->> 'four-eyes'))));
