-- An office gives a case to another office or authority: what it said, and who sees the case from then on.
set local lock_timeout = '5s';

alter table cases.task_notes add column words text check (length(words) between 1 and 5000);
comment on column cases.task_notes.words is 'What somebody wrote with it for the other offices of the case: why they hand it over, or give it back.';
comment on column cases.access.party is 'Party of the service; `former`: had the case and gave it away, sees what it did; `signatory`: was asked to confirm.';

-- The page of a case says which office has it.
create constraint trigger note_change after insert or update or delete on cases.parties deferrable initially deferred for each row execute function cases.note_case();
