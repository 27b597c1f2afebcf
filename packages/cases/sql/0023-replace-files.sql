-- A file that was refused after it was sent stays open until its person sends another one in its place.
set local lock_timeout = '5s';

alter table cases.files add column judged_at timestamptz, add column replaced_by uuid;
comment on column cases.files.judged_at is 'When the scanner answered for a file of a case.';
comment on column cases.files.replaced_by is 'The file that was sent in place of this refused one.';

grant insert, update (replaced_by) on cases.files to ep_rights;
grant update (value) on cases.answers to ep_rights;

-- Puts a file, whose content is in the store already, in place of a refused one of the session's person, in an open case. False: there is none.
create function cases.replace_file(refused uuid, made uuid, moment timestamptz, new_size bigint, new_filename text, new_media_type text, new_hash text,
    new_scan text) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      old cases.files;
      new_state text := case new_scan when 'pending' then 'checking' else 'uploaded' end;
    begin
      select f.* into old from cases.files f join cases.cases c on c.case_id = f.case_id and c.closed_at is null
        where f.file_id = refused and f.state = 'refused' and f.replaced_by is null and f.person_id = cases.current_person()
          and exists (select 1 from cases.access a where a.case_id = f.case_id and a.party = 'applicant' and a.principal = any (cases.principals()))
        for update of f;
      if old.file_id is null then return false; end if;
      insert into cases.files (file_id, person_id, case_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers)
        values (made, old.person_id, old.case_id, moment, new_size, old.name, new_filename, new_media_type, new_hash, new_state, new_scan, old.readers);
      update cases.files f set replaced_by = made where f.file_id = refused;
      update cases.answers a set value = (
          select jsonb_agg(case when e ->> 'ref' = refused::text
            then jsonb_build_object('ref', made, 'name', new_filename, 'size', new_size, 'mediaType', new_media_type, 'state', new_state) else e end)
          from jsonb_array_elements(a.value) e)
        where a.case_id = old.case_id and a.name = old.name and jsonb_typeof(a.value) = 'array';
      return true;
    end
  $$;
revoke all on function cases.replace_file(uuid, uuid, timestamptz, bigint, text, text, text, text) from public;
grant execute on function cases.replace_file(uuid, uuid, timestamptz, bigint, text, text, text, text) to ep_portal;
grant create on schema cases to ep_rights;
alter function cases.replace_file(uuid, uuid, timestamptz, bigint, text, text, text, text) owner to ep_rights;
revoke create on schema cases from ep_rights;
