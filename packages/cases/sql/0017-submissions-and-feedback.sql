-- What a person sent, as a document of their own; and how easy they found it, which belongs to nobody.
set local lock_timeout = '5s';

create table cases.submissions (
  case_id uuid primary key references cases.cases,
  at timestamptz not null,
  language text not null,
  filename text not null,
  content_hash text not null references cases.contents
);
create index submissions_content on cases.submissions (content_hash);
comment on table cases.submissions is 'PDF of the questions and answers as they were sent, for the sender alone. Written once by the machine.';

create table cases.feedback (
  feedback_id uuid primary key,
  given_on date not null,
  ease smallint not null check (ease between 1 and 5),
  service text not null check (length(service) <= 100),
  language text not null check (length(language) <= 20),
  words text check (length(words) <= 2000)
);
create index feedback_service on cases.feedback (service);
comment on table cases.feedback is 'ease: 5 very easy, 1 very hard. Not linked to a person or a case, and only the day is kept, so that nobody can be found by it.';

alter table cases.submissions enable row level security;
alter table cases.submissions force row level security;
alter table cases.feedback enable row level security;
alter table cases.feedback force row level security;

grant select, insert, delete on cases.submissions to ep_engine;
create policy engine_all on cases.submissions to ep_engine using (true) with check (true);
grant select on cases.submissions to ep_portal;
create policy sender on cases.submissions for select to ep_portal
  using (exists (select 1 from cases.access a where a.case_id = submissions.case_id and a.party = 'applicant'));
create policy by_submission on cases.contents for select to ep_portal
  using (exists (select 1 from cases.submissions s where s.content_hash = contents.content_hash));

-- Anybody may say how it went; nobody reads single words there but reports.
grant insert on cases.feedback to ep_portal;
create policy give on cases.feedback for insert to ep_portal with check (true);
grant select on cases.feedback to ep_report, ep_rights;
create policy report_read on cases.feedback for select to ep_report using (true);
create policy rights_read on cases.feedback for select to ep_rights using (true);

-- Figures for everybody: how many answered for a service, and how many of them found it easy.
create function cases.feedback_figures() returns table (service text, answers integer, easy integer)
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select f.service, count(*)::integer, (count(*) filter (where f.ease >= 4))::integer from cases.feedback f group by f.service $$;
revoke all on function cases.feedback_figures() from public;
grant execute on function cases.feedback_figures() to ep_portal, ep_workplace, ep_engine, ep_report;
grant create on schema cases to ep_rights;
alter function cases.feedback_figures() owner to ep_rights;
revoke create on schema cases from ep_rights;
