import type { SubscribedSku, UserSignInActivity } from '../../../microsoft/index.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'

/** Values of which only the latest is kept, written as they are read: nothing is concluded from what is missing. */
export interface LatestValues {
  table: 'licence' | 'sign_in_activity'
  rows: readonly Record<string, string | number | null>[]
}

export const licenceValues = (skus: readonly SubscribedSku[]): LatestValues => ({
  table: 'licence',
  rows: skus.map((sku) => ({
    sku_id: sku.skuId,
    sku_part_number: sku.skuPartNumber ?? sku.skuId,
    enabled_units: sku.prepaidUnits?.enabled ?? 0,
    consumed_units: sku.consumedUnits ?? 0,
  })),
})

export const signInValues = (users: readonly UserSignInActivity[]): LatestValues => ({
  table: 'sign_in_activity',
  rows: users.flatMap(({ id, signInActivity }) =>
    signInActivity
      ? [
          {
            person_id: id,
            last_sign_in_at: signInActivity.lastSignInDateTime ?? null,
            last_non_interactive_sign_in_at: signInActivity.lastNonInteractiveSignInDateTime ?? null,
          },
        ]
      : [],
  ),
})

interface Params {
  rows: string
  readAt: Date
}

const keepLicences = statement<Params, unknown>(`
  insert into licence (organisation_id, sku_id, sku_part_number, enabled_units, consumed_units, read_at)
  select acting_organisation(), r.*, :readAt
  from jsonb_to_recordset(:rows::jsonb) as r (sku_id uuid, sku_part_number text, enabled_units integer, consumed_units integer)
  on conflict (organisation_id, sku_id) do update
    set sku_part_number = excluded.sku_part_number, enabled_units = excluded.enabled_units,
        consumed_units = excluded.consumed_units, read_at = excluded.read_at`)

const keepSignIns = statement<Params, unknown>(`
  insert into sign_in_activity (organisation_id, person_id, last_sign_in_at, last_non_interactive_sign_in_at, read_at)
  select acting_organisation(), r.*, :readAt
  from jsonb_to_recordset(:rows::jsonb) as r (person_id uuid, last_sign_in_at timestamptz, last_non_interactive_sign_in_at timestamptz)
  on conflict (organisation_id, person_id) do update
    set last_sign_in_at = excluded.last_sign_in_at,
        last_non_interactive_sign_in_at = excluded.last_non_interactive_sign_in_at, read_at = excluded.read_at`)

export async function keepLatest(writer: Writer, { table, rows }: LatestValues, readAt: Date): Promise<void> {
  if (rows.length === 0) return
  await writer.run(table === 'licence' ? keepLicences : keepSignIns, { rows: JSON.stringify(rows), readAt })
}
