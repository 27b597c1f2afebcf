-- A fee that was paid at the counter: who captured the case notes it with the number of the till's receipt, and the machine settles the fee.
set local lock_timeout = '5s';

create table cases.counter_payments (
  payment_id uuid primary key,
  case_id uuid not null references cases.cases,
  at timestamptz not null,
  taken_at timestamptz,
  amount numeric(10, 2) not null,
  demand text not null,
  means text not null check (means in ('cash', 'card')),
  receipt_number text not null check (length(receipt_number) between 1 and 40),
  office text not null,
  by_person uuid not null,
  by_name text not null,
  unique (case_id, demand)
);
create index counter_payments_new on cases.counter_payments (at) where taken_at is null;
comment on table cases.counter_payments is 'Money that was taken at the counter. taken_at: when the machine made a payment of it. receipt_number: of the till.';

alter table cases.counter_payments enable row level security;
alter table cases.counter_payments force row level security;
create policy engine_all on cases.counter_payments to ep_engine using (true) with check (true);
grant select, update, delete on cases.counter_payments to ep_engine;
grant select, insert on cases.counter_payments to ep_rights;
create policy rights_all on cases.counter_payments to ep_rights using (true) with check (true);
grant select (payment_id, case_id, at, taken_at, amount, means, receipt_number, office, by_name, by_person) on cases.counter_payments to ep_workplace;
create policy own_or_case on cases.counter_payments for select to ep_workplace
  using (by_person = (select cases.current_person()) or exists (select 1 from cases.access a where a.case_id = counter_payments.case_id));
grant select on cases.payment_demands to ep_rights;
do $$
begin
  if not exists (select 1 from pg_policy p where p.polrelid = 'cases.payment_demands'::regclass and p.polname in ('rights_erase', 'rights_read')) then
    create policy rights_read on cases.payment_demands for select to ep_rights using (true);
  end if;
end
$$;

grant create on schema cases to ep_rights;
set local role ep_rights;
-- The fee that is open in a case that this person captured and their counter may take.
create function cases.open_counter_fee(asked uuid) returns table (case_id uuid, demand text, amount text)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select d.case_id, d.demand, d.amount::text from cases.captures k join cases.payment_demands d on d.case_id = k.case_id
        where k.capture_id = asked and k.channel = 'counter' and k.by_person = cases.current_person() and (k.office || '#counter') = any (cases.principals()) and d.ended_at is null
          and not exists (select 1 from cases.counter_payments p where p.case_id = d.case_id and p.demand = d.demand)
        order by d.created_at limit 1;
    end
  $$;
-- False: there is nothing to pay (any more). The same wish is noted once.
create function cases.pay_at_counter(made uuid, asked uuid, how text, number text, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      insert into cases.counter_payments (payment_id, case_id, at, amount, demand, means, receipt_number, office, by_person, by_name)
        select made, f.case_id, moment, f.amount::numeric, f.demand, how, number, k.office, k.by_person, k.by_name
        from cases.open_counter_fee(asked) f join cases.captures k on k.capture_id = asked
        on conflict do nothing;
      return found or exists (select 1 from cases.counter_payments p where p.payment_id = made and p.by_person = cases.current_person());
    end
  $$;
revoke all on function cases.open_counter_fee(uuid), cases.pay_at_counter(uuid, uuid, text, text, timestamptz) from public;
grant execute on function cases.open_counter_fee(uuid), cases.pay_at_counter(uuid, uuid, text, text, timestamptz) to ep_workplace;
reset role;
revoke create on schema cases from ep_rights;
