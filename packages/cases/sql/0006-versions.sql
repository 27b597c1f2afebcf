-- One number per case and per person that grows with every change of what their pages show, in the transaction of the change.
-- Whoever kept a page asks for the numbers, under the rights of the session, and knows whether the page is still true.
set local lock_timeout = '5s';

create table cases.versions (
  subject uuid primary key,
  version bigint not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table cases.versions is 'subject: a case or a person. No row means 0.';

alter table cases.versions enable row level security;
alter table cases.versions force row level security;
grant select, insert, update on cases.versions to ep_rights;
create policy rights_all on cases.versions to ep_rights using (true) with check (true);

-- Once per transaction and subject is enough: nobody sees what is between.
create function cases.note_change(changed uuid) returns void
  language sql volatile security invoker set search_path = cases, pg_catalog
  as $$
    insert into cases.versions (subject, version) values (changed, 1)
    on conflict (subject) do update set version = versions.version + 1 where versions.xmin <> pg_current_xact_id()::xid
  $$;

create function cases.note_case() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$ begin perform cases.note_change(coalesce(new.case_id, old.case_id)); return null; end $$;

-- What the header of every page counts belongs to the person as well.
create function cases.note_case_and_applicant() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    declare concerned uuid := coalesce(new.case_id, old.case_id);
    begin
      perform cases.note_change(concerned);
      perform cases.note_change(c.applicant_id) from cases.cases c where c.case_id = concerned;
      return null;
    end
  $$;

create function cases.note_task() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    declare each text;
    begin
      perform cases.note_change(coalesce(new.case_id, old.case_id));
      foreach each in array array[old.group_id, new.group_id] loop
        if each like 'person:%' then perform cases.note_change(substr(each, 8)::uuid); end if;
      end loop;
      return null;
    end
  $$;

create function cases.note_recipient() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    declare told text := coalesce(new.recipient, old.recipient);
    begin
      if told like 'person:%' then perform cases.note_change(substr(told, 8)::uuid); end if;
      return null;
    end
  $$;

create function cases.note_person() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$ begin perform cases.note_change(coalesce(new.person_id, old.person_id)); return null; end $$;

-- Deferred to the end of the transaction: the row of the version is the last lock taken, so it closes no circle of waiting.
do $$
declare
  watched record;
begin
  for watched in select * from (values
    ('cases.access', 'note_case'), ('cases.fees', 'note_case'), ('cases.answers', 'note_case'), ('cases.case_persons', 'note_case'),
    ('cases.documents', 'note_case'), ('cases.access_records', 'note_case'), ('engine.event', 'note_case'), ('engine.incident', 'note_case'),
    ('cases.cases', 'note_case_and_applicant'), ('cases.payments', 'note_case_and_applicant'), ('engine.user_task', 'note_task'),
    ('cases.messages', 'note_recipient'), ('cases.persons', 'note_person')) as w (watched_table, how)
  loop
    execute format('create constraint trigger note_change after insert or update or delete on %s deferrable initially deferred for each row execute function cases.%I()', watched.watched_table, watched.how);
  end loop;
end
$$;
-- A job's lease changes with every heartbeat and shows on no page.
create constraint trigger note_change after insert or delete on engine.job deferrable initially deferred for each row execute function cases.note_case();
create constraint trigger note_change_of_state after update on engine.job deferrable initially deferred for each row
  when (old.state <> new.state or old.attempts <> new.attempts or old.last_code is distinct from new.last_code) execute function cases.note_case();

grant create on schema cases to ep_rights;
do $$
declare
  f text;
begin
  foreach f in array array['note_change(uuid)', 'note_case()', 'note_case_and_applicant()', 'note_task()', 'note_recipient()', 'note_person()'] loop
    execute format('revoke all on function cases.%s from public', f);
    execute format('alter function cases.%s owner to ep_rights', f);
  end loop;
end
$$;
revoke create on schema cases from ep_rights;

-- Version of the session's person, and of a case when asked for one, as one text that can only be compared. Tells nothing about rights.
-- Not by way of current_session(): this is asked for every page, and one statement with a kept plan costs half.
create function cases.current_stamp(asked uuid) returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select concat_ws('/', s.person_id, date_part('epoch', s.expires_at), coalesce(p.version, 0), case when asked is not null then coalesce(c.version, 0) end)
        from cases.sessions s left join cases.versions p on p.subject = s.person_id left join cases.versions c on c.subject = asked
        where s.secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8')) and s.expires_at > now() and s.ends_at > now());
    end
  $$;
create function cases.case_version(asked uuid) returns bigint
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select coalesce((select v.version from cases.versions v where v.subject = asked), 0) $$;
revoke all on function cases.current_stamp(uuid), cases.case_version(uuid) from public;
grant execute on function cases.current_stamp(uuid), cases.case_version(uuid) to ep_portal, ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.current_stamp(uuid) owner to ep_rights;
alter function cases.case_version(uuid) owner to ep_rights;
revoke create on schema cases from ep_rights;

-- The first statement of a transaction: from now on it has the rights of this session; says who that is (nulls: nobody).
create function cases.enter(secret text)
  returns table (at timestamptz, stamp text, person_id uuid, level integer, csrf text, expires_at timestamptz, memberships jsonb,
    official_name text, first_name text, email text, language text, municipality integer)
  language plpgsql volatile security invoker
  as $$
    begin
      perform set_config('ep.session', secret, true);
      return query
        select now(), cases.current_stamp(null), s.person_id, s.level, s.csrf, s.expires_at, s.memberships,
          p.official_name, p.first_name, p.email, p.language, p.municipality
        from cases.current_session() s left join cases.persons p on p.person_id = s.person_id;
    end
  $$;
revoke all on function cases.enter(text) from public;
grant execute on function cases.enter(text) to ep_portal, ep_workplace;

-- Looks at several kept pages at once, each under the rights of its own session: the stamp of its person and case, null where this
-- session may not see the case (or has ended). Invoker's rights, so row-level security judges each.
create function cases.glance(secrets text[], subjects uuid[], out at double precision, out stamps text[])
  language plpgsql volatile security invoker set plan_cache_mode = force_generic_plan
  as $$
    declare
      setting text;
      subject uuid;
    begin
      at := extract(epoch from now()) * 1000;
      stamps := array[]::text[];
      for turn in 1 .. cardinality(secrets) loop
        setting := set_config('ep.session', secrets[turn], true);
        subject := subjects[turn];
        stamps[turn] := (select cases.current_stamp(a.case_id) from cases.access a where a.case_id = subject limit 1);
      end loop;
      setting := set_config('ep.session', '', true);
    end
  $$;
revoke all on function cases.glance(text[], uuid[]) from public;
grant execute on function cases.glance(text[], uuid[]) to ep_portal;
