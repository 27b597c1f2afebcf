-- Tasks that ended while 0057 ran: their end could not see what was not committed yet.
set local lock_timeout = '5s';

set local role ep_rights;
delete from cases.open_tasks o where not exists (
  select 1 from engine.user_task t where t.case_id = o.case_id and t.instance_no = o.instance_no and t.token_no = o.token_no);
reset role;
