-- The check of the audit log compares what is gone with what the proofs of destruction say.
set local lock_timeout = '5s';

grant select (authority, number, removed) on cases.destructions to ep_audit;
create policy audit_read on cases.destructions for select to ep_audit using (true);
