/** What statements over these tables return; instants are `Date`s. */

export interface SessionRow {
  session_id: string
  organisation_id: string
  method: 'link' | 'password' | 'passkey'
  address: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}

export interface PasskeyRow {
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  name: string
  created_at: Date
  last_used_at: Date | null
}

export interface MemberRow {
  account_id: string
  role: string
  invited_as: string
  created_at: Date
  accepted_at: Date | null
  display_name: string
  email: string | null
}

export interface ApiKeyRow {
  api_key_id: string
  name: string
  prefix: string
  scopes: string[]
  created_by: string
  /** of its maker; null once they are no member any more */
  display_name: string | null
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  creator_role: string | null
  creator_accepted_at: Date | null
}
