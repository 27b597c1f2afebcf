-- Each step paid for these on every write. An instance begins with a definition that the engine has read in the same transaction;
-- the check locked the row of the definition, which all cases of a service share. The history of a case is a handful of rows, read by the
-- primary key and sorted.
set local lock_timeout = '5s';

alter table engine.instance drop constraint instance_definition_id_fkey;
drop index engine.event_history;
