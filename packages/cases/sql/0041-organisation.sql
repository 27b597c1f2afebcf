-- An authority keeps its own organisation in the workplace: changes of its file with history, where it matters with four eyes; and
-- people who work there by invitation. What is in force is the file of the catalogue with the released changes laid over it.
set local lock_timeout = '5s';

-- Authorities whose organisation the session's person keeps: the role `organisation` of one of their offices.
create function cases.organised() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#organisation');
    end
  $$;

-- Changes that one person may make alone: names, contact, hours and closed days, and an offer that is paused. All others need two.
create function cases.one_is_enough(edits jsonb) returns boolean
  language sql immutable security invoker set search_path = cases, pg_catalog
  as $$
    select coalesce(bool_and(
      each ->> 'at' ~ '^(names|subject|address|website|closedDays|offices\.[a-z0-9-]+\.(names|contact|hours))$'
      or each ->> 'at' = 'planned' and each #>> '{value,at}' ~ '^(names|subject|address|website|offices\.[a-z0-9-]+\.(names|contact|hours))$'
      or each ->> 'at' = 'offers' and each #>> '{value,state}' = 'paused'), false)
    from jsonb_array_elements(edits) each
  $$;

create table cases.organisation_changes (
  change_id uuid primary key,
  number bigint generated always as identity,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  in_force_from date not null,
  two_people boolean not null,
  authority text not null,
  path text not null,
  kind text not null check (kind in ('names', 'office', 'places', 'roles', 'closed', 'offer', 'binding', 'file')),
  state text not null check (state in ('proposed', 'released', 'refused', 'withdrawn')),
  prepared_by text not null,
  prepared_name text not null,
  decided_by text,
  decided_name text,
  reason text check (length(reason) <= 1000),
  refusal text check (length(refusal) <= 1000),
  edits json not null check (json_typeof(edits) = 'array' and json_array_length(edits) between 1 and 20),
  before json not null,
  check (state = 'proposed' or state = 'withdrawn' or decided_by is not null and decided_at is not null),
  check (not two_people or decided_by is null or decided_by <> prepared_by),
  check (two_people or kind = 'file' or cases.one_is_enough(edits::jsonb)),
  check (path ~ '^authorities/[a-z0-9_-]+/[a-z0-9_-]+\.(yaml|csv)$')
);
create index organisation_changes_authority on cases.organisation_changes (authority, created_at);
create index organisation_changes_released on cases.organisation_changes (decided_at, number) where state = 'released';
comment on table cases.organisation_changes is 'Changes of the file of an authority, as its people made and confirmed them; never changed or deleted: the history of the organisation.';
comment on column cases.organisation_changes.edits is 'With keys in the order of the file: what is set or appended at which place of the file, or the whole file as it was imported.';
comment on column cases.organisation_changes.before is 'What stood at the places that were set, in the same order.';

alter table cases.organisation_changes enable row level security;
alter table cases.organisation_changes force row level security;
grant select, insert on cases.organisation_changes to ep_workplace;
grant update (state, decided_at, decided_by, decided_name, refusal) on cases.organisation_changes to ep_workplace;
create policy organised on cases.organisation_changes for select to ep_workplace using (authority = any ((select cases.organised())::text[]));
create policy prepare on cases.organisation_changes for insert to ep_workplace
  with check (authority = any ((select cases.organised())::text[]) and prepared_by = 'person:' || (select cases.current_person())::text
    and kind <> 'file' and not jsonb_path_exists(edits::jsonb, '$[*] ? (@.op == "file")')
    and path in ('authorities/' || split_part(path, '/', 2) || '/' || authority || '.yaml', 'authorities/' || authority || '/canton.yaml')
    and (state = 'proposed' and decided_by is null or state = 'released' and not two_people and decided_by = prepared_by));
create policy decide on cases.organisation_changes for update to ep_workplace
  using (state = 'proposed' and authority = any ((select cases.organised())::text[]))
  with check (authority = any ((select cases.organised())::text[]) and (
    state = 'withdrawn' and decided_by is null and prepared_by = 'person:' || (select cases.current_person())::text
    or state in ('released', 'refused') and decided_by = 'person:' || (select cases.current_person())::text and decided_by <> prepared_by));
-- Whoever runs the machine imports files; they see and write nothing else here.
grant select, insert on cases.organisation_changes to ep_engine;
create policy engine_read on cases.organisation_changes for select to ep_engine using (true);
create policy import on cases.organisation_changes for insert to ep_engine with check (kind = 'file' and state = 'released');
create policy rights_read on cases.organisation_changes for select to ep_rights using (true);
grant select on cases.organisation_changes to ep_rights;

-- What every process needs to know: the released changes in the order in which they were released, without who made them.
create function cases.organisation_overlay() returns table (authority text, path text, edits json, before json)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select c.authority, c.path, c.edits, c.before from cases.organisation_changes c where c.state = 'released' order by c.decided_at, c.number;
    end
  $$;
create function cases.organisation_version() returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ begin return (select count(*)::text from cases.organisation_changes c where c.state = 'released'); end $$;

-- People whom an authority lets in by invitation. Whoever signs in with the code gets the roles; ended, they are gone at once.
create table cases.invitations (
  invitation_id uuid primary key,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  sent_at timestamptz,
  look_at timestamptz,
  code_ends_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  person_id uuid references cases.persons,
  ends_on date,
  attempts integer not null default 0,
  authority text not null,
  office text not null check (split_part(substr(office, 8), '/', 1) = authority),
  roles text[] not null check (cardinality(roles) between 1 and 20),
  name text not null check (length(trim(name)) between 1 and 200),
  email text check (length(email) <= 254),
  language text not null,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'sent', 'accepted', 'refused', 'withdrawn', 'ended')),
  prepared_by text not null,
  prepared_name text not null,
  decided_by text,
  decided_name text,
  ended_by text,
  ended_name text,
  code_hash bytea,
  check (decided_by is null or decided_by <> prepared_by),
  check (state <> 'accepted' or person_id is not null)
);
create index invitations_authority on cases.invitations (authority, created_at);
create index invitations_person on cases.invitations (person_id) where state = 'accepted';
create index invitations_to_send on cases.invitations (look_at) where state = 'confirmed';
create index invitations_code on cases.invitations (code_hash) where state = 'sent';
comment on table cases.invitations is 'People let into an office by its authority: proposed by one, confirmed by another, accepted with a one-time code after signing in. The address goes when it is no longer needed.';
comment on column cases.invitations.code_hash is 'SHA-256 of the code that was sent; the code itself is kept nowhere.';

alter table cases.invitations enable row level security;
alter table cases.invitations force row level security;
grant select (invitation_id, created_at, decided_at, sent_at, code_ends_at, accepted_at, ended_at, person_id, ends_on, authority, office, roles, name, email, language,
  state, prepared_by, prepared_name, decided_by, decided_name, ended_by, ended_name), insert on cases.invitations to ep_workplace;
grant update (state, decided_at, decided_by, decided_name, look_at) on cases.invitations to ep_workplace;
create policy organised on cases.invitations for select to ep_workplace using (authority = any ((select cases.organised())::text[]));
create policy prepare on cases.invitations for insert to ep_workplace
  with check (authority = any ((select cases.organised())::text[]) and prepared_by = 'person:' || (select cases.current_person())::text
    and state = 'proposed' and decided_by is null and person_id is null and code_hash is null);
create policy decide on cases.invitations for update to ep_workplace
  using (state in ('proposed', 'confirmed', 'sent') and authority = any ((select cases.organised())::text[]))
  with check (authority = any ((select cases.organised())::text[]) and (state = 'withdrawn'
    or state in ('confirmed', 'refused') and decided_by = 'person:' || (select cases.current_person())::text and decided_by <> prepared_by));
grant select, update, delete on cases.invitations to ep_engine;
create policy engine_all on cases.invitations to ep_engine using (true) with check (true);
grant select (invitation_id, person_id, office, roles, state, ends_on) on cases.invitations to ep_sign_in;
create policy sign_in_read on cases.invitations for select to ep_sign_in using (state = 'accepted');
create policy rights_all on cases.invitations to ep_rights using (true) with check (true);
grant select, update on cases.invitations to ep_rights;

create function cases.guard_invitation() returns trigger
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    begin
      if old.state = new.state or (old.state, new.state) in (('proposed', 'confirmed'), ('proposed', 'refused'), ('proposed', 'withdrawn'), ('confirmed', 'sent'),
        ('confirmed', 'withdrawn'), ('sent', 'withdrawn'), ('sent', 'accepted'), ('accepted', 'ended')) then
        return new;
      end if;
      raise exception 'expected a state that follows %, got %', old.state, new.state using errcode = 'check_violation';
    end
  $$;
revoke all on function cases.guard_invitation() from public;
create trigger guard before update on cases.invitations for each row execute function cases.guard_invitation();

-- The signed-in person takes the code that was sent to them: their open session works for the office from now on.
create function cases.accept_invitation(code text, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      mine cases.sessions := cases.current_session();
      found cases.invitations;
    begin
      if mine.person_id is null or mine.app <> 'workplace' then return null; end if;
      update cases.invitations i set state = 'accepted', person_id = mine.person_id, accepted_at = at, code_hash = null, email = null
        where i.state = 'sent' and i.code_hash = sha256(convert_to(code, 'UTF8')) and i.code_ends_at > at and (i.ends_on is null or i.ends_on >= at::date)
          and i.prepared_by <> 'person:' || mine.person_id::text and i.decided_by <> 'person:' || mine.person_id::text
        returning i.* into found;
      if found.invitation_id is null then return null; end if;
      update cases.sessions s set
          principals = array(select distinct p from unnest(s.principals || found.office || array(select found.office || '#' || role from unnest(found.roles) role)) p order by p),
          memberships = s.memberships || jsonb_build_array(jsonb_build_object('authority', found.authority, 'office', found.office, 'roles', found.roles))
        where s.secret_hash = mine.secret_hash;
      insert into cases.members (office, person_id, name, roles)
        select found.office, p.person_id, p.first_name || ' ' || p.official_name, found.roles from cases.persons p where p.person_id = mine.person_id
        on conflict (office, person_id) do update set seen_at = now(), name = excluded.name, roles = array(select distinct r from unnest(cases.members.roles || excluded.roles) r);
      return found.office;
    end
  $$;

-- Ends what an invitation gave, in every open session too; what the login of the person says besides comes back at the next sign-in.
create function cases.end_invitation(asked uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      found cases.invitations;
      who text;
    begin
      select p.first_name || ' ' || p.official_name into who from cases.persons p where p.person_id = cases.current_person();
      update cases.invitations i set state = 'ended', ended_at = at, ended_by = 'person:' || cases.current_person()::text, ended_name = who
        where i.invitation_id = asked and i.state = 'accepted' and i.authority = any (cases.organised()) returning i.* into found;
      if found.invitation_id is null then return false; end if;
      update cases.sessions s set
          principals = array(select p from unnest(s.principals) p where p <> found.office and p not like found.office || '#%'),
          memberships = (select coalesce(jsonb_agg(m), '[]') from jsonb_array_elements(s.memberships) m where m ->> 'office' <> found.office)
        where s.person_id = found.person_id and s.app = 'workplace';
      delete from cases.members m where m.person_id = found.person_id and m.office = found.office;
      return true;
    end
  $$;
create policy organised on cases.members for select to ep_workplace using (split_part(substr(office, 8), '/', 1) = any ((select cases.organised())::text[]));

revoke all on function cases.organised(), cases.one_is_enough(jsonb), cases.organisation_overlay(), cases.organisation_version(),
  cases.accept_invitation(text, timestamptz), cases.end_invitation(uuid, timestamptz) from public;
grant execute on function cases.one_is_enough(jsonb) to ep_workplace, ep_engine;
grant execute on function cases.organised(), cases.accept_invitation(text, timestamptz), cases.end_invitation(uuid, timestamptz) to ep_workplace;
grant execute on function cases.organisation_overlay(), cases.organisation_version() to ep_portal, ep_workplace, ep_sign_in, ep_engine;
do $$
declare
  f text;
  owner text := current_user;
begin
  grant create on schema cases to ep_rights;
  foreach f in array array['organised()', 'organisation_overlay()', 'organisation_version()', 'accept_invitation(text, timestamptz)', 'end_invitation(uuid, timestamptz)'] loop
    execute format('alter function cases.%s owner to ep_rights', f);
  end loop;
  revoke create on schema cases from ep_rights;
  -- Who loads the catalogue is the owner of the database, superuser or not: they no longer own these two.
  set local role ep_rights;
  execute format('grant execute on function cases.organisation_overlay(), cases.organisation_version() to %I', owner);
  execute format('set local role %I', owner);
end
$$;
grant update (principals, memberships) on cases.sessions to ep_rights;
create policy rights_members on cases.sessions for update to ep_rights using (true) with check (true);
grant select, insert, update, delete on cases.members to ep_rights;
create policy rights_all on cases.members to ep_rights using (true) with check (true);
