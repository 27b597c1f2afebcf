-- The signed sheet of a captured case: who captured it sends the scan from the page of the capture, through the same store and scanner as every file.
set local lock_timeout = '5s';

alter table cases.captures
  add column signed_at timestamptz,
  add column signed_file uuid,
  add column signature text check (signature in ('checking', 'there', 'refused'));
comment on column cases.captures.signature is 'Of the scan of the signed sheet; null: it was not sent yet. checking: the scanner did not answer yet. refused: it found malware, the scan is gone. signed_file: the scan that counts.';
grant select (signed_at, signed_file, signature) on cases.captures to ep_workplace;

grant create on schema cases to ep_rights;
set local role ep_rights;
-- Puts a scan into the open case of an own capture, in place of an earlier one, which stays in the case. False: there is no such case (any more).
create function cases.keep_signed_paper(asked uuid, made uuid, moment timestamptz, new_size bigint, new_name text, new_filename text, new_media_type text,
    new_hash text, new_scan text) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare k cases.captures; party text;
    begin
      select c.* into k from cases.captures c where c.capture_id = asked and c.by_person = cases.current_person() and c.case_id is not null
        and (c.office || '#counter') = any (cases.principals()) for update;
      select c.competent into party from cases.cases c where c.case_id = k.case_id and c.closed_at is null;
      if party is null then return false; end if;
      -- The same content once more (a reloaded page) changes nothing.
      if exists (select 1 from cases.files f where f.file_id = k.signed_file and f.content_hash = new_hash) then return true; end if;
      insert into cases.files (file_id, person_id, case_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers)
        values (made, k.person_id, k.case_id, moment, new_size, new_name, new_filename, new_media_type, new_hash,
          case new_scan when 'pending' then 'checking' else 'uploaded' end, new_scan, array['applicant', party]);
      update cases.files f set replaced_by = made where f.file_id = k.signed_file;
      update cases.captures c set signed_at = moment, signed_file = made, signature = case new_scan when 'pending' then 'checking' else 'there' end
        where c.capture_id = asked;
      -- Which content it was is sealed with who sent it.
      insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, element, reason)
        values (moment, k.case_id, 'person:' || k.by_person, k.by_name, k.office, 'counter.purpose.signed', made::text, 'SHA-256 ' || new_hash);
      return true;
    end
  $$;
revoke all on function cases.keep_signed_paper(uuid, uuid, timestamptz, bigint, text, text, text, text, text) from public;
grant execute on function cases.keep_signed_paper(uuid, uuid, timestamptz, bigint, text, text, text, text, text) to ep_workplace;
reset role;
revoke create on schema cases from ep_rights;
