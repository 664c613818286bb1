-- How an organisation's Microsoft tenancy is reached. What is sealed can be opened by the vault only, in its own place.
create table connection (
  organisation_id uuid not null references organisation,
  connection_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  way text not null check (way in ('admin_consent', 'own_registration')),
  -- keyed HMAC of the directory id: stays when the connection is revoked, so that the same tenancy finds its history again
  tenancy_key bytea,
  sealed_tenant_id bytea,
  tenancy_name text,
  tenancy_domain text,
  schedule_minutes integer not null default 15 check (schedule_minutes between 5 and 1440),
  guard_at_least integer not null default 25 check (guard_at_least >= 0),
  guard_percent double precision not null default 5 check (guard_percent between 0 and 100),
  created_at timestamptz not null,
  connected_at timestamptz,
  first_imported_at timestamptz,
  last_read_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, connection_id)
);
-- An organisation's directory has one axis and one tenancy; a further tenancy is a further organisation.
create unique index connection_one on connection (organisation_id);
call isolate_by_organisation('connection', 'select, insert, update');

create table connection_grant (
  organisation_id uuid not null,
  connection_id uuid not null,
  pack text not null,
  credential_kind text not null check (credential_kind in ('installation', 'secret', 'certificate', 'none')),
  sealed_client_id bytea,
  -- null where the credential is the installation's own, and once revoked
  sealed_credential bytea,
  credential_expires_at timestamptz,
  roles text[] not null,
  denied_resources text[] not null default '{}',
  granted_at timestamptz not null,
  checked_at timestamptz not null,
  refused_reason text,
  refused_at timestamptz,
  primary key (organisation_id, connection_id, pack),
  foreign key (organisation_id, connection_id) references connection
);
call isolate_by_organisation('connection_grant');

-- Which organisations a tenancy is bound to (more than one only where the first one's owner agreed).
create table tenancy_binding (
  organisation_id uuid not null,
  connection_id uuid not null,
  tenancy_key bytea not null,
  bound_at timestamptz not null,
  primary key (organisation_id, tenancy_key),
  foreign key (organisation_id, connection_id) references connection
);
create index tenancy_binding_tenancy on tenancy_binding (tenancy_key, bound_at);
call isolate_by_organisation('tenancy_binding', 'select, insert, delete');

create policy lookup on tenancy_binding for select to atrium_lookup using (true);
grant select on tenancy_binding to atrium_lookup;
create function look_up_tenancy(key bytea) returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select b.organisation_id from tenancy_binding b where b.tenancy_key = key order by b.bound_at, b.organisation_id $$;
-- Every connection that is bound to a tenancy: a worker that starts makes sure that each is due for a sync.
create function look_up_bound_connections() returns table (organisation_id uuid, connection_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct b.organisation_id, b.connection_id from tenancy_binding b $$;
grant create on schema public to atrium_lookup;
alter function look_up_tenancy owner to atrium_lookup;
alter function look_up_bound_connections owner to atrium_lookup;
revoke create on schema public from atrium_lookup;
revoke execute on function look_up_tenancy, look_up_bound_connections from public;
grant execute on function look_up_tenancy, look_up_bound_connections to atrium_app;

-- An organisation asks for a tenancy that another one is bound to. It belongs to the one that asks; the one that holds the
-- tenancy sees it too, with what it needs to decide, and is the only one that can agree.
create table tenancy_request (
  organisation_id uuid not null references organisation,
  tenancy_request_id uuid not null,
  holder_organisation_id uuid not null references organisation,
  tenancy_key bytea not null,
  organisation_name text not null,
  administrator text not null,
  tenancy_name text,
  state text not null check (state in ('waiting', 'agreed', 'refused', 'used')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  expires_at timestamptz not null,
  primary key (organisation_id, tenancy_request_id)
);
create index tenancy_request_asked on tenancy_request (organisation_id, asked_at desc, tenancy_request_id desc);
create index tenancy_request_holder on tenancy_request (holder_organisation_id, asked_at desc, tenancy_request_id desc);
call isolate_by_organisation('tenancy_request', 'select, insert');
grant update (state, decided_at, decided_by) on tenancy_request to atrium_app;
create policy holder_sees on tenancy_request for select to atrium_app
  using (holder_organisation_id = (select acting_organisation()));
create policy holder_decides on tenancy_request for update to atrium_app
  using (holder_organisation_id = (select acting_organisation()))
  with check (holder_organisation_id = (select acting_organisation()));
-- nobody agrees to their own request: the one that asks can only use up what was agreed
create policy only_holder_agrees on tenancy_request as restrictive for update to atrium_app
  using (holder_organisation_id = (select acting_organisation()) or state = 'agreed')
  with check (holder_organisation_id = (select acting_organisation()) or state = 'used');
create policy asked_as_waiting on tenancy_request as restrictive for insert to atrium_app with check (state = 'waiting');
