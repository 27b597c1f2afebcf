-- What is owed and how it may be paid, every attempt to pay, money that goes back, and what the bank told.
set local lock_timeout = '5s';

-- A fee that somebody is asked to pay: one for each step that collects. Exactly one attempt settles it.
create table cases.payment_demands (
  case_id uuid not null references cases.cases,
  demand text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  ended_at timestamptz,
  amount numeric(10, 2) not null,
  token integer not null,
  choices jsonb not null,
  trouble text,
  readers text[] not null,
  primary key (case_id, demand)
);
comment on table cases.payment_demands is 'demand: key of the step. choices: {connector, means} to choose from. trouble: the one that did not answer when it was chosen last.';

alter table cases.payments
  alter column redirect_url drop not null,
  drop constraint payments_state_check,
  add constraint payments_state_check check (state in ('open', 'closing', 'settled', 'cancelled', 'expired', 'mismatched', 'refunding', 'refunded', 'by-hand')),
  add column currency text not null default 'CHF',
  add column demand text,
  add column order_key text,
  add column settlement_id text,
  add column attempt_expires_at timestamptz,
  add column surplus boolean not null default false,
  add column receipt_due timestamptz,
  add column received numeric(10, 2) not null default 0,
  add column refunded numeric(10, 2) not null default 0;
comment on column cases.payments.state is 'closing: nobody may pay any more, and money that still comes goes back. mismatched: another amount or currency. by-hand: an office pays it back.';
comment on column cases.payments.surplus is 'Money that came twice or too late: it settles nothing and goes back.';
update cases.payments set demand = regexp_replace(step_key, '(/again)+$', '');
alter table cases.payments alter column demand set not null, add unique (case_id, payment_id);
insert into cases.payment_demands (case_id, demand, created_at, expires_at, ended_at, amount, token, choices, readers)
  select distinct on (case_id, demand) case_id, demand, created_at, expires_at, case when state <> 'open' then coalesce(settled_at, look_at) end,
    amount, token, jsonb_build_array(jsonb_build_object('connector', connector, 'means', 'online')), readers
  from cases.payments order by case_id, demand, created_at desc;

drop index cases.payments_one_settled;
create unique index payments_one_settled on cases.payments (case_id, demand) where state in ('settled', 'refunding', 'refunded', 'by-hand') and not surplus;
drop index cases.payments_look_at;
create index payments_look_at on cases.payments (look_at) where state in ('open', 'closing');
create index payments_receipt_due on cases.payments (receipt_due) where receipt_due is not null;
create index payments_order on cases.payments (order_key) where order_key is not null;

-- The person chose how to pay; the machine prepares it.
create table cases.payment_wishes (
  wish_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  case_id uuid not null references cases.cases,
  means text not null check (length(means) <= 100)
);
comment on table cases.payment_wishes is 'Gone as soon as the machine has looked at it.';

create table cases.refunds (
  refund_key text primary key,
  case_id uuid not null references cases.cases,
  payment_id uuid not null,
  requested_at timestamptz not null,
  look_at timestamptz not null,
  refunded_at timestamptz,
  amount numeric(10, 2) not null check (amount > 0),
  attempts integer not null default 0,
  reason text not null,
  state text not null check (state in ('due', 'paid', 'by-hand', 'impossible')),
  foreign key (case_id, payment_id) references cases.payments (case_id, payment_id)
);
create index refunds_due on cases.refunds (look_at) where state = 'due';
create index refunds_payment on cases.refunds (payment_id);
comment on table cases.refunds is 'Money that goes back, once for each key, never more than was paid. by-hand: a person of the authority must do it.';

create table cases.payment_documents (
  payment_id uuid not null,
  kind text not null check (kind in ('invoice', 'receipt')),
  case_id uuid not null references cases.cases,
  at timestamptz not null,
  language text not null,
  filename text not null,
  content_hash text not null references cases.contents,
  readers text[] not null,
  primary key (payment_id, kind),
  foreign key (case_id, payment_id) references cases.payments (case_id, payment_id)
);
create index payment_documents_case on cases.payment_documents (case_id);
create index payment_documents_content on cases.payment_documents (content_hash);
comment on table cases.payment_documents is 'Invoice and receipt of a payment, as PDF. Written once by the machine.';

create table cases.bank_files (
  file_hash text primary key,
  imported_at timestamptz not null,
  kind text not null,
  message_id text not null,
  entries integer not null
);
comment on table cases.bank_files is 'Files of banks that were read, by the hash of their bytes.';

create table cases.bank_entries (
  entry_key text primary key,
  file_hash text not null,
  imported_at timestamptz not null,
  payment_id uuid,
  case_id uuid references cases.cases,
  done_at timestamptz,
  amount numeric(15, 2) not null,
  booked_on date not null,
  currency text not null,
  iban text not null,
  reference text,
  judged text not null check (judged in ('exact', 'part', 'rest', 'over', 'double', 'late', 'unknown', 'currency', 'reversal')),
  payer jsonb,
  note text,
  foreign key (case_id, payment_id) references cases.payments (case_id, payment_id)
);
create index bank_entries_reference on cases.bank_entries (reference);
create index bank_entries_open on cases.bank_entries (imported_at) where done_at is null;
comment on table cases.bank_entries is 'Credits on accounts for fees. done_at is empty while a person must look. payer is kept only as long as something must go back.';

do $$
declare
  t text;
begin
  foreach t in array array['payment_demands', 'payment_wishes', 'refunds', 'payment_documents', 'bank_files', 'bank_entries'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy engine_all on cases.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on cases.%I to ep_engine', t);
  end loop;
end
$$;

grant select on cases.payment_demands, cases.payment_documents to ep_portal, ep_workplace;
create policy by_party on cases.payment_demands for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = payment_demands.case_id and a.party = any (payment_demands.readers)));
create policy by_party on cases.payment_documents for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = payment_documents.case_id and a.party = any (payment_documents.readers)));
create policy by_payment_document on cases.contents for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.payment_documents d where d.content_hash = contents.content_hash));
grant select, insert on cases.payment_wishes to ep_portal;
create policy wish on cases.payment_wishes to ep_portal
  using (exists (select 1 from cases.access a where a.case_id = payment_wishes.case_id and a.party = 'applicant'))
  with check (exists (select 1 from cases.access a where a.case_id = payment_wishes.case_id and a.party = 'applicant'));

create constraint trigger note_change after insert or update or delete on cases.payment_demands
  deferrable initially deferred for each row execute function cases.note_case_and_applicant();
create constraint trigger note_change after insert or update or delete on cases.payment_documents
  deferrable initially deferred for each row execute function cases.note_case();
