-- Reads that stay quick at a million people: an order by each column a person can sort by, and a search that ignores case and
-- accents, takes several words in any order, and never collects more than a page needs. It writes person, directory_group,
-- service_principal and their histories anew and builds their indexes again.
--
-- Locks: access exclusive on these three and their histories while they are written anew, about two minutes for a million
-- people, as measured. Nothing was released before it, so that no older process waits meanwhile.

-- Text as it is searched: without case, and without the marks of accents (NFKD, Unicode Standard Annex 15); a few letters of
-- Latin alphabets that have no decomposition count as their plain neighbours. Of our own, since unaccent is not immutable,
-- and not on every server.
create function search_fold(said text) returns text language sql immutable parallel safe strict
return case when octet_length(said) = char_length(said) then lower(said)
  else replace(replace(replace(replace(translate(
    regexp_replace(normalize(lower(said), nfkd), U&'[\0300-\036F]', '', 'g'),
    'øłđħıŧ', 'oldhit'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') end;

-- The words of a search as LIKE patterns, the longest first; all must match. Somebody's own %, _ and \ are letters like others.
create function search_patterns(said text) returns text[] language sql immutable parallel safe strict
return (select coalesce(array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' order by length(word) desc, word), '{%}')
  from regexp_split_to_table(search_fold(said), '\s+') as word where word <> '');

revoke execute on function search_fold(text), search_patterns(text) from public;
grant execute on function search_fold(text), search_patterns(text) to atrium_app, atrium_search;

-- The search functions of before stay, for processes of the version before.
do $$
declare
  searched record;
  part text;
  folded text;
begin
  execute 'grant create on schema public to atrium_search';
  for searched in
    select * from (values
      ('person', 'person_id', 'person',
        $t$coalesce(display_name, '') || E'\n' || coalesce(user_principal_name, '') || E'\n'
          || coalesce(nullif(mail, user_principal_name), '') || E'\n' || coalesce(job_title, '') || E'\n'
          || coalesce(department, '') || E'\n' || coalesce(employee_id, '')$t$,
        array['user_principal_name', 'job_title', 'department']),
      ('directory_group', 'group_id', 'group',
        $t$coalesce(display_name, '') || E'\n' || coalesce(mail, '') || E'\n' || coalesce(description, '')$t$, '{}'),
      ('service_principal', 'service_principal_id', 'service_principal',
        $t$coalesce(display_name, '') || E'\n' || coalesce(publisher, '')$t$, '{}')) as s (name, key, short, said, sorted)
  loop
    -- the call costs more than the rest where all is ASCII, as most is
    folded := format('case when octet_length(%1$s) = char_length(%1$s) then lower(%1$s) else search_fold(%1$s) end', searched.said);
    for part in select * from unnest(array['', '_history']) loop
      execute format('drop index %I', searched.short || part || '_search');
      execute format('alter table %I %s alter column search_text set expression as (%s)', searched.name || part,
        (select coalesce(string_agg(format(
          'add column %I text generated always as (lower(coalesce(%I, ''''))) stored,', 'sort_' || attribute, attribute), ' '), '')
          from unnest(searched.sorted) as attribute), folded);
      execute format('create index %I on %I using gin (search_text gin_trgm_ops)', searched.short || part || '_search', searched.name || part);
    end loop;

    -- Who matches, in no order: null where they are more than at_most, or so many that going through all in the wanted order
    -- comes upon enough of them soon. How many is guessed from the first of all in the order of their keys, which are random.
    -- A pattern needs three letters for its index.
    execute format($f$
      create function %1$I(said text, instant timestamptz, at_most integer) returns uuid[]
      language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $body$
      declare
        acting uuid := acting_organisation();
        patterns text[] := search_patterns(said);
        found uuid[];
      begin
        if at_most is not null and 20 <= (
          select count(*) from (
            select c.search_text from %2$I c where c.organisation_id = acting order by c.%4$I limit 1000) sample
          where sample.search_text like all (patterns)) then
          return null;
        end if;
        found := array(
          select c.%4$I from %2$I c
          where c.organisation_id = acting and c.valid_from <= instant and c.search_text like patterns[1]
            and c.search_text like coalesce(patterns[2], patterns[1]) and c.search_text like coalesce(patterns[3], patterns[1])
            and c.search_text like all (patterns)
          union all
          select h.%4$I from %3$I h
          where h.organisation_id = acting and h.valid_from <= instant and h.valid_to > instant and h.search_text like patterns[1]
            and h.search_text like coalesce(patterns[2], patterns[1]) and h.search_text like coalesce(patterns[3], patterns[1])
            and h.search_text like all (patterns)
          limit at_most + 1);
        return case when cardinality(found) > at_most then null else found end;
      end $body$ $f$, 'search_' || searched.name, searched.name, searched.name || '_history', searched.key);
    execute format('alter function %I(text, timestamptz, integer) owner to atrium_search', 'search_' || searched.name);
    execute format('revoke execute on function %I(text, timestamptz, integer) from public', 'search_' || searched.name);
    execute format('grant execute on function %I(text, timestamptz, integer) to atrium_app', 'search_' || searched.name);
  end loop;
  execute 'revoke create on schema public from atrium_search';
end $$;

-- Each order has one; the department's and the title's serve their filters as well, in the order of names.
drop index person_department;
create index person_department on person (organisation_id, sort_department, sort_name, person_id);
create index person_job_title on person (organisation_id, sort_job_title, sort_name, person_id);
create index person_user_principal_name on person (organisation_id, sort_user_principal_name, person_id);
-- a long history is gone through in order as well; a first import writes none
create index person_history_name on person_history (organisation_id, sort_name, person_id);
-- which groups are in a group, without reading its people; only nestings are in it, so a membership of a person costs it nothing
create index group_member_nested on group_member (organisation_id, group_id) include (member_id, valid_from) where member_type = 'group';

-- a value and its sorted form say the same: without this PostgreSQL multiplies how rare they are
create statistics person_department_sorted (dependencies) on department, sort_department from person;
create statistics person_job_title_sorted (dependencies) on job_title, sort_job_title from person;
