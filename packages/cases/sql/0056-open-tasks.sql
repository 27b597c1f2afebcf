-- What the work list is ordered and narrowed by, of every open task of an office, in one index: a filter by service or by words
-- would otherwise look up each task of the office and its case. Follows engine.user_task in the transaction of the change.
set local lock_timeout = '5s';

create table cases.open_tasks (
  case_id uuid not null,
  due_at timestamptz,
  instance_no integer not null,
  token_no integer not null,
  priority integer not null,
  free boolean not null,
  judged boolean not null,
  group_id text not null,
  role text not null,
  topic text not null,
  words text not null,
  primary key (case_id, instance_no, token_no)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
create index open_tasks_list on cases.open_tasks (group_id, due_at, priority desc, case_id, token_no)
  include (instance_no, role, judged, free, topic, words);
comment on table cases.open_tasks is 'Open tasks of offices as the work list finds them; goes with its task.';
comment on column cases.open_tasks.free is 'Nobody has taken it.';
comment on column cases.open_tasks.judged is 'Whether the task itself must be asked who may do it: it names persons, or has four eyes.';
comment on column cases.open_tasks.topic is 'Service and element, with a space between.';
comment on column cases.open_tasks.words is 'Name of the person and reference, folded as words of a search are.';

alter table cases.open_tasks enable row level security;
alter table cases.open_tasks force row level security;
grant select on cases.open_tasks to ep_workplace;
create policy own_task on cases.open_tasks for select to ep_workplace
  using (group_id = any ((select cases.principals())::text[])
    and (judged or group_id || '#' || role = any ((select cases.principals())::text[])
      or (position(',' in role) > 0
        and exists (select 1 from unnest(string_to_array(role, ',')) as one where group_id || '#' || one = any ((select cases.principals())::text[])))));
grant select, insert, update, delete on cases.open_tasks to ep_rights;
create policy rights_all on cases.open_tasks to ep_rights using (true) with check (true);

-- Letters without accents and case; the search folds its words the same way. Cut, because an index takes no long text.
create function cases.folded(plain text) returns text
  language sql immutable parallel safe set search_path = pg_catalog
  return left(regexp_replace(normalize(lower(plain), NFD), '[\u0300-\u036f]', '', 'g'), 250);
grant execute on function cases.folded(text) to ep_rights;

grant create on schema cases to ep_rights;
set local role ep_rights;
-- As the task stands at the end of the transaction; its case is there by then.
create function cases.follow_task() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    declare changed engine.user_task := case when tg_op = 'DELETE' then old else new end;
    begin
      insert into cases.open_tasks as known (case_id, due_at, instance_no, token_no, priority, free, judged, group_id, role, topic, words)
        select t.case_id, t.due_at, t.instance_no, t.token_no, t.priority, t.assignee_id is null, t.candidates <> '[]' or t.properties ? 'four-eyes',
          t.group_id, t.role, left(c.service || ' ' || t.element, 250), cases.folded(c.applicant_name) || E'\n' || lower(c.reference)
        from engine.user_task t join cases.cases c on c.case_id = t.case_id
        where t.case_id = changed.case_id and t.instance_no = changed.instance_no and t.token_no = changed.token_no and t.group_id not like 'person:%'
      on conflict (case_id, instance_no, token_no) do update set due_at = excluded.due_at, priority = excluded.priority, free = excluded.free,
        judged = excluded.judged, group_id = excluded.group_id, role = excluded.role, topic = excluded.topic;
      if not found then
        delete from cases.open_tasks o where o.case_id = changed.case_id and o.instance_no = changed.instance_no and o.token_no = changed.token_no;
      end if;
      return null;
    end
  $$;
revoke all on function cases.follow_task() from public;
grant execute on function cases.follow_task() to session_user;
reset role;
revoke create on schema cases from ep_rights;

create constraint trigger follow_new after insert on engine.user_task deferrable initially deferred for each row
  when (new.group_id not like 'person:%') execute function cases.follow_task();
create constraint trigger follow_end after delete on engine.user_task deferrable initially deferred for each row
  when (old.group_id not like 'person:%') execute function cases.follow_task();
create constraint trigger follow_change after update on engine.user_task deferrable initially deferred for each row
  when (row (old.group_id, old.role, old.due_at, old.priority, old.element, old.candidates, old.properties, old.assignee_id is null)
    is distinct from row (new.group_id, new.role, new.due_at, new.priority, new.element, new.candidates, new.properties, new.assignee_id is null))
  execute function cases.follow_task();
