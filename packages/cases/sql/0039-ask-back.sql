-- An office asks the person for single answers and documents at any task: what was asked may be answered, what changed is seen.
set local lock_timeout = '5s';

alter table cases.answers add column changed_at timestamptz, add column previous jsonb;
comment on column cases.answers.previous is 'What the person had answered before they changed it because an office asked; changed_at: when they did.';
grant update (changed_at, previous) on cases.answers to ep_portal;

alter table cases.files add column title text;
comment on column cases.files.title is 'What an office called a document that has no place in the form of the service.';

-- A refused file is something to do; every page of a person counts these.
create index files_refused on cases.files (person_id) where state = 'refused' and replaced_by is null and case_id is not null;

-- A task is set aside only by whoever it is open for, in their own name, and only for what the machine knows to do in its place.
drop policy order_office_command on engine.work;
create policy order_office_command on engine.work for insert to ep_workplace
  with check (command ->> 'type' = 'resolve-incident' and exists (select 1 from cases.access a where a.case_id = work.case_id)
    or command ->> 'type' in ('complete-task', 'claim-task', 'detour')
      and actor = 'person:' || (select cases.current_person())::text and command ->> 'actor' = actor
      and (command ->> 'type' <> 'detour' or command ->> 'processId' in ('ask-back', 'hand-over'))
      and exists (select 1 from engine.user_task t where t.case_id = work.case_id and t.token_no = (command ->> 'token')::integer
        and (command ->> 'type' <> 'complete-task' or not t.properties ? 'four-eyes'
          or actor is distinct from cases.done_by(t.case_id, t.properties ->> 'four-eyes'))));

-- Since when the session's person is asked for a document of this name; null: they are not.
create function cases.asked_since(asked uuid, task integer, wanted text) returns timestamptz
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select t.created_at from engine.user_task t join cases.cases c on c.case_id = t.case_id and c.closed_at is null
    where t.case_id = asked and t.token_no = task and t.group_id = 'person:' || cases.current_person()::text
      and case when t.properties ->> 'only' like '[%' then (t.properties ->> 'only')::jsonb ? wanted else false end
  $$;

-- Adds a file to a document that an office asked for. In place of the earlier ones where only one is wanted. False: nobody asked for it.
create function cases.add_asked_file(asked uuid, task integer, wanted text, made uuid, moment timestamptz, new_size bigint, new_filename text,
    new_media_type text, new_hash text, new_scan text, new_readers text[], single boolean) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if cases.asked_since(asked, task, wanted) is null or not 'applicant' = any (new_readers) then return false; end if;
      -- The same content once more (a reloaded page) changes nothing.
      if exists (select 1 from cases.files f where f.case_id = asked and f.name = wanted and f.content_hash = new_hash and f.person_id = cases.current_person()
        and f.replaced_by is null and f.created_at >= cases.asked_since(asked, task, wanted)) then return true; end if;
      insert into cases.files (file_id, person_id, case_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers, title)
        values (made, cases.current_person(), asked, moment, new_size, wanted, new_filename, new_media_type, new_hash,
          case new_scan when 'pending' then 'checking' else 'uploaded' end, new_scan, new_readers,
          (select d ->> 'title' from engine.user_task t, jsonb_array_elements(case jsonb_typeof(t.inputs -> 'documents') when 'array' then t.inputs -> 'documents' else '[]' end) d
            where t.case_id = asked and t.token_no = task and d ->> 'name' = wanted limit 1));
      update cases.files f set replaced_by = made where single and f.case_id = asked and f.name = wanted and f.file_id <> made and f.replaced_by is null;
      return true;
    end
  $$;

-- Takes back a file that was sent since the office asked; what it stood in place of counts again.
create function cases.drop_asked_file(asked uuid, task integer, dropped uuid) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      gone cases.files;
    begin
      select f.* into gone from cases.files f where f.file_id = dropped and f.case_id = asked and f.person_id = cases.current_person()
        and f.replaced_by is null and f.created_at >= cases.asked_since(asked, task, f.name) for update;
      if gone.file_id is null then return false; end if;
      update cases.files f set replaced_by = null where f.replaced_by = dropped and f.case_id = asked;
      delete from cases.files f where f.file_id = dropped;
      return true;
    end
  $$;

revoke all on function cases.asked_since(uuid, integer, text),
  cases.add_asked_file(uuid, integer, text, uuid, timestamptz, bigint, text, text, text, text, text[], boolean), cases.drop_asked_file(uuid, integer, uuid) from public;
grant execute on function cases.add_asked_file(uuid, integer, text, uuid, timestamptz, bigint, text, text, text, text, text[], boolean),
  cases.drop_asked_file(uuid, integer, uuid) to ep_portal;
grant create on schema cases to ep_rights;
alter function cases.asked_since(uuid, integer, text) owner to ep_rights;
alter function cases.add_asked_file(uuid, integer, text, uuid, timestamptz, bigint, text, text, text, text, text[], boolean) owner to ep_rights;
alter function cases.drop_asked_file(uuid, integer, uuid) owner to ep_rights;
revoke create on schema cases from ep_rights;
