-- How much a person had to type for a case: fields that were known and left as they were, and fields that were asked.
set local lock_timeout = '5s';

alter table cases.cases add column fields_known integer, add column fields_asked integer;
comment on column cases.cases.fields_asked is 'Counted when a draft is sent; null for cases that began otherwise.';
