import type { Simulator } from './index.ts'

/** What a person reads when the simulator has started. */
export async function announcement(simulator: Simulator, milliseconds: number): Promise<string> {
  const { world, url, secureUrl } = simulator
  const { file } = await simulator.ca
  const environment = Object.entries(await simulator.environment).map(([name, value]) => `      ${name}=${value}`)
  return `Simulated Microsoft cloud at ${url} and ${secureUrl}, ready after ${milliseconds} ms
  in a browser: ${url}/ shows and steers it; for programs: ${url}/_control
${world.tenancies.map(({ profile }) => `  ${profile.displayName}: ${profile.tenantId}, admin@${profile.domain} / simulated`).join('\n')}
  Two ways in:
    directly: give the client ${secureUrl} for authority and Graph, and have it trust
      ${file}
    transparently: leave it login.microsoftonline.com and graph.microsoft.com, and give it this environment
${environment.join('\n')}
      (\`npm run -s simulator -- env\` prints these for a shell; other languages read the file from
      SSL_CERT_FILE, REQUESTS_CA_BUNDLE or curl's --cacert: simulator/docs/connecting-a-client.md)
${world.skipped.map((line) => `  not replayed: ${line}\n`).join('')}`
}

/** The one line of JSON for programs. */
export async function startedLine(simulator: Simulator): Promise<string> {
  const tenancies = simulator.world.tenancies.map(({ profile }) => ({
    ...profile,
    administrator: `admin@${profile.domain}`,
    password: 'simulated',
  }))
  const { file } = await simulator.ca
  return JSON.stringify({
    listening: simulator.url,
    secure: simulator.secureUrl,
    ca: file,
    environment: await simulator.environment,
    tenancies,
  })
}
