-- Fees are changed like the rest of an organisation: with a day, by two people.
set local lock_timeout = '5s';

alter table cases.organisation_changes drop constraint organisation_changes_kind_check;
alter table cases.organisation_changes add constraint organisation_changes_kind_check
  check (kind in ('names', 'office', 'places', 'roles', 'closed', 'offer', 'binding', 'fee', 'file')) not valid;
alter table cases.organisation_changes validate constraint organisation_changes_kind_check;
