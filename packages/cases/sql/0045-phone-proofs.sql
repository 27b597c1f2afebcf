-- Codes that prove whose a phone number is: a few tries, a few minutes, a few a day.
set local lock_timeout = '5s';

create table cases.phone_proofs (
  proof_id uuid primary key,
  person_id uuid not null references cases.persons on delete cascade,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  state text not null default 'asked' check (state in ('asked', 'sent', 'failed', 'proven')),
  phone text not null check (length(phone) <= 30),
  code text,
  code_hash text not null,
  language text not null
);
create index phone_proofs_person on cases.phone_proofs (person_id, asked_at);
create index phone_proofs_phone on cases.phone_proofs (phone, asked_at);
create index phone_proofs_due on cases.phone_proofs (due_at) where state = 'asked';
comment on table cases.phone_proofs is 'One code sent to one number; gone after a day. code: only until it was sent or has expired.';

alter table cases.phone_proofs enable row level security;
alter table cases.phone_proofs force row level security;
grant select (proof_id, person_id, asked_at, expires_at, tries, state, phone, code_hash), insert, update (tries, state) on cases.phone_proofs to ep_portal;
create policy own on cases.phone_proofs to ep_portal
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));
grant select, update, delete on cases.phone_proofs to ep_engine;
create policy engine_all on cases.phone_proofs to ep_engine using (true) with check (true);

-- How many codes went to a number lately, whoever asked for them: nobody's telephone rings all day.
grant select on cases.phone_proofs to ep_rights;
create policy rights_count on cases.phone_proofs for select to ep_rights using (true);
grant create on schema cases to ep_rights;
set local role ep_rights;
create function cases.codes_sent_to(asked text, since timestamptz) returns integer
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select count(*)::integer from cases.phone_proofs p where p.phone = asked and p.asked_at > since $$;
revoke all on function cases.codes_sent_to(text, timestamptz) from public;
grant execute on function cases.codes_sent_to(text, timestamptz) to ep_portal;
reset role;
revoke create on schema cases from ep_rights;
