-- What a stamp says of acting is asked of a function of its own. Written out inside the glance it made the plan for unknown values look so dear
-- that every call was planned anew: twice the time of a glance for everybody, measured.
set local lock_timeout = '5s';

grant create on schema cases to ep_rights;
set local role ep_rights;
create function cases.acting_stamp(mandate uuid) returns text
  language plpgsql stable security definer cost 1 set search_path = cases, pg_catalog
  as $$
    begin
      return mandate || ' ' || coalesce((select v.version from cases.mandates m join cases.versions v on v.subject = m.principal_id where m.mandate_id = mandate), 0);
    end
  $$;
revoke all on function cases.acting_stamp(uuid) from public;
alter function cases.mandate_principals(uuid, uuid) cost 1;

create or replace function cases.current_stamp(asked uuid) returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select concat_ws('/', s.person_id, date_part('epoch', s.expires_at), coalesce(p.version, 0),
          case when s.acting_for is not null then cases.acting_stamp(s.acting_for) end, case when asked is not null then coalesce(c.version, 0) end)
        from cases.sessions s left join cases.versions p on p.subject = s.person_id left join cases.versions c on c.subject = asked
        where s.secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8')) and s.expires_at > now() and s.ends_at > now());
    end
  $$;
create or replace function cases.glance_at_once(secrets text, subjects uuid[], out at double precision, out stamps text)
  -- One plan for all values is what the connections of the portal keep by themselves; each setting here costs about 3 µs a call.
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      at := extract(epoch from now()) * 1000;
      stamps := array_to_string(array(
        select (
          select concat_ws('/', s.person_id, date_part('epoch', s.expires_at),
            coalesce((select v.version from cases.versions v where v.subject = s.person_id), 0),
            case when s.acting_for is not null then cases.acting_stamp(s.acting_for) end,
            coalesce((select v.version from cases.versions v where v.subject = asked.subject), 0))
          from cases.sessions s
          where s.secret_hash = sha256(convert_to(asked.secret, 'UTF8')) and s.expires_at > now() and s.ends_at > now()
            and 'ep_' || s.app = session_user
            and exists (select 1 from cases.access a where a.case_id = asked.subject
              and a.principal = any (case when s.acting_for is null then s.principals else cases.mandate_principals(s.acting_for, s.person_id) end))
        )
        from unnest(string_to_array(secrets, ' '), subjects) with ordinality as asked (secret, subject, place)
        order by asked.place
      ), E'\n', '');
    end
  $$;
reset role;
revoke create on schema cases from ep_rights;
