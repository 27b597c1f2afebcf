-- Fees and credits as the finance office of an authority sees them, without names of residents, and what its people decide about them.
set local lock_timeout = '5s';

alter table cases.payment_demands add column written_off_at timestamptz;
comment on column cases.payment_demands.written_off_at is 'Two people of the authority let it go: the case goes on without money.';
alter table cases.bank_entries add column authority text;
comment on column cases.bank_entries.authority is 'Whose account it is, where that is known.';

create table cases.money_acts (
  act_id uuid primary key,
  case_id uuid references cases.cases,
  payment_id uuid,
  proposed_at timestamptz not null,
  decided_at timestamptz,
  done_at timestamptz,
  authority text not null,
  kind text not null check (kind in ('refund', 'write-off', 'assign', 'close')),
  state text not null check (state in ('proposed', 'confirmed', 'refused', 'done', 'failed')),
  entry_key text,
  reason text not null check (length(trim(reason)) between 5 and 500),
  proposed_by text not null,
  proposed_name text not null,
  decided_by text,
  decided_name text,
  check (kind in ('assign', 'close') or (payment_id is not null and case_id is not null)),
  check (kind in ('refund', 'write-off') or entry_key is not null),
  check (kind in ('assign', 'close') or decided_by is null or decided_by <> proposed_by)
);
create index money_acts_open on cases.money_acts (authority, proposed_at) where state in ('proposed', 'confirmed');
create index money_acts_case on cases.money_acts (case_id) where case_id is not null;
comment on table cases.money_acts is 'refund and write-off take two people; assign and close of a credit one. failed: it did not fit any more.';

alter table cases.money_acts enable row level security;
alter table cases.money_acts force row level security;
create policy engine_all on cases.money_acts to ep_engine using (true) with check (true);
grant select, insert, update, delete on cases.money_acts to ep_engine;

grant create on schema cases to ep_rights;
set local role ep_rights;

-- Authorities for whose money the session's person works: the role `finance` of one of their offices.
create function cases.finance_of() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#finance');
    end
  $$;

create function cases.list_money(asked text[], wanted text, moment timestamptz, one uuid) returns table (payment_id uuid, case_id uuid, reference text, service text,
    service_hash text, authority text, amount text, currency text, connector text, state text, created_at timestamptz, due_at timestamptz,
    settled_at timestamptz, refunded text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select m.* from (
      select p.payment_id, c.case_id, c.reference, c.service, c.service_hash, c.authority, d.amount::text, coalesce(p.currency, 'CHF'), p.connector,
        case when p.settled_at is not null then case when p.refunded > 0 or p.state in ('refunding', 'by-hand', 'refunded') then 'refunded' else 'paid' end
          when d.written_off_at is not null then 'written-off' when d.ended_at is not null then 'lapsed' when d.expires_at < moment then 'overdue' else 'open' end as state,
        d.created_at, d.expires_at, p.settled_at, coalesce(p.refunded, 0)::text
      from cases.payment_demands d join cases.cases c using (case_id)
        left join lateral (select q.* from cases.payments q where q.case_id = d.case_id and q.demand = d.demand and not q.surplus
          order by q.settled_at is not null desc, q.created_at desc limit 1) p on true
      where c.authority = any (asked) and c.authority = any (cases.finance_of()) and (one is null or p.payment_id = one)) m
    where wanted is null or m.state = wanted or (wanted = 'overdue' and m.state in ('lapsed', 'written-off'))
    order by m.created_at desc limit 200
  $$;

create function cases.list_credits(asked text[]) returns table (entry_key text, amount text, currency text, booked_on text, iban text, reference text, judged text,
    payer text, case_reference text, authority text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select b.entry_key, b.amount::text, b.currency, b.booked_on::text, b.iban, b.reference, b.judged, b.payer ->> 'name', c.reference, coalesce(b.authority, c.authority)
    from cases.bank_entries b left join cases.cases c using (case_id)
    where b.done_at is null and coalesce(b.authority, c.authority) = any (asked) and coalesce(b.authority, c.authority) = any (cases.finance_of())
    order by b.booked_on, b.entry_key limit 200
  $$;

-- The invoice of a case that waits for money from the bank.
create function cases.open_invoice(asked text) returns table (payment_id uuid, case_id uuid, authority text)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select p.payment_id, c.case_id, c.authority from cases.cases c join cases.payments p using (case_id)
    where c.reference = asked and c.authority = any (cases.finance_of()) and p.state in ('open', 'mismatched') and p.redirect_url is null
    order by p.created_at desc limit 1
  $$;
revoke all on function cases.finance_of(), cases.list_money(text[], text, timestamptz, uuid), cases.list_credits(text[]), cases.open_invoice(text) from public;
grant execute on function cases.finance_of(), cases.list_money(text[], text, timestamptz, uuid), cases.list_credits(text[]), cases.open_invoice(text) to ep_workplace;
grant execute on function cases.finance_of() to session_user;
reset role;
revoke create on schema cases from ep_rights;

grant select, insert, update (state, decided_at, decided_by, decided_name) on cases.money_acts to ep_workplace;
create policy finance on cases.money_acts for select to ep_workplace using (authority = any ((select cases.finance_of())::text[]));
create policy propose on cases.money_acts for insert to ep_workplace
  with check (authority = any ((select cases.finance_of())::text[]) and proposed_by = 'person:' || (select cases.current_person())::text
    and decided_by is null and done_at is null and state = case when kind in ('assign', 'close') then 'confirmed' else 'proposed' end);
create policy decide on cases.money_acts for update to ep_workplace
  using (state = 'proposed' and authority = any ((select cases.finance_of())::text[]))
  with check (state in ('confirmed', 'refused') and decided_by = 'person:' || (select cases.current_person())::text);
