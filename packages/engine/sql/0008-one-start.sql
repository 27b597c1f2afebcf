-- A case begins once, however old it is: told by the history itself, so that nothing has to be looked for when a case begins.
set local lock_timeout = '5s';

create unique index event_start on engine.event (case_id) where type = 'start' and result = 'done';
