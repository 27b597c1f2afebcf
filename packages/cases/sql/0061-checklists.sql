-- What somebody ticks at a task of an office is a note of that step. Only the workplace writes such notes: a resident ticks nothing, in their own case neither.
set local lock_timeout = '5s';

create policy ticks_of_offices on cases.task_notes as restrictive for insert to ep_portal with check (what !~ '^(un)?checked:');
comment on column cases.task_notes.what is 'What was done: completed, claimed, asked … or checked:<item> and unchecked:<item> of the checklist of the service.';
