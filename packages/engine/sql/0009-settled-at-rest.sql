-- Joins and the next rounds of a parallel loop come when all tokens of an instance wait. Until then the next step that stands in the queue
-- goes on with them, or the person who resolves the incident that stops the instance: they have an owner.
set local lock_timeout = '5s';

create or replace function engine.unowned_tokens(of_case uuid default null)
returns table (case_id uuid, token_no integer, element text, reason text)
language sql stable as $$
  with goes_on as (
    select w.case_id from engine.work w
    where w.command ->> 'type' = 'continue' and (of_case is null or w.case_id = of_case)
    union
    select x.case_id from engine.incident x
    where x.code in ('activation-budget', 'token-budget', 'data-budget', 'incident-budget') and (of_case is null or x.case_id = of_case)
  )
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
    and t.case_id not in (select g.case_id from goes_on g)
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
    and t.case_id not in (select g.case_id from goes_on g)
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
    and not (t.part = 'loop' and (t.data -> 'loop' ->> 'next')::integer < (t.data -> 'loop' ->> 'total')::integer
      and t.case_id in (select g.case_id from goes_on g))
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
