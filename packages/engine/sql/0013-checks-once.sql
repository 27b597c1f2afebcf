-- Validated by 0012: the older checks say the same.
set local lock_timeout = '5s';

alter table engine.instance drop constraint instance_state_check;
alter table engine.job drop constraint job_state_check;
alter table engine.subscription drop constraint subscription_kind_check;
alter table engine.event drop constraint event_result_check;
