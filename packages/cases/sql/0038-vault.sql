-- Numbers that must stand nowhere else (AHV number): encrypted by the application, read by one role of its own.
set local lock_timeout = '5s';

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'ep_vault') then
    begin
      create role ep_vault login noinherit;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
end
$$;
grant usage on schema cases to ep_vault;

create table cases.vault (
  vault_id uuid primary key,
  holder_id uuid not null,
  draft_id uuid references cases.drafts on delete cascade,
  case_id uuid references cases.cases,
  created_at timestamptz not null default now(),
  kind text not null check (kind in ('ahvNumber')),
  key_id text not null,
  sealed bytea not null,
  lookup bytea not null,
  check (num_nonnulls(draft_id, case_id) = 1)
);
create index vault_draft on cases.vault (draft_id) where draft_id is not null;
create index vault_case on cases.vault (case_id) where case_id is not null;
create index vault_lookup on cases.vault (lookup);
comment on table cases.vault is 'sealed: AES-256-GCM, bound to vault_id, holder_id and kind. lookup: HMAC of the number under the same key. Everywhere else stands vault:<vault_id>.';
comment on column cases.vault.holder_id is 'Person for whom it was given; of a case without a person the case. Never changed: the ciphertext is bound to it.';

alter table cases.vault enable row level security;
alter table cases.vault force row level security;

-- The one role that reads: of the worker, which hands numbers to connectors, and of the command that changes keys.
grant select, insert, update (key_id, sealed, lookup) on cases.vault to ep_vault;
create policy vault_all on cases.vault to ep_vault using (true) with check (true);
-- Who hands a number over writes it down in the same transaction, and can write nothing else.
grant insert on cases.access_records to ep_vault;
create policy hand_over on cases.access_records for insert to ep_vault with check (actor like 'connector:%' and purpose = 'vault.purpose.connector');

-- The portal puts in and never reads: which rows are there, not what they hold.
grant insert, select (vault_id, holder_id, draft_id, case_id), update (draft_id, case_id), delete on cases.vault to ep_portal;
create policy own on cases.vault for select to ep_portal using (holder_id = (select cases.current_person()));
create policy own_draft on cases.vault for insert to ep_portal with check (holder_id = (select cases.current_person())
  and exists (select 1 from cases.drafts d where d.draft_id = vault.draft_id and d.case_id is null));
create policy drop_of_draft on cases.vault for delete to ep_portal using (draft_id is not null and holder_id = (select cases.current_person()));
create policy submit on cases.vault for update to ep_portal using (draft_id is not null and holder_id = (select cases.current_person()))
  with check (holder_id = (select cases.current_person()) and draft_id is null and cases.submitting(case_id));
create policy put_again on cases.vault for insert to ep_portal
  with check (draft_id is null and exists (select 1 from cases.cases c where c.case_id = vault.case_id and holder_id in (c.applicant_id, c.case_id))
    and exists (select 1 from engine.user_task t where t.case_id = vault.case_id and t.group_id like 'person:%'));
grant insert on cases.vault to ep_workplace;
create policy put_for_case on cases.vault for insert to ep_workplace
  with check (draft_id is null and exists (select 1 from cases.cases c where c.case_id = vault.case_id and holder_id in (c.applicant_id, c.case_id))
    and exists (select 1 from engine.user_task t where t.case_id = vault.case_id));
grant delete on cases.vault to ep_engine;
grant select (case_id, draft_id) on cases.vault to ep_engine;
create policy engine_drop on cases.vault for delete to ep_engine using (true);
create policy engine_find on cases.vault for select to ep_engine using (true);

-- A number for somebody who works a step of the case and whose party may read this answer; nothing for others. Written down with
-- the reason before it is given. `same`: other cases of the same offices in which the same number stands.
create function cases.open_vault(asked uuid, asked_token integer, name text, wanted uuid, why text)
  returns table (vault_id uuid, holder_id uuid, kind text, key_id text, sealed bytea, same text[])
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      own text[] := cases.principals();
      me cases.persons;
      task engine.user_task;
    begin
      select p.* into me from cases.persons p where p.person_id = cases.current_person();
      select t.* into task from engine.user_task t
        where t.case_id = asked and t.token_no = asked_token and t.group_id = any (own) and t.group_id like 'office:%'
          and exists (select 1 from unnest(string_to_array(t.role, ',')) one where t.group_id || '#' || one = any (own)
            union all select 1 where coalesce(t.candidates, '[]'::jsonb) ? ('person:' || me.person_id::text));
      if me.person_id is null or task.case_id is null then return; end if;
      if not exists (select 1 from cases.answers a join cases.access x on x.case_id = a.case_id and x.principal = any (own) and x.party = any (a.readers)
          where a.case_id = asked and a.name = open_vault.name and position('vault:' || wanted::text in a.value::text) > 0) then return; end if;
      if length(trim(coalesce(why, ''))) < 10 then
        raise exception 'expected a reason to read a number of the vault, got none' using errcode = 'check_violation';
      end if;
      insert into cases.access_records (case_id, actor, actor_name, office, purpose, element, reason)
        values (asked, 'person:' || me.person_id, me.first_name || ' ' || me.official_name, task.group_id, 'vault.purpose.reveal', task.element, why);
      return query
        select v.vault_id, v.holder_id, v.kind, v.key_id, v.sealed,
          (select coalesce(array_agg(distinct c.reference), '{}') from cases.vault o join cases.cases c on c.case_id = o.case_id
            where o.lookup = v.lookup and o.case_id <> asked
              and exists (select 1 from cases.access x where x.case_id = c.case_id and x.principal = any (own)))
        from cases.vault v where v.case_id = asked and v.vault_id = wanted;
    end
  $$;
revoke all on function cases.open_vault(uuid, integer, text, uuid, text) from public;
grant execute on function cases.open_vault(uuid, integer, text, uuid, text) to ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.open_vault(uuid, integer, text, uuid, text) owner to ep_rights;
revoke create on schema cases from ep_rights;
grant select on cases.vault, engine.user_task to ep_rights;
do $$
begin
  if not exists (select 1 from pg_policy where polrelid = 'engine.user_task'::regclass and polname = 'rights_read') then
    create policy rights_read on engine.user_task for select to ep_rights using (true);
  end if;
end
$$;
