-- A case goes to an archive or a records system by a step of its process too, and to a records system at its end.
set local lock_timeout = '5s';

alter table cases.transfers
  add column token integer,
  add column deadline date,
  add column capability text not null default 'archive.transfer' check (capability in ('archive.transfer', 'records.file')),
  add column step_key text,
  add column instruction text check (instruction in ('process', 'information')),
  add column answered_by text;
create unique index transfers_step on cases.transfers (step_key) where step_key is not null;
comment on column cases.transfers.token is 'Of the step that waits for the answer; null: not drawn, at the end of the case.';

alter table cases.case_files
  add column to_system boolean not null default false,
  add column filing_id uuid;
create index case_files_filing on cases.case_files (authority) where to_system and filing_id is null;
comment on column cases.case_files.to_system is 'A records system gets it at its end; filing_id: the transfer by which it goes.';

grant create on schema cases to ep_rights;
set local role ep_rights;

-- Nobody destroys what a records system has not answered for.
create or replace function cases.may_destroy(asked uuid, day date) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select coalesce((
      select c.closed_at is not null and f.delete_after < may_destroy.day and not cases.is_held(asked)
        and not exists (select 1 from cases.record_acts a where a.case_id = asked and a.state = 'proposed')
        and not exists (select 1 from engine.instance i where i.case_id = asked and i.state = 'active')
        and case f.appraisal when 'destroy' then f.transfer_id is null or t.state in ('accepted', 'refused') else t.state = 'accepted' end
        and (not f.to_system or s.state = 'accepted')
      from cases.cases c join cases.case_files f using (case_id)
        left join cases.transfers t on t.authority = f.authority and t.transfer_id = f.transfer_id
        left join cases.transfers s on s.authority = f.authority and s.transfer_id = f.filing_id
      where c.case_id = asked), false)
  $$;

-- Case files of a refused package go with the next one, those of a refused dossier again.
create or replace function cases.offer_again(asked uuid) returns integer
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare freed integer;
    begin
      update cases.transfers t set offered_again_by = 'person:' || cases.current_person()::text
        where t.transfer_id = asked and t.state = 'refused' and t.token is null and t.offered_again_by is null
          and t.authority = any (cases.keeps_records_of());
      if not found then return 0; end if;
      update cases.case_files f set transfer_id = case when f.transfer_id = asked then null else f.transfer_id end,
          filing_id = case when f.filing_id = asked then null else f.filing_id end
        where f.transfer_id = asked or f.filing_id = asked;
      get diagnostics freed = row_count;
      return freed;
    end
  $$;

-- Where no connected application answers, whoever keeps the records says what the archive or the records system answered. Null: not theirs, or answered.
create function cases.answer_transfer(asked uuid, accepted boolean, number text, reason text, moment timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare found_id uuid;
    begin
      update cases.transfers t set state = case when accepted then 'accepted' else 'refused' end, answered_at = moment, answer_receipt = number,
          trouble = null, faults = case when accepted then '[]' else jsonb_build_array(jsonb_build_object('kind', 'notValid', 'text', reason)) end,
          answered_by = 'person:' || cases.current_person()::text
        where t.transfer_id = asked and t.connector = 'people' and t.state = 'packed' and t.token is null
          and t.authority = any (cases.keeps_records_of())
        returning t.transfer_id into found_id;
      return found_id;
    end
  $$;

-- The package of a transfer that people take away themselves, for whoever keeps the records; each of its cases remembers who took it.
create function cases.take_package(asked uuid) returns table (name text, hash text, size bigint)
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not exists (select 1 from cases.transfers t where t.transfer_id = asked and t.connector = 'people' and t.state = 'packed'
          and t.authority = any (cases.keeps_records_of())) then return; end if;
      insert into cases.access_records (case_id, actor, actor_name, office, purpose)
        select f.case_id, 'person:' || p.person_id, p.first_name || ' ' || p.official_name, f.office, 'operations.purpose.records'
        from cases.case_files f cross join cases.persons p where (f.transfer_id = asked or f.filing_id = asked) and p.person_id = cases.current_person();
      return query select t.name, t.package_hash, t.package_size from cases.transfers t where t.transfer_id = asked;
    end
  $$;
reset role;
revoke create on schema cases from ep_rights;

grant update (state, answered_at, answer_receipt, trouble, faults, answered_by) on cases.transfers to ep_rights;
revoke all on function cases.answer_transfer(uuid, boolean, text, text, timestamptz), cases.take_package(uuid) from public;
grant execute on function cases.answer_transfer(uuid, boolean, text, text, timestamptz), cases.take_package(uuid) to ep_workplace;
