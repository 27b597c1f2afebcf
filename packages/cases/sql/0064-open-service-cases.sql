-- Authors are told the open cases of each version only: counting all that ever were would read the whole table.
set local lock_timeout = '5s';

create function cases.count_open_service_cases() returns table (service text, service_hash text, open bigint)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      if cardinality(cases.authored()) = 0 then return; end if;
      return query select c.service, c.service_hash, count(*) from cases.cases c where c.closed_at is null group by 1, 2;
    end
  $$;
revoke all on function cases.count_open_service_cases() from public;
grant execute on function cases.count_open_service_cases() to ep_workplace;
do $$
declare
  owner text := current_user;
begin
  grant create on schema cases to ep_rights;
  alter function cases.count_open_service_cases() owner to ep_rights;
  revoke create on schema cases from ep_rights;
  set local role ep_rights;
  revoke all on function cases.count_service_cases() from ep_workplace;
  execute format('set local role %I', owner);
end
$$;
