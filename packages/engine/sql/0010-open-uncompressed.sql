-- Names of open instances and queued commands are written again and again, and read or deleted soon after: the server's compression costs it
-- more than the bytes (15 to 20 ms for a list of 130,000 characters). Names of ended instances are compressed when they move to their month.
set local lock_timeout = '5s';

alter table engine.work alter column command set storage external;
alter table engine_months.variable_open alter column data set storage external;
