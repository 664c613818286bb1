-- What lists filter by, taken from the entry itself, so that neither can say something else than the other.
alter table audit_entry
  add column operation text not null generated always as (entry ->> 'operation') stored,
  add column actor_id text generated always as (entry -> 'actor' ->> 'id') stored,
  add column subject_type text generated always as (entry -> 'subject' ->> 'type') stored,
  add column subject_id text generated always as (entry -> 'subject' ->> 'id') stored,
  add column outcome text not null generated always as (entry ->> 'outcome') stored;

create index audit_entry_at on audit_entry (organisation_id, at desc, audit_entry_id desc);
create index audit_entry_actor on audit_entry (organisation_id, actor_id, at desc, audit_entry_id desc);
create index audit_entry_subject on audit_entry (organisation_id, subject_id, at desc, audit_entry_id desc);
create index audit_entry_operation on audit_entry (organisation_id, operation, at desc, audit_entry_id desc);

-- Entries that wait for their seal, written with them, so that the sealer finds one that committed late without reading
-- the whole log.
create table audit_unsealed (
  organisation_id uuid not null,
  audit_entry_id uuid not null,
  primary key (organisation_id, audit_entry_id),
  foreign key (organisation_id, audit_entry_id) references audit_entry
);
call isolate_by_organisation('audit_unsealed', 'select, insert, delete');
