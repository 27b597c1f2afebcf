-- Who may see and order what of the process machine. Its tables hold cases, so they get the same policies.
set local lock_timeout = '5s';

grant usage on schema engine to ep_portal, ep_workplace, ep_engine;

do $$
declare
  t text;
begin
  foreach t in array array['instance', 'token', 'variable', 'job', 'work', 'timer', 'user_task', 'subscription', 'inbox', 'incident', 'event'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy engine_all on engine.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on engine.%I to ep_engine', t);
  end loop;
end
$$;
revoke update, delete on engine.event from ep_engine;
grant select, insert on engine.definition to ep_engine;
grant usage on all sequences in schema engine to ep_engine, ep_portal, ep_workplace;
grant select (definition_id, process_id) on engine.definition to ep_portal, ep_workplace;

-- Status and timeline are derived from events; variables, inputs of jobs and commands stay closed.
grant select on engine.event to ep_portal, ep_workplace;
create policy case_access on engine.event for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = event.case_id));
grant select (case_id, instance_no, state, outcome, started_at, ended_at) on engine.instance to ep_portal, ep_workplace;
create policy case_access on engine.instance for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = instance.case_id));
grant select (case_id, instance_no, token_no, kind, state, attempts, last_code, created_at, due_at, wait_until) on engine.job to ep_portal, ep_workplace;
create policy case_access on engine.job for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = job.case_id));
grant select (case_id, instance_no, token_no, element, code, message, created_at) on engine.incident to ep_portal, ep_workplace;
create policy case_access on engine.incident for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = incident.case_id));

-- Tasks: the group they belong to, and of an office only those with the role.
grant select on engine.user_task to ep_portal, ep_workplace;
create policy own_task on engine.user_task for select to ep_portal, ep_workplace
  using (group_id = any ((select cases.principals())::text[])
    and (group_id like 'person:%' or group_id || '#' || role = any ((select cases.principals())::text[])));

-- A command is ordered for a case one may see; the machine executes it. Nobody reads the queue, and what belongs to the
-- machine (jobs, timers, messages) can be ordered by the machine alone.
grant insert on engine.work to ep_portal, ep_workplace;
create policy order_command on engine.work for insert to ep_portal
  with check (command ->> 'type' in ('start', 'complete-task', 'cancel')
    and exists (select 1 from cases.access a where a.case_id = work.case_id));
create policy order_office_command on engine.work for insert to ep_workplace
  with check (command ->> 'type' in ('complete-task', 'claim-task', 'resolve-incident')
    and exists (select 1 from cases.access a where a.case_id = work.case_id));

-- Answering what an office asked back: answers of a case in which this person has an open task.
grant insert, update on cases.answers to ep_portal;
create policy answer_again on cases.answers for insert to ep_portal
  with check (exists (select 1 from engine.user_task t where t.case_id = answers.case_id and t.group_id like 'person:%'));
create policy change_answer on cases.answers for update to ep_portal
  using (exists (select 1 from engine.user_task t where t.case_id = answers.case_id and t.group_id like 'person:%'))
  with check (exists (select 1 from engine.user_task t where t.case_id = answers.case_id and t.group_id like 'person:%'));
create policy name_again on cases.case_persons for insert to ep_portal
  with check (exists (select 1 from engine.user_task t where t.case_id = case_persons.case_id and t.group_id like 'person:%'));
