-- Tasks that were open before 0056, in a transaction of its own: no table is locked, so the machine and the offices go on. Only who changes
-- a task that is carried over already waits until the end of it (a million tasks: about a minute).
set local lock_timeout = '60s';

set local role ep_rights;
insert into cases.open_tasks (case_id, due_at, instance_no, token_no, priority, free, judged, group_id, role, topic, words)
  select t.case_id, t.due_at, t.instance_no, t.token_no, t.priority, t.assignee_id is null, t.candidates <> '[]' or t.properties ? 'four-eyes',
    t.group_id, t.role, left(c.service || ' ' || t.element, 250), cases.folded(c.applicant_name) || E'\n' || lower(c.reference)
  from engine.user_task t join cases.cases c on c.case_id = t.case_id
  where t.group_id not like 'person:%' order by t.group_id, t.due_at
on conflict do nothing;
reset role;
