-- The directory, with memory. Two tables a fact: the current rows, and an insert-only history of the closed ones. A row is
-- true over [valid_from, valid_to); opened_by and closed_by are the sync runs that saw it begin and end. Entities that
-- vanish or are deleted stay as current rows with another presence; edges are closed.
create extension if not exists pg_trgm;

create table directory_state (
  organisation_id uuid primary key references organisation,
  -- the instant of the last committed merge; the next one is strictly later
  merged_at timestamptz,
  -- losses before this instant were looked at and confirmed by a person
  losses_confirmed_at timestamptz
);
call isolate_by_organisation('directory_state');

create table directory_scope (
  organisation_id uuid primary key references organisation,
  include_guests boolean not null default false,
  include_blocked boolean not null default false,
  departments text[] not null default '{}',
  group_ids uuid[] not null default '{}',
  administrative_unit_ids uuid[] not null default '{}',
  changed_at timestamptz not null
);
call isolate_by_organisation('directory_scope');

create table person (
  organisation_id uuid not null,
  person_id uuid not null,
  presence text not null check (presence in ('present', 'absent', 'deleted')),
  display_name text,
  given_name text,
  surname text,
  user_principal_name text,
  mail text,
  employee_id text,
  employee_type text,
  employee_hire_date timestamptz,
  employee_leave_date timestamptz,
  job_title text,
  department text,
  company_name text,
  office_location text,
  city text,
  country text,
  usage_location text,
  cost_center text,
  division text,
  business_phones text[],
  mobile_phone text,
  account_enabled boolean,
  user_type text,
  on_premises_sync_enabled boolean,
  created_date_time timestamptz,
  licence_sku_ids uuid[],
  valid_from timestamptz not null,
  opened_by uuid not null,
  work_email text generated always as (coalesce(mail, user_principal_name)) stored,
  sort_name text generated always as (lower(coalesce(display_name, ''))) stored,
  search_text text generated always as (
    lower(coalesce(display_name, '') || E'\n' || coalesce(user_principal_name, '') || E'\n' || coalesce(mail, '') || E'\n'
      || coalesce(job_title, '') || E'\n' || coalesce(department, '') || E'\n' || coalesce(employee_id, ''))) stored,
  primary key (organisation_id, person_id)
);

create table directory_group (
  organisation_id uuid not null,
  group_id uuid not null,
  presence text not null check (presence in ('present', 'absent', 'deleted')),
  display_name text,
  description text,
  mail text,
  mail_enabled boolean,
  security_enabled boolean,
  group_types text[],
  membership_rule text,
  is_assignable_to_role boolean,
  on_premises_sync_enabled boolean,
  visibility text,
  created_date_time timestamptz,
  valid_from timestamptz not null,
  opened_by uuid not null,
  kind text generated always as (
    case
      when 'Unified' = any (group_types) then 'microsoft365'
      when mail_enabled and security_enabled then 'mail_enabled_security'
      when mail_enabled then 'distribution'
      else 'security'
    end) stored,
  sort_name text generated always as (lower(coalesce(display_name, ''))) stored,
  search_text text generated always as (
    lower(coalesce(display_name, '') || E'\n' || coalesce(mail, '') || E'\n' || coalesce(description, ''))) stored,
  primary key (organisation_id, group_id)
);

create table service_principal (
  organisation_id uuid not null,
  service_principal_id uuid not null,
  presence text not null check (presence in ('present', 'absent', 'deleted')),
  app_id uuid,
  display_name text,
  publisher text,
  service_principal_type text,
  account_enabled boolean,
  app_role_assignment_required boolean,
  app_owner_organization_id uuid,
  homepage text,
  sign_in_audience text,
  tags text[],
  -- [{ id, displayName, value, allowedMemberTypes, isEnabled }] as Microsoft Graph gives them
  app_roles jsonb,
  valid_from timestamptz not null,
  opened_by uuid not null,
  sort_name text generated always as (lower(coalesce(display_name, ''))) stored,
  search_text text generated always as (
    lower(coalesce(display_name, '') || E'\n' || coalesce(publisher, ''))) stored,
  primary key (organisation_id, service_principal_id)
);

create table administrative_unit (
  organisation_id uuid not null,
  administrative_unit_id uuid not null,
  presence text not null check (presence in ('present', 'absent', 'deleted')),
  display_name text,
  description text,
  visibility text,
  valid_from timestamptz not null,
  opened_by uuid not null,
  sort_name text generated always as (lower(coalesce(display_name, ''))) stored,
  primary key (organisation_id, administrative_unit_id)
);

-- Edges carry no foreign keys (they double a merge, as measured); that none dangles is proved by a query.
create table person_manager (
  organisation_id uuid not null,
  person_id uuid not null,
  manager_id uuid not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, person_id)
);
create table group_member (
  organisation_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  member_type text not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, group_id, member_id) include (member_type, valid_from)
);
create table group_owner (
  organisation_id uuid not null,
  group_id uuid not null,
  owner_id uuid not null,
  owner_type text not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, group_id, owner_id)
);
create table service_principal_owner (
  organisation_id uuid not null,
  service_principal_id uuid not null,
  owner_id uuid not null,
  owner_type text not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, service_principal_id, owner_id)
);
create table administrative_unit_member (
  organisation_id uuid not null,
  administrative_unit_id uuid not null,
  member_id uuid not null,
  member_type text not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, administrative_unit_id, member_id)
);
create table app_role_assignment (
  organisation_id uuid not null,
  assignment_id text not null,
  resource_id uuid not null,
  principal_id uuid not null,
  principal_type text not null,
  app_role_id uuid not null,
  created_date_time timestamptz,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, assignment_id)
);
create table permission_grant (
  organisation_id uuid not null,
  permission_grant_id text not null,
  client_id uuid not null,
  resource_id uuid not null,
  consent_type text not null,
  principal_id uuid,
  scope text not null,
  valid_from timestamptz not null,
  opened_by uuid not null,
  primary key (organisation_id, permission_grant_id)
);

-- History, staging, isolation and the key of each fact: the same for all of them.
do $$
declare
  fact record;
begin
  for fact in
    select * from (values
      ('person', 'person_id'),
      ('directory_group', 'group_id'),
      ('service_principal', 'service_principal_id'),
      ('administrative_unit', 'administrative_unit_id'),
      ('person_manager', 'person_id'),
      ('group_member', 'group_id, member_id'),
      ('group_owner', 'group_id, owner_id'),
      ('service_principal_owner', 'service_principal_id, owner_id'),
      ('administrative_unit_member', 'administrative_unit_id, member_id'),
      ('app_role_assignment', 'assignment_id'),
      ('permission_grant', 'permission_grant_id')
    ) as facts (name, key)
  loop
    execute format('create table %I (like %I including generated, valid_to timestamptz not null, closed_by uuid not null,
      primary key (organisation_id, %s, valid_from))', fact.name || '_history', fact.name, fact.key);
    -- what was true at an instant in the past is found by when it ended
    execute format('create index %I on %I (organisation_id, valid_to)', fact.name || '_history_ended', fact.name || '_history');
    execute format('create table %I (like %I)', 'staged_' || fact.name, fact.name);
    execute format('alter table %I drop column valid_from, drop column opened_by,
      add column run_id uuid not null, add column page bigint not null, add column removed text', 'staged_' || fact.name);
    execute format('create index %I on %I (organisation_id, run_id)', 'staged_' || fact.name || '_run', 'staged_' || fact.name);
    execute format('call isolate_by_organisation(%L)', fact.name);
    execute format('call isolate_by_organisation(%L, ''select, insert'')', fact.name || '_history');
    execute format('call isolate_by_organisation(%L)', 'staged_' || fact.name);
  end loop;
end $$;

-- staged rows hold only what Graph said: generated columns and presence are the merge's
alter table staged_person drop column work_email, drop column sort_name, drop column search_text, drop column presence;
alter table staged_directory_group drop column kind, drop column sort_name, drop column search_text, drop column presence;
alter table staged_service_principal drop column sort_name, drop column search_text, drop column presence;
alter table staged_administrative_unit drop column sort_name, drop column presence;
-- a removal says only who is gone
alter table staged_person_manager alter column manager_id drop not null;
alter table staged_group_member alter column member_type drop not null;
alter table staged_group_owner alter column owner_type drop not null;

create index person_name on person (organisation_id, sort_name, person_id);
create index person_department on person (organisation_id, department, sort_name, person_id);
create index person_manager_reports on person_manager (organisation_id, manager_id);
create index person_manager_history_reports on person_manager_history (organisation_id, manager_id, valid_from);
create index group_name on directory_group (organisation_id, sort_name, group_id);
create index service_principal_name on service_principal (organisation_id, sort_name, service_principal_id);
create index group_member_of on group_member (organisation_id, member_id) include (group_id, valid_from);
create index group_member_history_of on group_member_history (organisation_id, member_id, valid_from);
create index group_owner_of on group_owner (organisation_id, owner_id);
create index group_owner_history_of on group_owner_history (organisation_id, owner_id, valid_from);
create index assignment_principal on app_role_assignment (organisation_id, principal_id);
create index assignment_resource on app_role_assignment (organisation_id, resource_id);
create index assignment_history_principal on app_role_assignment_history (organisation_id, principal_id, valid_from);
create index assignment_history_resource on app_role_assignment_history (organisation_id, resource_id, valid_from);
create index permission_grant_client on permission_grant (organisation_id, client_id);
create index permission_grant_history_client on permission_grant_history (organisation_id, client_id, valid_from);
create index administrative_unit_member_of on administrative_unit_member (organisation_id, member_id);

-- Values that change too often to be remembered: the latest only, with when it was read.
create table sign_in_activity (
  organisation_id uuid not null references organisation,
  person_id uuid not null,
  last_sign_in_at timestamptz,
  last_non_interactive_sign_in_at timestamptz,
  read_at timestamptz not null,
  primary key (organisation_id, person_id)
);
call isolate_by_organisation('sign_in_activity');
create table licence (
  organisation_id uuid not null references organisation,
  sku_id uuid not null,
  sku_part_number text not null,
  enabled_units integer not null,
  consumed_units integer not null,
  read_at timestamptz not null,
  primary key (organisation_id, sku_id)
);
call isolate_by_organisation('licence');

create table sync_run (
  organisation_id uuid not null references organisation,
  run_id uuid not null,
  connection_id uuid not null,
  trigger text not null check (trigger in ('first_import', 'schedule', 'manual', 'connection')),
  requested_by text,
  status text not null check (status in ('running', 'completed', 'incomplete', 'held', 'refused', 'failed')),
  reason text,
  detail text,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- the instant at which its changes are true; null where it changed nothing for anybody to read
  merged_at timestamptz,
  requests integer not null default 0,
  resource_units integer not null default 0,
  throttled_ms bigint not null default 0,
  retries integer not null default 0,
  decided_by text,
  primary key (organisation_id, run_id)
);
create index sync_run_started on sync_run (organisation_id, started_at desc, run_id);
-- at most one run of a connection is under way, or waits for a person
create unique index sync_run_open on sync_run (organisation_id, connection_id) where status in ('running', 'held');
call isolate_by_organisation('sync_run');

create table sync_run_resource (
  organisation_id uuid not null,
  run_id uuid not null,
  resource text not null,
  mode text not null check (mode in ('full', 'delta', 'latest')),
  status text not null check (status in ('waiting', 'reading', 'read', 'failed', 'skipped')),
  reason text,
  -- where to go on reading after a crash, and where the next delta begins once this is merged
  next_link text,
  delta_link text,
  pages integer not null default 0,
  objects_read integer not null default 0,
  unreadable integer not null default 0,
  expected integer,
  created integer not null default 0,
  changed integer not null default 0,
  ended integer not null default 0,
  primary key (organisation_id, run_id, resource),
  foreign key (organisation_id, run_id) references sync_run
);
call isolate_by_organisation('sync_run_resource');

-- How far each resource was read and merged.
create table sync_cursor (
  organisation_id uuid not null references organisation,
  connection_id uuid not null,
  resource text not null,
  delta_link text,
  read_at timestamptz not null,
  primary key (organisation_id, connection_id, resource)
);
call isolate_by_organisation('sync_cursor');

create table activity (
  organisation_id uuid not null references organisation,
  activity_id uuid not null,
  at timestamptz not null,
  run_id uuid,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  subject_name text,
  object_type text,
  object_id text,
  object_name text,
  -- [{ attribute, from, to }]
  changes jsonb not null default '[]',
  primary key (organisation_id, activity_id)
);
create index activity_at on activity (organisation_id, at desc, activity_id desc);
create index activity_run on activity (organisation_id, run_id, activity_id);
create index activity_subject on activity (organisation_id, subject_id, at desc);
call isolate_by_organisation('activity', 'select, insert');

-- Part-of-word search: row-level security would keep the trigram index from being used, so these two read as a role that
-- sees every organisation's searched columns, and filter by the acting organisation themselves.
create index person_search on person using gin (search_text gin_trgm_ops);
create index person_history_search on person_history using gin (search_text gin_trgm_ops);
create index group_search on directory_group using gin (search_text gin_trgm_ops);
create index group_history_search on directory_group_history using gin (search_text gin_trgm_ops);
create index service_principal_search on service_principal using gin (search_text gin_trgm_ops);
create index service_principal_history_search on service_principal_history using gin (search_text gin_trgm_ops);
do $$
declare
  searched record;
begin
  execute 'grant create on schema public to atrium_search';
  for searched in
    select * from (values
      ('person', 'person_id'), ('directory_group', 'group_id'), ('service_principal', 'service_principal_id')) as s (name, key)
  loop
    execute format('create policy search on %I for select to atrium_search using (true)', searched.name);
    execute format('create policy search on %I for select to atrium_search using (true)', searched.name || '_history');
    execute format('grant select (organisation_id, %s, search_text, valid_from) on %I to atrium_search', searched.key, searched.name);
    execute format('grant select (organisation_id, %s, search_text, valid_from, valid_to) on %I to atrium_search',
      searched.key, searched.name || '_history');
    -- plain plpgsql with a dynamic statement would plan each call anew as well; a SQL function does so by itself
    execute format($f$
      create function %I(pattern text, instant timestamptz) returns setof uuid
      language sql stable security definer set search_path = public, pg_temp as $body$
        select c.%I from %I c
        where c.organisation_id = acting_organisation() and c.search_text like pattern and c.valid_from <= instant
        union all
        select h.%I from %I h
        where h.organisation_id = acting_organisation() and h.search_text like pattern
          and h.valid_from <= instant and h.valid_to > instant
      $body$ $f$, 'search_' || searched.name, searched.key, searched.name, searched.key, searched.name || '_history');
    execute format('alter function %I owner to atrium_search', 'search_' || searched.name);
    execute format('revoke execute on function %I from public', 'search_' || searched.name);
    execute format('grant execute on function %I to atrium_app', 'search_' || searched.name);
  end loop;
  execute 'revoke create on schema public from atrium_search';
end $$;
