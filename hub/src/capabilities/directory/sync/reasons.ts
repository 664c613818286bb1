/** Why something could not be read, in a sentence with the next step, by the closed word that a run keeps. */
const explanations: Record<string, string> = {
  permission_missing:
    'Microsoft Graph refused this for want of a permission. Open Connection → Permissions and give the missing one again.',
  licence_missing:
    'Microsoft gives this only to tenancies with Entra ID P1 or P2. Turn the pack off, or buy the licence.',
  credential_refused: 'Microsoft gave no token for this connection. Open Connection and authorise it again.',
  token_rejected:
    'Microsoft Graph accepts no token of this connection any more. Open Connection and authorise it again.',
  delta_expired:
    'Microsoft had forgotten where the last sync had got to, twice in one run. The next run reads everything again.',
  gone: 'Microsoft had reset its change log, so everything was read again.',
  sync_state_not_found: 'The bookmark of the last sync was too old, so everything was read again.',
  resync_required: 'Microsoft asked for everything to be read again.',
  refused_otherwise:
    'Microsoft refused the way that was planned, so everything was read in another. It is tried again in a week.',
  page_token_expired: 'The bookmark within this read had expired, so it was read again from its start.',
  interrupted: 'The run was interrupted here and this part was read again from its start.',
  unreadable:
    'Microsoft answered with something that cannot be read. Nothing is concluded from it; the next run tries again.',
  unreadable_objects:
    'Some objects came in a form that could not be read. They are kept as they were and counted; none is taken as gone.',
  throttled: 'Microsoft asked to wait longer than a run may. The next run goes on.',
  unavailable: 'Microsoft could not be reached. The next run tries again; nothing was changed.',
  not_found: 'This tenancy does not have this part of Microsoft Graph.',
  refused: 'Microsoft Graph refused the request itself. Report this to whoever operates Atrium.',
  link_refused:
    'A bookmark pointed to another address than Microsoft Graph’s and was not followed, so everything was read again. If it happens at every sync, check the Graph address and any proxy.',
  too_many_lost:
    'This run would take away more than the purge guard allows. Nothing was changed: look at the list, then confirm or refuse.',
  refused_by_person: 'A person looked at what this run would take away, and refused it. Nothing was changed.',
  internal: 'Something went wrong in Atrium itself. The log of this installation tells more under the run’s id.',
}

export const explain = (reason: string | null): string | null =>
  reason === null ? null : (explanations[reason] ?? `It could not be read (${reason}). Open Connection for its state.`)
