-- Subscriptions to Microsoft's change notifications: one row for a connection and what it watches, whether or not there is a
-- subscription at Microsoft now. Locks: sync_run for the moment of reading it once, to widen what a trigger may be; a program
-- of before goes on beside it, and finds a word in a run that it does not know only once notifications have come.
create table change_subscription (
  organisation_id uuid not null,
  connection_id uuid not null,
  resource text not null check (resource in ('users', 'groups')),
  -- Microsoft's id of it; null where there is none, or none any more
  subscription_id uuid,
  -- SHA-256 of the secret that its notifications repeat
  client_state_hash bytea,
  notification_url text,
  created_at timestamptz,
  -- when it was made or last renewed
  authorised_at timestamptz,
  expires_at timestamptz,
  -- Microsoft asked to vouch for it again
  challenged_at timestamptz,
  notified_at timestamptz,
  -- for when a sync was last ordered by a notification of it
  wakes_at timestamptz,
  -- a sync found changes then that no notification had told of
  unannounced_at timestamptz,
  -- made anew because it said nothing, and nothing has come since
  quiet_at timestamptz,
  failures integer not null default 0,
  failed_at timestamptz,
  failed_reason text,
  -- calls that knew its id and not its secret; when the audit log was last told of them
  rejected bigint not null default 0,
  rejected_told_at timestamptz,
  primary key (organisation_id, connection_id, resource),
  foreign key (organisation_id, connection_id) references connection
);
create index change_subscription_at_microsoft on change_subscription (subscription_id);
call isolate_by_organisation('change_subscription');

-- Microsoft names the subscription and nothing of ours.
create policy lookup on change_subscription for select to atrium_lookup using (true);
grant select on change_subscription to atrium_lookup;
create function look_up_subscription(id uuid) returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.organisation_id from change_subscription s where s.subscription_id = id $$;
grant create on schema public to atrium_lookup;
alter function look_up_subscription owner to atrium_lookup;
revoke create on schema public from atrium_lookup;
revoke execute on function look_up_subscription from public;
grant execute on function look_up_subscription to atrium_app;

alter table sync_run drop constraint sync_run_trigger_check, add constraint sync_run_trigger_check
  check (trigger in ('first_import', 'schedule', 'manual', 'connection', 'notification'));
