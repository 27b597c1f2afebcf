-- The portal's connections keep one plan for all values already; setting it again costs 4 µs a call of the most frequent statement.
set local lock_timeout = '5s';

alter function cases.glance_at_once(text, uuid[]) reset plan_cache_mode;
