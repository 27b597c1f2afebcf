-- What becomes of a case after its end: its file in the classification scheme, its way to the archive, holds and appraisal by two
-- people, destruction with proof. Nothing of a case is destroyed unless cases.may_destroy says so, whoever asks.
set local lock_timeout = '5s';

-- Authorities for whose records the session's person works: the role `records` of one of their offices.
create function cases.keeps_records_of() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#records');
    end
  $$;

create table cases.transfers (
  transfer_id uuid not null,
  created_at timestamptz not null,
  handed_over_at timestamptz,
  answered_at timestamptz,
  look_at timestamptz not null,
  package_size bigint,
  files integer,
  attempts integer not null default 0,
  day date not null,
  authority text not null,
  connector text not null,
  state text not null check (state in ('gathered', 'packed', 'handed-over', 'accepted', 'refused')),
  case_ids uuid[] not null,
  name text,
  package_hash text,
  receipt text,
  answer_receipt text,
  note text,
  faults jsonb not null default '[]',
  trouble text,
  offered_again_by text,
  primary key (authority, transfer_id)
);
create index transfers_due on cases.transfers (look_at) where state in ('gathered', 'packed', 'handed-over');
comment on table cases.transfers is 'One package for an archive, with what became of it. package_hash: content in the file store until the answer is there.';
comment on column cases.transfers.trouble is 'Code of what went wrong at the last try; it is tried again.';

create table cases.case_files (
  case_id uuid primary key references cases.cases,
  transfer_id uuid,
  closed_on date not null,
  offer_on date not null,
  delete_after date not null,
  years integer,
  privacy boolean not null,
  authority text not null,
  office text not null,
  service text not null,
  reference text not null,
  title text not null,
  position_number text not null,
  position_title text not null,
  classification text not null check (classification in ('unclassified', 'in_house', 'confidential', 'secret')),
  openness text not null check (openness in ('undefined', 'public', 'not_public')),
  retention text not null,
  appraisal text not null check (appraisal in ('archive', 'destroy')),
  appraised_by text not null,
  foreign key (authority, transfer_id) references cases.transfers (authority, transfer_id)
);
create index case_files_offer on cases.case_files (authority, offer_on) where transfer_id is null and appraisal = 'archive';
create index case_files_destroy on cases.case_files (delete_after);
comment on table cases.case_files is 'A closed case as a file: fixed at its end from the service, the offer and the authority. Only the record acts change it.';
comment on column cases.case_files.appraised_by is 'rule, sample-in, sample-out, or the id of the record act.';

create table cases.record_acts (
  case_id uuid not null references cases.cases,
  act_id uuid not null,
  of_act uuid,
  proposed_at timestamptz not null default now(),
  decided_at timestamptz,
  authority text not null,
  kind text not null check (kind in ('hold', 'release', 'appraise', 'shorten')),
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'refused', 'withdrawn')),
  value text,
  reason text not null check (length(trim(reason)) between 10 and 1000),
  proposed_by text not null,
  proposed_name text not null,
  decided_by text,
  decided_name text,
  primary key (case_id, act_id),
  check (decided_by is null or decided_by <> proposed_by or state = 'withdrawn'),
  check (kind <> 'appraise' or value in ('archive', 'destroy')),
  check (kind <> 'shorten' or value ~ '^\d{4}-\d{2}-\d{2}$'),
  check (kind <> 'release' or of_act is not null)
);
create index record_acts_open on cases.record_acts (authority, proposed_at) where state = 'proposed';
comment on table cases.record_acts is 'Legal holds, appraisal and shorter keeping, each by two people. A hold holds from the moment it is proposed.';

create table cases.deletion_requests (
  case_id uuid not null references cases.cases,
  request_id uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  person_id uuid not null,
  authority text not null,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined')),
  answered_by text,
  answer text check (length(answer) <= 2000),
  primary key (case_id, request_id)
);
create unique index deletion_requests_one on cases.deletion_requests (case_id, person_id) where state = 'asked';
comment on table cases.deletion_requests is 'A person asks to have a case deleted before its time; the authority in charge answers into the inbox.';

create table cases.destructions (
  number bigint not null,
  at timestamptz not null,
  closed_on date not null,
  delete_after date not null,
  authority text not null,
  reference text not null,
  service text not null,
  retention text not null,
  basis text not null check (basis in ('transferred', 'appraised')),
  appraised_by text not null,
  receipt text,
  removed jsonb not null,
  content_hashes text[] not null,
  previous bytea not null,
  hash bytea not null,
  primary key (authority, number)
);
comment on table cases.destructions is 'Proof of what was destroyed, in a chain for each authority: no person, no answers. hash: SHA-256 over this row and the hash before.';

create table cases.personal_exports (
  export_id uuid primary key,
  person_id uuid not null references cases.persons,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz not null,
  fetched_at timestamptz,
  size bigint,
  level integer not null,
  attempts integer not null default 0,
  state text not null default 'asked' check (state in ('asked', 'ready')),
  language text not null,
  content_hash text
);
create unique index personal_exports_one on cases.personal_exports (person_id);
create index personal_exports_asked on cases.personal_exports (asked_at) where state = 'asked';
comment on table cases.personal_exports is 'Everything held about a person, as a ZIP in the file store until it expires. level: of the sign-in that it takes to fetch it.';

-- Held: a hold that was not refused or withdrawn and whose release nobody confirmed; or a hold of the machine's operators.
create function cases.is_held(asked uuid) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select exists (select 1 from cases.record_acts h where h.case_id = asked and h.kind = 'hold' and h.state in ('proposed', 'confirmed')
        and not exists (select 1 from cases.record_acts r where r.case_id = asked and r.of_act = h.act_id and r.kind = 'release' and r.state = 'confirmed'))
      or exists (select 1 from engine.instance i where i.case_id = asked and i.hold is not null)
  $$;

-- The one place that says whether a case may be destroyed on a day.
create function cases.may_destroy(asked uuid, day date) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select coalesce((
      select c.closed_at is not null and f.delete_after < may_destroy.day and not cases.is_held(asked)
        and not exists (select 1 from cases.record_acts a where a.case_id = asked and a.state = 'proposed')
        and not exists (select 1 from engine.instance i where i.case_id = asked and i.state = 'active')
        and case f.appraisal when 'destroy' then f.transfer_id is null or t.state in ('accepted', 'refused') else t.state = 'accepted' end
      from cases.cases c join cases.case_files f using (case_id)
        left join cases.transfers t on t.authority = f.authority and t.transfer_id = f.transfer_id
      where c.case_id = asked), false)
  $$;

-- Destroys a case with its proof, or does nothing and gives null. Every row of the case in both schemas goes, in one transaction; content
-- in the file store goes with the clean-up, since nothing names it any more.
create function cases.destroy_case(asked uuid, day date, moment timestamptz) returns bigint
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      file cases.case_files;
      moved cases.transfers;
      last cases.destructions;
      hashes text[] := '{}';
      removed jsonb := '{}';
      waiting text[];
      later text[];
      t text;
      gone bigint;
      proof cases.destructions;
      draft uuid;
    begin
      -- Whoever holds, appraises or transfers the same case waits, and is seen.
      select f.* into file from cases.case_files f where f.case_id = asked for update;
      if file.case_id is null or not cases.may_destroy(asked, day) then return null; end if;
      perform pg_advisory_xact_lock(hashtextextended('destructions ' || file.authority, 0));
      select t.* into moved from cases.transfers t where t.authority = file.authority and t.transfer_id = file.transfer_id;
      for t in
        select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
          join pg_attribute h on h.attrelid = c.oid and h.attname = 'content_hash' and not h.attisdropped
          where n.nspname = 'cases' and c.relkind = 'r' and a.attname = 'case_id' and not a.attisdropped
      loop
        execute format('select $2 || array_agg(distinct content_hash order by content_hash) from %s where case_id = $1', t) using asked, hashes into hashes;
      end loop;
      select coalesce(array_agg(distinct h order by h), '{}') into hashes from unnest(hashes) h where h is not null;
      select c.submission_id into draft from cases.cases c where c.case_id = asked;
      perform set_config('cases.removing', asked::text, true);
      -- Tables name each other in orders that change with time: what is still named is tried again after the others.
      select array_agg(format('%I.%I', n.nspname, c.relname) order by n.nspname desc, c.relname) into waiting
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' and not a.attisdropped
          and c.relname <> 'cases';
      while cardinality(waiting) > 0 loop
        later := '{}';
        foreach t in array waiting loop
          begin
            execute format('delete from %s where case_id = $1', t) using asked;
            get diagnostics gone = row_count;
            if gone > 0 then removed := removed || jsonb_build_object(t, gone); end if;
          exception when foreign_key_violation then later := later || t;
          end;
        end loop;
        if cardinality(later) = cardinality(waiting) then
          raise exception 'expected every table of a case to be emptied, got % that others name', later[1] using errcode = 'EP011';
        end if;
        waiting := later;
      end loop;
      delete from cases.cases c where c.case_id = asked;
      delete from cases.drafts d where d.draft_id = draft;
      delete from cases.versions v where v.subject = asked;
      foreach t in array hashes loop
        begin
          delete from cases.contents c where c.content_hash = t;
        exception when foreign_key_violation then null; -- another case has the same content
        end;
      end loop;
      select d.* into last from cases.destructions d where d.authority = file.authority order by d.number desc limit 1;
      proof.number := coalesce(last.number, 0) + 1;
      proof.previous := coalesce(last.hash, sha256(convert_to(file.authority, 'UTF8')));
      proof.hash := cases.destruction_hash(proof.previous, file.authority, proof.number, moment, file.reference, file.service, file.closed_on,
        file.delete_after, file.retention, case file.appraisal when 'archive' then 'transferred' else 'appraised' end, file.appraised_by,
        moved.answer_receipt, removed, hashes);
      insert into cases.destructions (number, at, closed_on, delete_after, authority, reference, service, retention, basis, appraised_by, receipt, removed,
          content_hashes, previous, hash)
        values (proof.number, moment, file.closed_on, file.delete_after, file.authority, file.reference, file.service, file.retention,
          case file.appraisal when 'archive' then 'transferred' else 'appraised' end, file.appraised_by, moved.answer_receipt, removed, hashes,
          proof.previous, proof.hash);
      return proof.number;
    end
  $$;

-- One spelling for ever; the check computes it again.
create function cases.destruction_hash(previous bytea, authority text, number bigint, at timestamptz, reference text, service text, closed_on date,
    delete_after date, retention text, basis text, appraised_by text, receipt text, removed jsonb, hashes text[]) returns bytea
  language sql immutable set search_path = cases, pg_catalog
  as $$
    select sha256(previous || convert_to(jsonb_build_array(authority, number, extract(epoch from at)::numeric(20, 6)::text, reference, service, closed_on::text,
      delete_after::text, retention, basis, appraised_by, receipt, removed, to_jsonb(hashes))::text, 'UTF8'))
  $$;

-- Nobody deletes a case past the rule, the machine's own role neither.
create function cases.guard_case() returns trigger
  language plpgsql set search_path = cases, pg_catalog
  as $$
    begin
      if current_setting('cases.removing', true) = old.case_id::text then return old; end if;
      raise exception 'expected a case to go by cases.destroy_case only' using errcode = 'EP012';
    end
  $$;
create trigger guard before delete on cases.cases for each row execute function cases.guard_case();
create trigger append_only before update or delete on cases.destructions for each row execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.destructions for each statement execute function cases.refuse_change('never');

-- Which state of a record act follows which.
create function cases.guard_record_act() returns trigger
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    begin
      if old.state = 'proposed' and new.state <> 'proposed' and new.reason = old.reason and new.kind = old.kind
        and new.value is not distinct from old.value and new.proposed_by = old.proposed_by then return new; end if;
      raise exception 'expected a proposed record act to be decided once, got another change' using errcode = 'check_violation';
    end
  $$;
create trigger guard before update on cases.record_acts for each row execute function cases.guard_record_act();

-- What two people decided takes effect with the second one's word.
create function cases.apply_record_act() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    begin
      if new.kind = 'appraise' then
        update cases.case_files f set appraisal = new.value, appraised_by = new.act_id::text where f.case_id = new.case_id;
      elsif new.kind = 'shorten' then
        update cases.case_files f set delete_after = least(f.delete_after, new.value::date), offer_on = least(f.offer_on, new.value::date)
          where f.case_id = new.case_id;
        update cases.deletion_requests r set state = 'agreed', answered_at = new.decided_at, answered_by = new.decided_by
          where r.case_id = new.case_id and r.request_id = new.of_act and r.state = 'asked';
      end if;
      return null;
    end
  $$;
create trigger apply after update on cases.record_acts for each row when (new.state = 'confirmed' and old.state = 'proposed')
  execute function cases.apply_record_act();

-- Case files of a refused package go with the next one, at the word of whoever keeps the records.
create function cases.offer_again(asked uuid) returns integer
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare freed integer;
    begin
      update cases.transfers t set offered_again_by = 'person:' || cases.current_person()::text
        where t.transfer_id = asked and t.state = 'refused' and t.offered_again_by is null and t.authority = any (cases.keeps_records_of());
      if not found then return 0; end if;
      update cases.case_files f set transfer_id = null where f.transfer_id = asked;
      get diagnostics freed = row_count;
      return freed;
    end
  $$;

-- May this session fetch this export: its person, signed in after asking, at least as strongly, in time. Gives the content and notes the time.
create function cases.fetch_export(asked uuid) returns text
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      here cases.sessions := cases.current_session();
      found text;
    begin
      update cases.personal_exports e set fetched_at = now()
        where e.export_id = asked and e.person_id = here.person_id and e.state = 'ready' and e.expires_at > now()
          and here.level >= e.level and here.created_at > e.asked_at
        returning e.content_hash into found;
      return found;
    end
  $$;

-- Everything of a person that no case holds goes at once: drafts, exports, typed input, the profile. Gives whether the person row is gone.
create function cases.forget_me() returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.current_person();
    begin
      if me is null then return false; end if;
      delete from cases.drafts d where d.person_id = me and d.case_id is null;
      delete from cases.held_inputs h where h.person_id = me;
      delete from cases.personal_exports e where e.person_id = me;
      delete from cases.sessions s where s.person_id = me;
      if exists (select 1 from cases.cases c where c.applicant_id = me) or exists (select 1 from cases.files f where f.person_id = me)
        or exists (select 1 from cases.access a where a.principal = 'person:' || me) or exists (select 1 from cases.members m where m.person_id = me) then
        update cases.persons p set email = null, date_of_birth = null, municipality = null where p.person_id = me;
        return false;
      end if;
      delete from cases.persons p where p.person_id = me;
      return true;
    end
  $$;

do $$
declare
  t text;
begin
  foreach t in array array['transfers', 'case_files', 'record_acts', 'deletion_requests', 'destructions', 'personal_exports'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy engine_all on cases.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update on cases.%I to ep_engine', t);
  end loop;
  -- The function that destroys may see and remove every row of a case, and nothing else may.
  for t in
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' and not a.attisdropped
    union select unnest(array['cases.contents', 'cases.versions', 'cases.held_inputs', 'cases.sessions', 'cases.persons', 'cases.personal_exports'])
  loop
    execute format('grant select, delete on %s to ep_rights', t);
    execute format('create policy rights_erase on %s to ep_rights using (true)', t);
  end loop;
  foreach t in array array['cases.transfers', 'cases.destructions', 'cases.members'] loop
    execute format('grant select on %s to ep_rights', t);
    execute format('create policy rights_read on %s for select to ep_rights using (true)', t);
  end loop;
end
$$;
revoke update on cases.destructions from ep_engine;
revoke insert on cases.destructions from ep_engine;
grant delete on cases.personal_exports to ep_engine;
grant insert on cases.destructions to ep_rights;
create policy rights_add on cases.destructions for insert to ep_rights with check (true);
grant update on cases.case_files to ep_rights;
grant update (offered_again_by) on cases.transfers to ep_rights;
create policy rights_offer_again on cases.transfers for update to ep_rights using (true);
grant update (state, answered_at, answered_by) on cases.deletion_requests to ep_rights;
revoke delete on cases.cases from ep_engine;
grant update (fetched_at) on cases.personal_exports to ep_rights;
grant update (email, date_of_birth, municipality) on cases.persons to ep_rights;

-- Whoever keeps the records of an authority sees its case files and what becomes of them.
do $$
declare
  t text;
begin
  foreach t in array array['transfers', 'case_files', 'record_acts', 'deletion_requests', 'destructions'] loop
    execute format('create policy records on cases.%I for select to ep_workplace using (authority = any ((select cases.keeps_records_of())::text[]))', t);
    execute format('grant select on cases.%I to ep_workplace', t);
  end loop;
end
$$;
grant insert on cases.record_acts to ep_workplace;
grant update (state, decided_at, decided_by, decided_name) on cases.record_acts to ep_workplace;
create policy propose on cases.record_acts for insert to ep_workplace
  with check (authority = any ((select cases.keeps_records_of())::text[]) and state = 'proposed' and decided_by is null
    and proposed_by = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.case_files f where f.case_id = record_acts.case_id and f.authority = record_acts.authority));
create policy decide on cases.record_acts for update to ep_workplace
  using (state = 'proposed' and authority = any ((select cases.keeps_records_of())::text[]))
  with check (decided_by = 'person:' || (select cases.current_person())::text and (state = 'withdrawn') = (decided_by = proposed_by));
grant update (state, answered_at, answered_by, answer) on cases.deletion_requests to ep_workplace;
create policy answer on cases.deletion_requests for update to ep_workplace
  using (state = 'asked' and authority = any ((select cases.keeps_records_of())::text[]))
  with check (answered_by = 'person:' || (select cases.current_person())::text and state <> 'asked');

-- Residents: their own requests and exports, and how long a case of theirs is kept.
grant select on cases.case_files to ep_portal;
create policy case_access on cases.case_files for select to ep_portal
  using (exists (select 1 from cases.access a where a.case_id = case_files.case_id));
grant select, insert on cases.deletion_requests to ep_portal;
create policy own on cases.deletion_requests for select to ep_portal using (person_id = (select cases.current_person()));
create policy ask on cases.deletion_requests for insert to ep_portal
  with check (person_id = (select cases.current_person()) and state = 'asked' and answer is null
    and exists (select 1 from cases.cases c where c.case_id = deletion_requests.case_id and c.applicant_id = deletion_requests.person_id
      and c.authority = deletion_requests.authority));
grant select (export_id, person_id, asked_at, ready_at, expires_at, fetched_at, size, level, state, language), insert on cases.personal_exports to ep_portal;
create policy own on cases.personal_exports for select to ep_portal using (person_id = (select cases.current_person()));
create policy ask on cases.personal_exports for insert to ep_portal
  with check (person_id = (select cases.current_person()) and state = 'asked' and content_hash is null);

revoke all on function cases.keeps_records_of(), cases.is_held(uuid), cases.may_destroy(uuid, date), cases.destroy_case(uuid, date, timestamptz),
  cases.destruction_hash(bytea, text, bigint, timestamptz, text, text, date, date, text, text, text, text, jsonb, text[]), cases.guard_case(),
  cases.guard_record_act(), cases.apply_record_act(), cases.offer_again(uuid), cases.fetch_export(uuid), cases.forget_me() from public;
grant execute on function cases.keeps_records_of(), cases.offer_again(uuid) to ep_workplace;
grant execute on function cases.is_held(uuid), cases.may_destroy(uuid, date) to ep_workplace, ep_engine, ep_rights;
grant execute on function cases.destroy_case(uuid, date, timestamptz) to ep_engine;
grant execute on function cases.destruction_hash(bytea, text, bigint, timestamptz, text, text, date, date, text, text, text, text, jsonb, text[])
  to ep_engine, ep_workplace, ep_rights;
grant execute on function cases.fetch_export(uuid), cases.forget_me() to ep_portal;
grant create on schema cases to ep_rights;
alter function cases.keeps_records_of() owner to ep_rights;
alter function cases.is_held(uuid) owner to ep_rights;
alter function cases.may_destroy(uuid, date) owner to ep_rights;
alter function cases.destroy_case(uuid, date, timestamptz) owner to ep_rights;
alter function cases.apply_record_act() owner to ep_rights;
alter function cases.offer_again(uuid) owner to ep_rights;
alter function cases.fetch_export(uuid) owner to ep_rights;
alter function cases.forget_me() owner to ep_rights;
revoke create on schema cases from ep_rights;
