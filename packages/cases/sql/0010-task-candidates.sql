-- Whom the model names for a task: several roles (with commas), and candidate persons of the office beside the roles.
set local lock_timeout = '5s';

drop policy own_task on engine.user_task;
create policy own_task on engine.user_task for select to ep_portal, ep_workplace
  using (group_id = any ((select cases.principals())::text[])
    and (group_id like 'person:%'
      or group_id || '#' || role = any ((select cases.principals())::text[])
      or (position(',' in role) > 0
        and exists (select 1 from unnest(string_to_array(role, ',')) as one where group_id || '#' || one = any ((select cases.principals())::text[])))
      or (candidates <> '[]' and candidates ? ('person:' || (select cases.current_person())::text))));
