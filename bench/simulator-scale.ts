import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Cloud, type CloudSizes, startCloud } from './parts/cloud.ts'
import { readPages } from './parts/pages.ts'
import { stopPrograms } from './parts/program.ts'
import { costOf, type PageCost, requestsPerSecond, syncPages } from './parts/sync-pages.ts'
import { cpuMs, rssMb } from './parts/usage.ts'

export const summary =
  'how soon the simulated cloud is ready at 2,500, 100,000 and 1,000,000 people, what it holds, and how quick its pages are  [--pages 200]'

const SIZES: readonly ({ people: number } & CloudSizes)[] = [
  { people: 2_500 },
  { people: 100_000, groups: 20_000, memberships: 1_000_000, applications: 5_000, assignments: 300_000 },
  { people: 1_000_000, groups: 50_000, memberships: 5_000_000 },
]

/** The first pages of each kind are read to warm up, and not measured. */
const WARMING = 50

const PERMISSIONS = [
  'User.Read.All',
  'Group.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
]
const GroupItem = z.object({ id: z.string(), 'members@delta': z.array(z.unknown()).default([]) })

export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { pages: { type: 'string', default: '200' } } })
  const tenancies: object[] = []
  try {
    for (const { people, ...sizes } of SIZES) {
      process.stderr.write(`${people} people …\n`)
      tenancies.push(await measure(people, sizes, Number(values.pages)))
      await stopPrograms()
    }
  } finally {
    await stopPrograms()
  }
  return { tenancies, node: process.version }
}

async function measure(people: number, sizes: CloudSizes, pages: number): Promise<object> {
  const started = performance.now()
  const cloud = await startCloud({ people, latency: 0, isThrottled: false, sizes })
  const readySeconds = round((performance.now() - started) / 1_000)
  const startRssMb = await rssMb(cloud.program.pid)
  await requireSizes(cloud, people, sizes)
  await cloud.register(PERMISSIONS)
  const token = await cloud.token()
  const graph = `${cloud.url}/v1.0`
  const measured: Record<string, object> = {}
  for (const [kind, path] of Object.entries(await pageKinds(graph, token)))
    measured[kind] = await measurePages(cloud, `${graph}${path}`, { token, pages })
  const sync: Record<string, PageCost> = {}
  const kinds = await syncPages(cloud)
  for (const [kind, read] of Object.entries(kinds)) sync[kind] = await costOf(cloud, read, pages)
  const rate = kinds.owners && (await requestsPerSecond(cloud, kinds.owners, 10 * pages))
  const memory = { startRssMb, rssMb: await rssMb(cloud.program.pid) }
  return {
    people,
    ...sizes,
    readySeconds,
    ...memory,
    pages: measured,
    pagesOfASync: sync,
    smallRequestsPerSecond: rate,
  }
}

/** The lists and deltas that readers of a whole directory read, by name. */
async function pageKinds(graph: string, token: string): Promise<Record<string, string>> {
  return {
    users: '/users?$top=999',
    usersSelected: '/users?$top=999&$select=id,displayName,userPrincipalName,mail,department,accountEnabled',
    groups: '/groups?$top=999',
    members: `/groups/${await largestGroup(graph, token)}/members?$top=999`,
    usersDelta: '/users/delta?$select=id,displayName,userPrincipalName,manager',
    groupsDelta: '/groups/delta',
    assignedTo: '/servicePrincipals?$expand=appRoleAssignedTo&$top=100',
    signIns: '/auditLogs/signIns',
  }
}

/** The group with the most members among the first that a delta round tells. */
async function largestGroup(graph: string, token: string): Promise<string> {
  const counts = new Map<string, number>()
  for await (const { items } of readPages(`${graph}/groups/delta`, token, 200))
    for (const { id, 'members@delta': members } of z.array(GroupItem).parse(items))
      counts.set(id, (counts.get(id) ?? 0) + members.length)
  const [largest] = [...counts].sort(([, one], [, other]) => other - one)
  if (!largest) throw new Error('there is no group with members')
  return largest[0]
}

async function measurePages(cloud: Cloud, url: string, { token, pages }: { token: string; pages: number }) {
  for await (const _ of readPages(url, token, WARMING));
  const before = await cpuMs(cloud.program.pid)
  const times: number[] = []
  let [items, bytes] = [0, 0]
  for await (const page of readPages(url, token, pages)) {
    times.push(page.ms)
    items += page.items.length
    bytes += page.bytes
  }
  const cpu = (await cpuMs(cloud.program.pid)) - before
  times.sort((one, other) => one - other)
  return {
    itemsPerPage: Math.round(items / pages),
    kbPerPage: Math.round(bytes / pages / 1024),
    medianMs: round(times[Math.floor(pages * 0.5)] ?? Number.NaN),
    p95Ms: round(times[Math.floor(pages * 0.95)] ?? Number.NaN),
    cpuMsPerPage: round(cpu / pages),
  }
}

async function requireSizes(cloud: Cloud, people: number, sizes: CloudSizes): Promise<void> {
  const { users, groups, memberships, servicePrincipals, appRoleAssignments } = await cloud.counts()
  // Microsoft's own applications come on top of those asked for.
  const applications = Math.min(servicePrincipals, sizes.applications ?? 0)
  const counts = { people: users.total, groups: groups.total, memberships, applications }
  const has: Record<string, number> = { ...counts, assignments: appRoleAssignments }
  for (const [name, size] of Object.entries({ people, ...sizes }))
    if (has[name] !== size) throw new Error(`the tenancy has ${has[name]} ${name}, not ${size}`)
}

const round = (number: number): number => Math.round(number * 100) / 100
