-- Which process definition a content of a service runs with.
set local lock_timeout = '5s';

create table cases.deployments (
  service_hash text primary key,
  service text not null,
  definition_id text not null,
  deployed_at timestamptz not null default now()
);
grant select on cases.deployments to ep_portal, ep_workplace, ep_engine;
grant insert on cases.deployments to ep_engine;
