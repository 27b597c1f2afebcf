-- How each document reached its person, with proof; what became of rulings; and what offices note about deliveries.
set local lock_timeout = '5s';

create table cases.notifications (
  case_id uuid not null references cases.cases,
  notification_id uuid not null,
  document_id uuid not null,
  begun_at timestamptz not null,
  opened_at timestamptz,
  token integer,
  attempt integer not null default 1,
  sent_on date,
  tried_on date,
  deemed_on date,
  delivered_on date,
  returned_on date,
  channel text not null check (channel in ('inbox', 'letter', 'registered-letter', 'in-person', 'counter')),
  state text not null check (state in ('noted', 'under-way', 'sent', 'delivered', 'deemed', 'returned', 'replaced')),
  recipient text not null,
  step_key text not null,
  command_id text,
  proof_kind text check (proof_kind in ('opened', 'receipt', 'signed', 'handed-over', 'period')),
  proof text check (length(proof) <= 200),
  law text,
  readers text[] not null,
  primary key (case_id, notification_id)
);
create index notifications_open on cases.notifications (begun_at) where state in ('noted', 'under-way', 'returned');
create index notifications_step on cases.notifications (case_id, step_key);
comment on table cases.notifications is 'One attempt to deliver one document to one person.';
comment on column cases.notifications.state is 'noted: people say so, and the machine has not taken it yet. sent: posted without proof. deemed: delivered by law, since a period is over. replaced: another attempt counts.';
comment on column cases.notifications.token is 'Step of the process that waits for the proof.';
comment on column cases.notifications.deemed_on is 'Day on which it counts as delivered when nobody took it, by the provision in law.';

create table cases.rulings (
  case_id uuid not null references cases.cases,
  document_id uuid not null,
  signed_at timestamptz not null,
  notified_on date,
  appeal_until date,
  ended_on date,
  state text not null default 'signed' check (state in ('signed', 'notified', 'binding', 'appealed')),
  output text not null,
  remedy text,
  drafted_by text,
  signed_by text,
  readers text[] not null,
  primary key (case_id, document_id)
);
create index rulings_open on cases.rulings (case_id) where state in ('signed', 'notified');
comment on table cases.rulings is 'A signed ruling and what became of it, as the machine follows the process. ended_on: binding since, or appealed on.';
comment on column cases.rulings.signed_by is 'Name of the person who released it; the signature in the file is that of the authority.';

create table cases.delivery_notes (
  case_id uuid not null references cases.cases,
  note_id uuid not null,
  notification_id uuid not null,
  at timestamptz not null,
  taken_at timestamptz,
  day date not null,
  office text not null,
  author text not null,
  author_name text not null,
  what text not null check (what in ('delivered', 'tried', 'returned', 'again', 'appeal')),
  channel text check (channel in ('letter', 'registered-letter', 'in-person')),
  proof text check (length(proof) <= 200),
  address text[] check (cardinality(address) <= 6),
  primary key (case_id, note_id),
  foreign key (case_id, notification_id) references cases.notifications (case_id, notification_id),
  check (what <> 'again' or channel is not null)
);
create index delivery_notes_new on cases.delivery_notes (at) where taken_at is null;
comment on table cases.delivery_notes is 'What an office says about a delivery: it was handed over, tried, came back, is tried again, or the ruling was appealed. The machine acts on it.';

-- A letter of a ruling does not end its step when it is posted: the proof does.
alter table cases.letters alter column token drop not null;

do $$
declare
  t text;
begin
  foreach t in array array['notifications', 'rulings', 'delivery_notes'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy engine_all on cases.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on cases.%I to ep_engine', t);
    execute format('create constraint trigger note_change after insert or update or delete on cases.%I deferrable initially deferred for each row execute function cases.note_case()', t);
  end loop;
end
$$;

grant select, insert on cases.notifications, cases.delivery_notes to ep_workplace;
grant select on cases.rulings to ep_workplace;
create policy by_party on cases.notifications for select to ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = notifications.case_id and a.party = any (notifications.readers)));
create policy by_party on cases.rulings for select to ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = rulings.case_id and a.party = any (rulings.readers)));
-- What people did in a task counts only when the machine has taken the task.
create policy note_task on cases.notifications for insert to ep_workplace
  with check (state = 'noted' and token is null and command_id is not null
    and exists (select 1 from cases.access a where a.case_id = notifications.case_id and a.party = any (notifications.readers)));
create policy own_office on cases.delivery_notes for select to ep_workplace using (office = any ((select cases.principals())::text[]));
create policy note on cases.delivery_notes for insert to ep_workplace
  with check (taken_at is null and office = any ((select cases.principals())::text[]) and author = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.access a where a.case_id = delivery_notes.case_id and a.principal = delivery_notes.office));

-- Who opens the message of the inbox has the documents that it brought: the first time counts.
grant select, update (opened_at) on cases.notifications to ep_rights;
create policy rights_open on cases.notifications to ep_rights using (true) with check (true);
grant create on schema cases to ep_rights;
set local role ep_rights;
create function cases.note_opened() returns trigger
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      update cases.notifications n set opened_at = new.read_at
        where n.case_id = new.case_id and n.step_key = new.step_key and n.recipient = new.recipient and n.channel = 'inbox' and n.opened_at is null;
      return null;
    end
  $$;
revoke all on function cases.note_opened() from public;
grant execute on function cases.note_opened() to session_user;
reset role;
revoke create on schema cases from ep_rights;
create trigger note_opened after update of read_at on cases.messages
  for each row when (old.read_at is null and new.read_at is not null and cardinality(new.documents) > 0) execute function cases.note_opened();

-- Consent to get rulings into the inbox: said by the person, taken back any time. Null: nothing said.
alter table cases.profiles add column electronic_rulings boolean;
alter table cases.profile_changes drop constraint profile_changes_what_check,
  add constraint profile_changes_what_check check (what in ('language', 'email', 'phone', 'alerts', 'rulings'));
