-- How long cases took, without the time in which periods stood still; for who works for an office, and for who leads its authority.
set local lock_timeout = '5s';

alter table cases.cases add column stood interval;
comment on column cases.cases.stood is 'Of a closed case: how long periods stood still from submission to closing (pauses, legal recess), from its events and the calendar of the day of closing.';

-- Figures only, no case and no person: of the offices of the session, and of all offices of an authority that the session leads or organises.
create function cases.durations(at timestamptz, days integer)
  returns table (service text, authority text, office text, closed integer, open integer, late integer, median double precision, p90 double precision)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare
      own text[] := cases.principals();
      led text[] := (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#lead' or p like 'office:%#organisation');
    begin
      return query
        select c.service, c.authority, c.office, count(*) filter (where c.closed_at is not null)::integer, count(*) filter (where c.closed_at is null)::integer,
          count(*) filter (where c.closed_at is null and exists (select 1 from engine.user_task t where t.case_id = c.case_id and t.due_at <= $1))::integer,
          percentile_cont(0.5) within group (order by extract(epoch from c.closed_at - c.submitted_at - coalesce(c.stood, interval '0'))::double precision / 86400),
          percentile_cont(0.9) within group (order by extract(epoch from c.closed_at - c.submitted_at - coalesce(c.stood, interval '0'))::double precision / 86400)
        from cases.cases c
        where (c.office = any (own) or c.authority = any (led)) and c.submitted_at > $1 - make_interval(days => $2)
        group by c.service, c.authority, c.office order by count(*) desc, c.service, c.office;
    end
  $$;
revoke all on function cases.durations(timestamptz, integer) from public;
grant execute on function cases.durations(timestamptz, integer) to ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.durations(timestamptz, integer) owner to ep_rights;
revoke create on schema cases from ep_rights;
