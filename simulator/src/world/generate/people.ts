import { isoSeconds } from '../clock.ts'
import type { Entity } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { DEPARTMENTS, type Department, PLACES } from './company.ts'
import { addressPart, type PersonName, personName } from './names.ts'
import { employee, guest, placeFor } from './person.ts'

const DAY = 86_400_000
/** How many people report to one, in generated departments. */
const SPAN = 8
/** Companies whose people come as guests and visitors. */
export const PARTNERS = [
  'alder-contracting.example',
  'metrologica.example',
  'northwind-turbines.example',
  'cablecare.example',
]

/** The addresses before the @ that every simulated tenancy has. */
export const ADMINISTRATORS = ['admin', 'privileged', 'helpdesk'] as const

export interface GenerationPlan {
  readonly seed: string
  readonly people: number
  /** The instant generated dates are reckoned from; epoch milliseconds. */
  readonly anchor: number
}

export interface GeneratedDepartment {
  readonly department: Department
  /** The head first; the person at i reports to the one at floor((i - 1) / 8). */
  readonly staff: readonly Entity[]
}

/** Employees by department with their managers, then guests, then people whose account is disabled. */
export function generatePeople(tenancy: Tenancy, plan: GenerationPlan): GeneratedDepartment[] {
  const aliases = new Set<string>(ADMINISTRATORS)
  const guests = Math.round(plan.people * 0.06)
  const staffCount = plan.people - guests - 3
  const chief = addEmployee(tenancy, plan, aliases, DEPARTMENTS[0], 0, 0)
  tenancy.update(chief, { jobTitle: 'Chief Executive Officer', department: 'Executive Board' })
  const departments: GeneratedDepartment[] = []
  let number = 1
  for (const [department, size] of shares(staffCount - 1)) {
    const staff: Entity[] = []
    for (let i = 0; i < size; i++) {
      const person = addEmployee(tenancy, plan, aliases, department, levelOf(i), number++)
      const manager = i === 0 ? chief : staff[Math.floor((i - 1) / SPAN)]
      if (manager) tenancy.link('manager', person, manager)
      staff.push(person)
    }
    departments.push({ department, staff })
  }
  for (let i = 0; i < guests; i++) addGuest(tenancy, plan, i)
  return departments
}

/** The first free address for a name: `given.family`, then with a number. */
export function aliasFor(name: PersonName, taken: { has(alias: string): boolean }): string {
  const plain = `${addressPart(name.given)}.${addressPart(name.family)}`
  for (let n = 1; ; n++) {
    const alias = n === 1 ? plain : `${plain}${n}`
    if (!taken.has(alias)) return alias
  }
}

function addEmployee(
  tenancy: Tenancy,
  plan: GenerationPlan,
  aliases: Set<string>,
  department: Department | undefined,
  level: number,
  number: number,
): Entity {
  if (!department) throw new Error('The company has no departments')
  const random = new Random(`${plan.seed}/user/${number}`)
  const name = personName(random)
  const alias = aliasFor(name, aliases)
  aliases.add(alias)
  const place = placeFor(department, random)
  const hired = Math.floor((plan.anchor - random.between(20, 9000) * DAY) / DAY) * DAY
  const facts = { name, domain: tenancy.profile.domain, department, level, place, employeeNumber: number, alias, hired }
  const properties = employee({ ...facts, anchor: plan.anchor, companyName: tenancy.profile.displayName }, random)
  if (level > 0 && random.chance(0.035)) {
    properties.accountEnabled = false
    properties.employeeLeaveDateTime = isoSeconds(plan.anchor - random.between(1, 200) * DAY)
  }
  return tenancy.insert('user', guidOf(`${plan.seed}/user/${number}`), properties)
}

function addGuest(tenancy: Tenancy, plan: GenerationPlan, index: number): void {
  const random = new Random(`${plan.seed}/guest/${index}`)
  const name = personName(random)
  const created = plan.anchor - random.between(5, 1500) * DAY
  const partner = `g${index}.${random.pick(PARTNERS)}`
  const properties = guest(name, partner, tenancy.profile.domain, created, random.chance(0.85))
  tenancy.insert('user', guidOf(`${plan.seed}/guest/${index}`), properties)
}

/** How far below the head of a department the person at this place of the tree stands. */
function levelOf(index: number): number {
  let level = 0
  for (let i = index; i > 0; i = Math.floor((i - 1) / SPAN)) level += 1
  return level
}

function shares(people: number): [Department, number][] {
  const total = DEPARTMENTS.reduce((sum, department) => sum + department.share, 0)
  let left = people
  return DEPARTMENTS.map((department, i) => {
    const size = i === DEPARTMENTS.length - 1 ? left : Math.min(left, Math.floor((people * department.share) / total))
    left -= size
    return [department, size]
  })
}

/** The accounts every simulated tenancy has, by address before the @. */
export function addAdministrator(tenancy: Tenancy, plan: GenerationPlan, alias: string, displayName: string): Entity {
  const [place] = PLACES
  const address = `${alias}@${tenancy.profile.domain}`
  return tenancy.insert('user', guidOf(`${plan.seed}/administrator/${alias}`), {
    accountEnabled: true,
    assignedLicenses: [],
    businessPhones: [],
    createdDateTime: isoSeconds(plan.anchor - 3000 * DAY),
    displayName,
    mail: address,
    mailNickname: alias,
    otherMails: [],
    proxyAddresses: [`SMTP:${address}`],
    usageLocation: place?.countryCode ?? 'DE',
    userPrincipalName: address,
    userType: 'Member',
  })
}

/** Everyone but the well-known administrators, who are in nothing but their roles. */
export function ordinaryPeople(tenancy: Tenancy): Entity[] {
  const administrators = new Set<unknown>(ADMINISTRATORS)
  return [...tenancy.store('user')].filter((user) => !administrators.has(user.properties.mailNickname))
}
