-- Who wrote for a person is told to that person; who of an office wrote is not: the portal cannot read that column.
set local lock_timeout = '5s';

alter table cases.messages add column representative_name text;
comment on column cases.messages.representative_name is 'Name of who wrote it for the person under a power of attorney; null for all others.';
update cases.messages set representative_name = author_name where sender like 'person:%' and author <> sender;

revoke select (author_name) on cases.messages from ep_portal;
grant select (representative_name) on cases.messages to ep_portal;
