/**
 * Reads a tenancy into memory with Backstage's own client and reader of Microsoft Graph: users, groups and members, with its page
 * sizes and its ten groups at a time, without photos. Of the package only the reader is loaded, and what it needs; sorting and
 * relating what was read is left out, so that what is measured is the least that Backstage does.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    graph: { type: 'string', default: '' },
    tenant: { type: 'string', default: '' },
    'token-file': { type: 'string', default: '' },
  },
})
// The files themselves: the package's own entrance would load all of its plugin.
const require = createRequire(import.meta.url)
const {
  MicrosoftGraphClient,
} = require('./node_modules/@backstage/plugin-catalog-backend-module-msgraph/dist/microsoftGraph/client.cjs.js')
const reader = require('./node_modules/@backstage/plugin-catalog-backend-module-msgraph/dist/microsoftGraph/read.cjs.js')
const transformers = require('./node_modules/@backstage/plugin-catalog-backend-module-msgraph/dist/microsoftGraph/defaultTransformers.cjs.js')
const { version } = require('./node_modules/@backstage/plugin-catalog-backend-module-msgraph/package.json')

const token = (await readFile(values['token-file'], 'utf8')).trim()
const client = new MicrosoftGraphClient(`${values.graph}/v1.0`, {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
})
const silent = () => undefined
const logger = { debug: silent, info: silent, warn: silent, error: silent, child: () => logger }

const seen = { users: 0, groups: 0 }
const started = performance.now()
const { users } = await reader.readMicrosoftGraphUsers(client, {
  logger,
  loadUserPhotos: false,
  transformer: (user: unknown, photo: unknown) => {
    seen.users += 1
    return transformers.defaultUserTransformer(user, photo)
  },
})
const usersSeconds = (performance.now() - started) / 1_000
const { groups, groupMember, groupMemberOf } = await reader.readMicrosoftGraphGroups(client, values.tenant, {
  groupTransformer: (group: unknown, photo: unknown) => {
    seen.groups += 1
    return transformers.defaultGroupTransformer(group, photo)
  },
})
const seconds = (performance.now() - started) / 1_000

const linksOf = (related: Map<string, Set<string>>) => [...related.values()].reduce((sum, { size }) => sum + size, 0)
const status = await readFile('/proc/self/status', 'utf8')
const { user, system } = process.cpuUsage()
process.stdout.write(
  `${JSON.stringify({
    backstage: version,
    usersRead: seen.users,
    groupsRead: seen.groups,
    // members that are people, and members that are groups; it drops devices and applications
    membershipsRead: linksOf(groupMemberOf) + linksOf(groupMember),
    entities: users.length + groups.length,
    usersSeconds,
    seconds,
    peakRssMb: Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024),
    cpuSeconds: (user + system) / 1e6,
  })}\n`,
)
