import { statement } from '../statement.ts'

/** Nothing comes back where another holder's lease still runs. The row stays for ever, so that its number only rises. */
export const claimLease = statement<
  { organisationId: string; name: string; holder: string; now: Date; expiresAt: Date },
  { fencing: number }
>(`
  insert into lease (organisation_id, name, holder, fencing, expires_at)
  values (:organisationId, :name, :holder, 1, :expiresAt)
  on conflict (organisation_id, name) do update
    set holder = excluded.holder, fencing = lease.fencing + 1, expires_at = excluded.expires_at
    where lease.expires_at <= :now
  returning fencing`)
