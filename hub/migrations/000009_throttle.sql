-- What one application may still spend of one of Microsoft's limits in one tenancy, as all processes know it together. The
-- installation's own: organisations that share a tenancy or an application share what Microsoft lets through. Found only by
-- a keyed HMAC of limit, application, tenancy and place; no name, no id of Microsoft's stands here. The rules are in
-- hub/src/microsoft/graph/pacing; a writer states the version it has seen, so that nobody overwrites another's.
create table throttle_account (
  account_key bytea primary key,
  -- keyed HMAC of the tenancy alone: whoever learns its size tells all its accounts
  tenancy_key bytea not null,
  version bigint not null,
  people bigint,
  licences bigint,
  level double precision not null,
  reserve double precision not null check (reserve >= 0),
  units double precision not null check (units > 0),
  filled_at timestamptz not null,
  heard_at timestamptz not null,
  probed_at timestamptz not null,
  paused_until timestamptz not null,
  slowed_to double precision not null check (slowed_to > 0 and slowed_to <= 1),
  slowed_until timestamptz not null,
  -- the processes that draw on it, by random names
  drawers jsonb not null
)
-- a few updates a second of the same row: room for its next version on its page, and no index over what changes
with (fillfactor = 50);
create index throttle_account_tenancy on throttle_account (tenancy_key);
alter table throttle_account enable row level security;
alter table throttle_account force row level security;
create policy by_key on throttle_account to atrium_app using (true) with check (true);
grant select, insert, update, delete on throttle_account to atrium_app;
