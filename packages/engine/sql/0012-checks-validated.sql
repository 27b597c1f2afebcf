-- The checks of 0011 hold for every row; 0013 drops those they stand for.
set local lock_timeout = '5s';

alter domain engine.token_state validate constraint token_state_known;
alter domain engine.token_part validate constraint token_part_known;
alter domain engine.user_task_kind validate constraint user_task_kind_known;

alter table engine.instance validate constraint instance_state_known;
alter table engine.job validate constraint job_state_known;
alter table engine.subscription validate constraint subscription_kind_known;
alter table engine.event validate constraint event_result_known;
