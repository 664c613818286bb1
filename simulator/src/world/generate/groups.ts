import { isoSeconds } from '../clock.ts'
import type { Entity, Properties } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { DEPARTMENTS, PLACES } from './company.ts'
import { type GeneratedDepartment, type GenerationPlan, ordinaryPeople } from './people.ts'

const DAY = 86_400_000
const TEAM_SIZE = 14

type Shape = 'security' | 'microsoft365' | 'dynamic' | 'mailEnabledSecurity' | 'distribution'

/** Makes the groups of one tenancy; ids and contents depend on the seed and the name only. */
export class GroupMaker {
  readonly #tenancy: Tenancy
  readonly #plan: GenerationPlan

  constructor(tenancy: Tenancy, plan: GenerationPlan) {
    this.#tenancy = tenancy
    this.#plan = plan
  }

  make(shape: Shape, name: string, description: string, more: Properties = {}): Entity {
    const random = new Random(`${this.#plan.seed}/group/${name}`)
    const nickname = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const mailEnabled = shape === 'microsoft365' || shape === 'mailEnabledSecurity' || shape === 'distribution'
    const mail = mailEnabled ? `${nickname}@${this.#tenancy.profile.domain}` : null
    const created = isoSeconds(this.#plan.anchor - random.between(10, 2500) * DAY)
    return this.#tenancy.insert('group', guidOf(`${this.#plan.seed}/group/${name}`), {
      createdDateTime: created,
      description,
      displayName: name,
      groupTypes: shape === 'microsoft365' ? ['Unified'] : shape === 'dynamic' ? ['DynamicMembership'] : [],
      mail,
      mailEnabled,
      mailNickname: nickname,
      proxyAddresses: mail ? [`SMTP:${mail}`] : [],
      renewedDateTime: created,
      resourceProvisioningOptions: shape === 'microsoft365' && random.chance(0.6) ? ['Team'] : [],
      securityEnabled: shape === 'security' || shape === 'dynamic' || shape === 'mailEnabledSecurity',
      visibility: shape === 'microsoft365' ? (random.chance(0.5) ? 'Private' : 'Public') : null,
      ...more,
    })
  }

  fill(group: Entity, members: Iterable<Entity>): void {
    for (const member of members) this.#tenancy.link('members', group, member)
  }

  own(group: Entity, owner: Entity | undefined): void {
    if (owner) this.#tenancy.link('owners', group, owner)
  }
}

/** Groups of every kind; the security groups nest four levels deep: everyone, division, department, team. */
export function generateGroups(
  tenancy: Tenancy,
  plan: GenerationPlan,
  departments: readonly GeneratedDepartment[],
): void {
  const groups = new GroupMaker(tenancy, plan)
  const everyone = groups.make('security', 'SG-All-Employees', 'Everyone employed, by division')
  const divisions = new Map<string, Entity>()
  for (const { department, staff } of departments) {
    if (staff.length === 0) continue
    let division = divisions.get(department.division)
    if (!division) {
      division = groups.make(
        'security',
        `SG-Division-${department.division}`,
        `The departments of ${department.division}`,
      )
      divisions.set(department.division, division)
      groups.fill(everyone, [division])
    }
    departmentGroups(groups, { department, staff }, division)
  }
  dynamicGroups(groups)
  mixedGroups(tenancy, plan, groups)
}

function departmentGroups(groups: GroupMaker, { department, staff }: GeneratedDepartment, division: Entity): void {
  const slug = department.name.replace(/[^A-Za-z]+/g, '-')
  const whole = groups.make('security', `SG-${slug}`, `${department.name}: all teams`)
  groups.own(whole, staff[0])
  groups.fill(division, [whole])
  for (let start = 0, number = 1; start < staff.length; start += TEAM_SIZE, number++) {
    const team = groups.make('security', `SG-${slug}-Team-${number}`, `Team ${number} of ${department.name}`)
    groups.fill(team, staff.slice(start, start + TEAM_SIZE))
    groups.own(team, staff[Math.floor(start / TEAM_SIZE)])
    groups.fill(whole, [team])
  }
  const collaboration = groups.make('microsoft365', department.name, `Collaboration of ${department.name}`)
  groups.fill(collaboration, staff)
  groups.own(collaboration, staff[0])
  groups.own(collaboration, staff[1])
  groups.fill(groups.make('distribution', `DL-${slug}`, `Mail to ${department.name}`), staff)
}

function dynamicGroups(groups: GroupMaker): void {
  const dynamic = (name: string, rule: string) =>
    groups.make('dynamic', name, `Dynamic: ${rule}`, {
      membershipRule: rule,
      membershipRuleProcessingState: 'On',
    })
  dynamic('DYN-Guests', '(user.userType -eq "Guest")')
  dynamic('DYN-Disabled-Accounts', '(user.accountEnabled -eq false)')
  dynamic('DYN-Contractors', '(user.employeeType -eq "Contractor") -and (user.accountEnabled -eq true)')
  for (const place of PLACES)
    dynamic(`DYN-Site-${place.city}`, `(user.city -eq "${place.city}") -and (user.accountEnabled -eq true)`)
  for (const department of DEPARTMENTS.slice(0, 6))
    dynamic(
      `DYN-${department.name.replace(/[^A-Za-z]+/g, '-')}-Managers`,
      `(user.department -eq "${department.name}") -and (user.jobTitle -contains "Manager")`,
    )
}

/** Projects, mail-enabled security groups, role-assignable groups, an empty one and one that holds devices. */
function mixedGroups(tenancy: Tenancy, plan: GenerationPlan, groups: GroupMaker): void {
  const people = ordinaryPeople(tenancy)
  const random = new Random(`${plan.seed}/groups`)
  const some = (count: number) => Array.from({ length: Math.min(count, people.length) }, () => random.pick(people))
  const projects = Math.max(3, Math.round(plan.people / 25))
  for (let i = 1; i <= projects; i++) {
    const project = groups.make('microsoft365', `Project ${String(i).padStart(3, '0')}`, `Project room ${i}`)
    const members = some(random.between(4, 40))
    groups.fill(project, members)
    groups.own(project, members[0])
    if (random.chance(0.3)) groups.own(project, members[1])
  }
  for (let i = 1; i <= Math.max(2, Math.round(plan.people / 250)); i++)
    groups.fill(groups.make('mailEnabledSecurity', `MSG-Area-${i}`, `Access and mail of area ${i}`), some(25))
  for (const role of ['Tier0-Operators', 'Helpdesk-Operators', 'Application-Owners']) {
    const group = groups.make('security', `ROLE-${role}`, 'May hold directory roles', { isAssignableToRole: true })
    groups.fill(group, some(4))
  }
  groups.make('security', 'SG-Retired-Empty', 'Nobody is in here any more')
  const devices = generateDevices(tenancy, plan)
  groups.fill(groups.make('security', 'SG-Field-Tablets', 'Tablets of the field crews'), devices)
}

function generateDevices(tenancy: Tenancy, plan: GenerationPlan): Entity[] {
  const random = new Random(`${plan.seed}/devices`)
  return Array.from({ length: Math.max(2, Math.round(plan.people / 100)) }, (_, i) =>
    tenancy.insert('device', guidOf(`${plan.seed}/device/${i}`), {
      accountEnabled: true,
      deviceId: guidOf(`${plan.seed}/deviceId/${i}`),
      displayName: `TAB-${String(i + 1).padStart(5, '0')}`,
      isCompliant: random.chance(0.9),
      isManaged: true,
      operatingSystem: random.pick(['Windows', 'Android', 'iOS']),
      operatingSystemVersion: '10.0',
      trustType: 'AzureAd',
    }),
  )
}
