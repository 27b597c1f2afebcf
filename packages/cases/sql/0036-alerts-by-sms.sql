-- Alerts by short message to a number that the person has proven to be theirs.
set local lock_timeout = '5s';

alter table cases.alerts add column channel text not null default 'email' check (channel in ('email', 'sms'));
comment on column cases.alerts.channel is 'sms: address is a phone number.';
alter table cases.profiles
  drop constraint profiles_alerts_check,
  add constraint profiles_alerts_check check (alerts in ('email', 'sms', 'none')),
  add column phone_proven_at timestamptz;
comment on column cases.profiles.phone_proven_at is 'When the person showed that the number is theirs; without it no short message goes there.';
