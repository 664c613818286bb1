-- The installation's own tables (listed in hub/src/layers.ts): what must be known before an organisation is.
create table organisation (
  organisation_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null
);
call isolate_by_organisation('organisation', 'select, insert, update');

create table account (
  account_id uuid primary key,
  email text,
  display_name text not null check (length(display_name) between 1 and 200),
  created_at timestamptz not null
);
create unique index account_email on account (lower(email));
call isolate_by_account('account', 'select, insert, update');

create table account_password (
  account_id uuid primary key references account,
  hash text not null,
  changed_at timestamptz not null
);
call isolate_by_account('account_password');

create table passkey (
  account_id uuid not null references account,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, credential_id)
);
create unique index passkey_credential on passkey (credential_id);
call isolate_by_account('passkey');

-- A session is one browser, signed in as one account, acting in exactly one organisation.
create table session (
  session_id uuid primary key,
  account_id uuid not null references account,
  organisation_id uuid not null references organisation,
  token_hash bytea not null unique,
  -- how the person showed who they are when it began, and from which address
  method text not null check (method in ('link', 'password', 'passkey')),
  address text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on session (account_id);
call isolate_by_account('session');

-- One-time sign-in links. One issued by the installation (to its first owner, by whoever operates the machine) signs in; one
-- issued by an organisation accepts its invitation, and signs in only a person who has nothing else to sign in with.
create table sign_in_link (
  account_id uuid not null references account,
  organisation_id uuid not null references organisation,
  token_hash bytea primary key,
  issued_by text not null check (issued_by in ('installation', 'organisation')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_account on sign_in_link (account_id);
call isolate_by_account('sign_in_link');

-- What was begun in a browser and must come back to the same one, once: WebAuthn challenges, OAuth state and nonce.
create table ceremony (
  ceremony_hash bytea primary key,
  kind text not null,
  browser_hash bytea not null,
  account_id uuid references account,
  payload jsonb not null,
  expires_at timestamptz not null
);
-- rows are found only by their unguessable hash, by whoever brings the secret that it is the hash of
create index ceremony_age on ceremony (expires_at);
alter table ceremony enable row level security;
alter table ceremony force row level security;
create policy by_hash on ceremony to atrium_app using (true) with check (true);
grant select, insert, update, delete on ceremony to atrium_app;

-- Failed attempts, by what was attempted and from where, so that guessing gets slower.
create table sign_in_attempt (
  subject_hash bytea primary key,
  failures integer not null,
  last_failed_at timestamptz not null
);
-- old ones are cleared away by the attempts that follow
create index sign_in_attempt_age on sign_in_attempt (last_failed_at);
alter table sign_in_attempt enable row level security;
alter table sign_in_attempt force row level security;
create policy by_hash on sign_in_attempt to atrium_app using (true) with check (true);
grant select, insert, update, delete on sign_in_attempt to atrium_app;

-- Organisations' tables.

-- An invitation until accepted_at is set: an e-mail address proves nothing, so that until the person used the link that
-- this organisation gave them, the membership lets nobody in. invited_as is the name that the inviting person wrote.
create table membership (
  organisation_id uuid not null references organisation,
  account_id uuid not null references account,
  role text not null,
  invited_as text not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  primary key (organisation_id, account_id)
);
create index membership_account on membership (account_id);
call isolate_by_organisation('membership');
-- an organisation sees who its members are
create policy member on account for select to atrium_app using (exists (
  select from membership m where m.organisation_id = (select acting_organisation()) and m.account_id = account.account_id));

create table api_key (
  organisation_id uuid not null references organisation,
  api_key_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, api_key_id)
);
call isolate_by_organisation('api_key', 'select, insert, update');
-- finds the key before the organisation is known; secrets are 256 random bits, so equal hashes are the same key
create index api_key_secret on api_key (secret_hash);

create table idempotency_key (
  organisation_id uuid not null references organisation,
  principal_id text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null,
  created_at timestamptz not null,
  done boolean not null default false,
  -- json and not jsonb, which would answer a repetition with the fields in another order
  answer json,
  primary key (organisation_id, principal_id, key)
);
create index idempotency_key_age on idempotency_key (organisation_id, created_at);
call isolate_by_organisation('idempotency_key');

-- One holder at a time for a piece of work; the fencing number rises with each holder, and every transaction that commits
-- a result of the work checks it FOR UPDATE.
create table lease (
  organisation_id uuid not null references organisation,
  name text not null,
  holder text not null,
  fencing bigint not null,
  expires_at timestamptz not null,
  primary key (organisation_id, name)
);
call isolate_by_organisation('lease');

create table outbox (
  organisation_id uuid not null references organisation,
  outbox_id uuid not null,
  name text not null,
  payload jsonb not null,
  emitted_at timestamptz not null,
  dispatched_at timestamptz,
  primary key (organisation_id, outbox_id)
);
create index outbox_waiting on outbox (organisation_id, outbox_id) where dispatched_at is null;
call isolate_by_organisation('outbox');

create table data_key (
  organisation_id uuid not null references organisation,
  version integer not null,
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamptz not null,
  primary key (organisation_id, version)
);
call isolate_by_organisation('data_key', 'select, insert, update');

-- Append-only: no update, no delete. The chain over it stands in audit_seal, written by one sealer an organisation.
create table audit_entry (
  organisation_id uuid not null references organisation,
  audit_entry_id uuid not null,
  at timestamptz not null,
  entry jsonb not null,
  primary key (organisation_id, audit_entry_id)
);
call isolate_by_organisation('audit_entry', 'select, insert');

create table audit_seal (
  organisation_id uuid not null references organisation,
  position bigint not null,
  audit_entry_id uuid not null,
  hash bytea not null,
  primary key (organisation_id, position),
  unique (organisation_id, audit_entry_id),
  foreign key (organisation_id, audit_entry_id) references audit_entry
);
call isolate_by_organisation('audit_seal', 'select, insert');

-- The look-ups that run before an organisation or an account is known. They return identifiers and nothing else.
create policy lookup on session for select to atrium_lookup using (true);
create policy lookup on account for select to atrium_lookup using (true);
create policy lookup on passkey for select to atrium_lookup using (true);
create policy lookup on sign_in_link for select to atrium_lookup using (true);
create policy lookup on api_key for select to atrium_lookup using (true);
create policy lookup on organisation for select to atrium_lookup using (true);
create policy lookup on membership for select to atrium_lookup using (true);
grant select on session, account, passkey, sign_in_link, api_key, organisation, membership to atrium_lookup;

create function look_up_session(hash bytea, instant timestamptz)
  returns table (session_id uuid, account_id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.session_id, s.account_id, s.organisation_id from session s where s.token_hash = hash and s.expires_at > instant $$;

create function look_up_account(address text) returns table (account_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.account_id from account a where lower(a.email) = lower(address) $$;

create function look_up_passkey(credential text) returns table (account_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.account_id from passkey p where p.credential_id = credential $$;

create function look_up_sign_in_link(hash bytea, instant timestamptz) returns table (account_id uuid, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.account_id, l.organisation_id from sign_in_link l
  where l.token_hash = hash and l.used_at is null and l.expires_at > instant $$;

create function look_up_api_key(hash bytea) returns table (organisation_id uuid, api_key_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.organisation_id, k.api_key_id from api_key k where k.secret_hash = hash $$;

-- Where the acting person is a member, whichever organisation they act in; the account comes from the transaction's setting
-- alone. A function and no policy, so that no other statement ever sees a second organisation's rows.
create function look_up_own_organisations() returns table (organisation_id uuid, name text, role text, accepted_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, o.name, m.role, m.accepted_at from membership m join organisation o using (organisation_id)
  where m.account_id = acting_account() and m.accepted_at is not null order by m.accepted_at, m.organisation_id $$;

-- The oldest organisation, with which an installation begins; null before its first start.
create function look_up_first_organisation() returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.organisation_id from organisation o order by o.created_at, o.organisation_id limit 1 $$;

-- A function belongs to a role that may create in its schema; only for the moment of the handing over.
grant create on schema public to atrium_lookup;
alter function look_up_session owner to atrium_lookup;
alter function look_up_account owner to atrium_lookup;
alter function look_up_passkey owner to atrium_lookup;
alter function look_up_sign_in_link owner to atrium_lookup;
alter function look_up_api_key owner to atrium_lookup;
alter function look_up_own_organisations owner to atrium_lookup;
alter function look_up_first_organisation owner to atrium_lookup;
revoke create on schema public from atrium_lookup;
revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to atrium_app;
grant execute on function acting_organisation, acting_account to atrium_search, atrium_lookup;
