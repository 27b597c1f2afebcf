-- Contents of documents lie in the file store, as files that people send do. What was written before keeps its bytes here.
set local lock_timeout = '5s';

alter table cases.contents alter column bytes drop not null;
comment on column cases.contents.bytes is 'Null: the content lies in the file store under its hash. It is there before this row is written.';
