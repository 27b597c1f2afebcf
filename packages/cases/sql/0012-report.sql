-- Reading what happened without reading about whom: a role for reports. It sees no name, no answer, no document.
set local lock_timeout = '5s';

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'ep_report') then
    begin
      create role ep_report login noinherit;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
end
$$;

grant usage on schema cases, engine to ep_report;
grant select (case_id, submitted_on, closed_at, outcome, service, service_hash, authority, competent, channel) on cases.cases to ep_report;
create policy report_read on cases.cases for select to ep_report using (true);
grant select (case_id, at, step, instance_no, command_id, type, result, code, state, actor, path) on engine.event to ep_report;
create policy report_read on engine.event for select to ep_report using (true);
grant select (definition_id, process_id, elements, deployed_at) on engine.definition to ep_report;
grant select on cases.deployments to ep_report;
