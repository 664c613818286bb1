/**
 * What a run's staged rows would take away: told once, so that what the purge guard counts and what a person is shown are
 * the same. Uses `:runId`, and for each kind whether it was read to its end, so that silence means loss.
 */

/** The last staged word about each person, group and link, to stand after WITH. */
export const stagedWords = `
  word as (
    select distinct on (person_id) person_id, removed from staged_person where run_id = :runId order by person_id, page desc),
  group_word as (
    select distinct on (group_id) group_id, removed from staged_directory_group where run_id = :runId order by group_id, page desc),
  link_word as (
    select distinct on (group_id, member_id) group_id, member_id, removed from staged_group_member where run_id = :runId
    order by group_id, member_id, page desc),
  assignment_word as (select distinct assignment_id from staged_app_role_assignment where run_id = :runId)`

/** People `p` who would be deleted or absent; `w` is the word about them. */
export const lostPeople = {
  from: 'person p left join word w using (person_id)',
  where: `p.presence = 'present' and (w.removed in ('changed', 'deleted') or (:peopleComplete and w.person_id is null))`,
}

/** Memberships `m` that would end. */
export const lostMemberships = {
  from: 'group_member m left join link_word l using (group_id, member_id) left join group_word gw using (group_id)',
  where: `l.removed = 'deleted' or gw.removed in ('changed', 'deleted') or (:groupsComplete and l.group_id is null)`,
}

/** Assignments `a` that would end. */
export const lostAssignments = {
  from: 'app_role_assignment a left join assignment_word aw using (assignment_id)',
  where: ':assignmentsComplete and aw.assignment_id is null',
}
