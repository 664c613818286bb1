-- Whose rows a transaction may see. Both settings are made with SET LOCAL by platform/database/database.ts; where one is
-- unset the functions are null, and a policy that compares with null shows nothing.
create function acting_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation_id', true), '')::uuid;
create function acting_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.account_id', true), '')::uuid;

revoke create on schema public from public;
grant usage on schema public to atrium_app, atrium_search, atrium_lookup;

-- Puts a table of organisations' rows behind row-level security, for its owner too, and lets the application use it.
create procedure isolate_by_organisation(target regclass, privileges text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy organisation on %s to atrium_app
       using (organisation_id = (select acting_organisation())) with check (organisation_id = (select acting_organisation()))',
    target);
  execute format('grant %s on %s to atrium_app', privileges, target);
end $$;

-- The same for the rows that belong to one person wherever they act.
create procedure isolate_by_account(target regclass, privileges text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy account on %s to atrium_app
       using (account_id = (select acting_account())) with check (account_id = (select acting_account()))', target);
  execute format('grant %s on %s to atrium_app', privileges, target);
end $$;
