-- Authors change the packages of their authority in the workplace: a draft with its history, judged by the machine, released by a second
-- person, published as a new version. What is in force is the package of the folder with the published drafts laid over it.
set local lock_timeout = '5s';

-- Authorities whose packages the session's person writes: the role `author` of one of their offices.
create function cases.authored() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#author');
    end
  $$;

create table cases.service_drafts (
  draft_id uuid primary key,
  number bigint generated always as identity,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  judged_at timestamptz,
  proposed_at timestamptz,
  decided_at timestamptz,
  published_at timestamptz,
  faults integer,
  authority text not null,
  service text not null check (service ~ '^_?[a-z][a-z0-9-]{1,60}$'),
  state text not null default 'open' check (state in ('open', 'proposed', 'released', 'published', 'absorbed', 'dropped')),
  begun_by text not null,
  begun_name text not null,
  proposed_by text,
  proposed_name text,
  decided_by text,
  decided_name text,
  reason text check (length(reason) <= 1000),
  base_hash text not null,
  content_hash text not null,
  judged_hash text,
  version_hash text,
  edited_by text[] not null default '{}',
  files jsonb not null check (jsonb_typeof(files) = 'object' and pg_column_size(files) < 8000000),
  findings jsonb,
  unique (draft_id, authority),
  check (state not in ('proposed', 'released', 'published', 'absorbed') or proposed_by is not null),
  check (state not in ('released', 'published', 'absorbed')
    or decided_by is not null and decided_by <> proposed_by and not decided_by = any (edited_by) and judged_hash = content_hash and faults = 0)
);
create index service_drafts_service on cases.service_drafts (service, authority, number);
create index service_drafts_waiting on cases.service_drafts (number) where judged_hash is null or state = 'released';
comment on table cases.service_drafts is 'Packages of services as authors of an authority change them: one open draft for each service and authority; published ones are the versions made in the workplace, laid over the folder.';
comment on column cases.service_drafts.files is 'Path inside the package -> content as base64.';
comment on column cases.service_drafts.content_hash is 'Hash of `files`, made by the database.';
comment on column cases.service_drafts.base_hash is 'The same hash of the content it began from.';
comment on column cases.service_drafts.judged_hash is 'What the machine checked last; only what was checked without errors can be released.';
comment on column cases.service_drafts.version_hash is 'Content by which cases name the published version.';
comment on column cases.service_drafts.edited_by is 'Everybody who changed something of it, kept by the database; none of them can release it.';

create table cases.service_changes (
  change_id uuid primary key,
  number bigint generated always as identity,
  at timestamptz not null,
  draft_id uuid not null,
  authority text not null,
  made_by text not null,
  made_name text not null,
  kind text not null check (length(kind) <= 40),
  path text check (length(path) <= 300),
  place text check (length(place) <= 300),
  before text,
  after text,
  foreign key (draft_id, authority) references cases.service_drafts (draft_id, authority)
);
create index service_changes_draft on cases.service_changes (draft_id, number);
comment on table cases.service_changes is 'Who changed what of the draft of a package, and what became of the draft; only grows.';

alter table cases.service_drafts enable row level security;
alter table cases.service_drafts force row level security;
alter table cases.service_changes enable row level security;
alter table cases.service_changes force row level security;

-- What is in force of a package: the newest published draft, else the folder.
create function cases.package_in_force(asked text) returns jsonb
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return coalesce(
        (select d.files from cases.service_drafts d where d.service = asked and d.state = 'published' order by d.published_at desc, d.number desc limit 1),
        (select jsonb_object_agg(substr(f.path, length(asked) + 11), translate(encode(f.bytes, 'base64'), E'\n', '')) from cases.catalogue_files f
          where starts_with(f.path, 'services/' || asked || '/')), '{}');
    end
  $$;

-- Begins a draft with what is in force, so that nobody's change is in it yet. Sent twice it begins once.
create function cases.begin_service_draft(draft uuid, owner_authority text, asked text, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      who uuid := cases.current_person();
      made text;
    begin
      if who is null or not owner_authority = any (cases.authored()) then return false; end if;
      insert into cases.service_drafts (draft_id, begun_at, changed_at, authority, service, begun_by, begun_name, base_hash, content_hash, files)
        select draft, at, at, owner_authority, asked, 'person:' || who::text, p.first_name || ' ' || p.official_name, '', '', cases.package_in_force(asked)
        from cases.persons p where p.person_id = who
        on conflict do nothing;
      return true;
    end
  $$;

-- Hashes, states and who changed something are the database's own matter.
create function cases.guard_service_draft() returns trigger
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    begin
      new.content_hash := encode(sha256(convert_to(new.files::text, 'UTF8')), 'hex');
      if tg_op = 'INSERT' then
        new.base_hash := new.content_hash;
        return new;
      end if;
      if new.content_hash <> old.content_hash then
        if old.state <> 'open' then
          raise exception 'expected an open draft to change, got a % one', old.state using errcode = 'check_violation';
        end if;
        new.judged_hash := null;
        new.faults := null;
        new.findings := null;
        if current_user = 'ep_workplace' and not 'person:' || cases.current_person()::text = any (old.edited_by) then
          new.edited_by := old.edited_by || ('person:' || cases.current_person()::text);
        end if;
      end if;
      if old.state = new.state or (old.state, new.state) in (('open', 'proposed'), ('open', 'dropped'), ('proposed', 'open'), ('proposed', 'dropped'),
        ('proposed', 'released'), ('released', 'published'), ('released', 'open'), ('published', 'absorbed')) then
        return new;
      end if;
      raise exception 'expected a state that follows %, got %', old.state, new.state using errcode = 'check_violation';
    end
  $$;
revoke all on function cases.guard_service_draft() from public;
create trigger guard before insert or update on cases.service_drafts for each row execute function cases.guard_service_draft();

grant select on cases.service_drafts to ep_workplace;
grant update (files, state, changed_at, proposed_at, proposed_by, proposed_name, decided_at, decided_by, decided_name, reason) on cases.service_drafts to ep_workplace;
create policy authored on cases.service_drafts for select to ep_workplace using (authority = any ((select cases.authored())::text[]));
create policy change on cases.service_drafts for update to ep_workplace
  using (state in ('open', 'proposed') and authority = any ((select cases.authored())::text[]))
  with check (authority = any ((select cases.authored())::text[]) and (
    state in ('open', 'dropped') or state = 'proposed' and proposed_by = 'person:' || (select cases.current_person())::text
    or state = 'released' and decided_by = 'person:' || (select cases.current_person())::text));
grant select, update (state, judged_at, judged_hash, faults, findings, published_at, version_hash) on cases.service_drafts to ep_engine;
create policy engine_read on cases.service_drafts for select to ep_engine using (true);
create policy engine_judge on cases.service_drafts for update to ep_engine using (true) with check (true);
grant select, insert, update on cases.service_drafts to ep_rights;
create policy rights_all on cases.service_drafts to ep_rights using (true) with check (true);

grant select, insert on cases.service_changes to ep_workplace;
create policy authored on cases.service_changes for select to ep_workplace using (authority = any ((select cases.authored())::text[]));
create policy make on cases.service_changes for insert to ep_workplace
  with check (authority = any ((select cases.authored())::text[]) and made_by = 'person:' || (select cases.current_person())::text);
grant select, insert on cases.service_changes to ep_engine;
create policy engine_read on cases.service_changes for select to ep_engine using (true);
create policy engine_make on cases.service_changes for insert to ep_engine with check (made_by = 'machine');

-- The worker stores the content of what it publishes.
grant insert on cases.package_contents to ep_engine;

-- What every process needs to know: the published packages, without who made them.
create function cases.service_overlay() returns table (service text, files jsonb, base_hash text, content_hash text)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select distinct on (d.service) d.service, d.files, d.base_hash, d.content_hash from cases.service_drafts d
        where d.state = 'published' order by d.service, d.published_at desc, d.number desc;
    end
  $$;
create function cases.service_version() returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ begin return (select count(*)::text || '.' || count(*) filter (where d.state = 'absorbed')::text from cases.service_drafts d where d.state in ('published', 'absorbed')); end $$;

-- The folder holds exactly what was published: from now on the folder says what holds.
create function cases.absorb_service(asked text, held text) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not exists (select 1 from cases.service_overlay() o where o.service = asked and o.content_hash = held) then return false; end if;
      update cases.service_drafts d set state = 'absorbed' where d.service = asked and d.state = 'published';
      return true;
    end
  $$;

-- Open cases for each content of a service: numbers only, for the authors who change it.
create function cases.count_service_cases() returns table (service text, service_hash text, open bigint, cases bigint)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      if cardinality(cases.authored()) = 0 then return; end if;
      return query select c.service, c.service_hash, count(*) filter (where c.closed_at is null), count(*) from cases.cases c group by 1, 2;
    end
  $$;

revoke all on function cases.authored(), cases.package_in_force(text), cases.begin_service_draft(uuid, text, text, timestamptz), cases.service_overlay(),
  cases.service_version(), cases.absorb_service(text, text), cases.count_service_cases() from public;
grant execute on function cases.authored(), cases.begin_service_draft(uuid, text, text, timestamptz), cases.count_service_cases() to ep_workplace;
grant execute on function cases.package_in_force(text) to ep_workplace, ep_engine;
grant execute on function cases.service_overlay(), cases.service_version() to ep_portal, ep_workplace, ep_sign_in, ep_engine;
grant select on cases.catalogue_files to ep_rights;
do $$
declare
  f text;
  owner text := current_user;
begin
  grant create on schema cases to ep_rights;
  foreach f in array array['authored()', 'package_in_force(text)', 'begin_service_draft(uuid, text, text, timestamptz)', 'service_overlay()', 'service_version()',
    'absorb_service(text, text)', 'count_service_cases()'] loop
    execute format('alter function cases.%s owner to ep_rights', f);
  end loop;
  revoke create on schema cases from ep_rights;
  -- Who loads the catalogue is the owner of the database, superuser or not: they no longer own these.
  set local role ep_rights;
  execute format('grant execute on function cases.service_overlay(), cases.service_version(), cases.absorb_service(text, text) to %I', owner);
  execute format('set local role %I', owner);
end
$$;
