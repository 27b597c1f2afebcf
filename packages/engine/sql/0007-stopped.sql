-- An instance that reached one of its limits enters nothing until a person has resolved its incident: its ready tokens have an owner.
-- A command that is too large is refused here too, whoever writes it: reading it would hold up every case of a node.
set local lock_timeout = '5s';

create or replace function engine.unowned_tokens(of_case uuid default null)
returns table (case_id uuid, token_no integer, element text, reason text)
language sql stable as $$
  select i.case_id, 0, null::text, 'no-token'
  from engine.instance i
  where i.state = 'active' and (of_case is null or i.case_id = of_case)
    and not exists (select 1 from engine.token t where t.case_id = i.case_id and t.instance_no = i.instance_no)
  union all
  select t.case_id, t.token_no, t.element, 'instance-over'
  from engine.token t join engine.instance i using (case_id, instance_no)
  where i.state <> 'active' and (of_case is null or t.case_id = of_case)
  union all
  select t.case_id, t.token_no, t.element, 'not-entered'
  from engine.token t
  where t.state = 'ready' and (of_case is null or t.case_id = of_case)
    and not exists (select 1 from engine.work w where w.case_id = t.case_id and w.command ->> 'type' = 'continue')
    and not exists (select 1 from engine.incident x where x.case_id = t.case_id and x.instance_no = t.instance_no
      and x.code in ('activation-budget', 'token-budget', 'data-budget', 'incident-budget'))
  union all
  select t.case_id, t.token_no, t.element, 'failed-silently'
  from engine.token t
  where t.state = 'failed' and (of_case is null or t.case_id = of_case)
    and not exists (select 1 from engine.incident x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no)
  union all
  select t.case_id, t.token_no, t.element, 'joins-nobody'
  from engine.token t
  where t.state = 'joining' and (of_case is null or t.case_id = of_case)
    and not exists (select 1 from engine.token o where o.case_id = t.case_id and o.instance_no = t.instance_no
      and o.parent_no = t.parent_no and o.token_no <> t.token_no)
  union all
  select t.case_id, t.token_no, t.element, 'waits-for-nothing'
  from engine.token t
  where t.state = 'waiting' and (of_case is null or t.case_id = of_case)
    and not exists (select 1 from engine.user_task x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no)
    and not exists (select 1 from engine.job x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no and x.state <> 'failed')
    and not exists (select 1 from engine.timer x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no)
    and not exists (select 1 from engine.subscription x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no)
    and not exists (select 1 from engine.incident x where x.case_id = t.case_id and x.instance_no = t.instance_no and x.token_no = t.token_no)
    and not exists (select 1 from engine.token o where o.case_id = t.case_id and o.instance_no = t.instance_no and o.parent_no = t.token_no)
  union all
  select m.case_id, m.token_no, m.element, 'timer-lost'
  from engine.timer m
  where m.queued and (of_case is null or m.case_id = of_case)
    and not exists (select 1 from engine.work w where w.case_id = m.case_id and w.command ->> 'type' = 'fire-timer'
      and (w.command ->> 'token')::integer = m.token_no and w.command ->> 'element' = m.element)
  union all
  select w.case_id, 0, w.command_id, 'parked-silently'
  from engine.work w
  where w.not_before = 'infinity' and (of_case is null or w.case_id = of_case)
    and not exists (select 1 from engine.incident x where x.case_id = w.case_id and x.token_no = 0)
$$;

alter table engine.work add constraint work_command_size check (octet_length(command::text) <= 4000000) not valid;
