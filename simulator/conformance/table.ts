import type { Way } from './setting.ts'

/** A client of the suite: what is run, and what its version is that of. */
export interface ClientRow {
  readonly name: string
  readonly way: Way
  /** The npm package that is put to the proof. */
  readonly package: string
  /** Its script in `clients/`. */
  readonly script: string
}

/** Every client, each in every way that it knows. A client that knows no settings goes the transparent way alone. */
export const CLIENTS: readonly ClientRow[] = [
  ...bothWays('msal-node', '@azure/msal-node'),
  ...bothWays('identity', '@azure/identity'),
  ...bothWays('openid-client', 'openid-client'),
  ...bothWays('graph-client', '@microsoft/microsoft-graph-client'),
  ...bothWays('msgraph-sdk', '@microsoft/msgraph-sdk'),
  {
    name: 'cli-microsoft365',
    way: 'transparent',
    package: '@pnp/cli-microsoft365',
    script: 'cli-microsoft365/main.ts',
  },
]

/** The rows that `--only` names: `msal-node`, or one way alone as `msal-node/direct`. */
export function chosen(only: readonly string[]): ClientRow[] {
  if (only.length === 0) return [...CLIENTS]
  return CLIENTS.filter(({ name, way }) => only.includes(name) || only.includes(`${name}/${way}`))
}

/** The words of `--only` that name no client. */
export function unknownNames(only: readonly string[]): string[] {
  return only.filter((word) => chosen([word]).length === 0)
}

function bothWays(name: string, packageName: string): ClientRow[] {
  const row = { name, package: packageName, script: `${name}/main.ts` }
  return [
    { ...row, way: 'direct' },
    { ...row, way: 'transparent' },
  ]
}
