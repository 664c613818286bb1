import { DEPARTMENTS, type Department, PLACES, type Place } from '../generate/company.ts'
import { BadInput } from '../input.ts'
import type { Entity, Properties } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { headOf } from './hire.ts'
import { type Mutation, personSummary, userBy, userIn } from './mutation.ts'

export const move: Mutation = {
  name: 'move',
  summary: 'A person changes department, city, jobTitle or manager (null removes the manager)',
  apply({ tenancy }, input) {
    const user = userIn(tenancy, input)
    const department = input.has('department') ? departmentNamed(input.text('department')) : undefined
    const place = input.has('city') ? placeNamed(input.text('city')) : undefined
    const jobTitle = input.optionalText('jobTitle')
    const managerGiven = input.raw('manager')
    const manager = typeof managerGiven === 'string' ? userBy(tenancy, managerGiven) : undefined
    input.done()
    if (manager && isBelow(tenancy, manager, user))
      throw new BadInput('`manager` reports to this person: that would be a circle')
    movePerson(tenancy, user, { department, place, jobTitle })
    if (manager) setManager(tenancy, user, manager)
    else if (managerGiven === null) setManager(tenancy, user, undefined)
    return personSummary(user)
  },
}

interface Move {
  readonly department?: Department | undefined
  readonly place?: Place | undefined
  readonly jobTitle?: string | undefined
}

/** Changes where a person works; a new department brings its title, cost centre and head. */
export function movePerson(tenancy: Tenancy, user: Entity, { department, place, jobTitle }: Move): void {
  const patch: Properties = {}
  if (department) {
    const country = typeof user.properties.usageLocation === 'string' ? user.properties.usageLocation : 'DE'
    patch.department = department.name
    patch.jobTitle = department.titles[department.titles.length - 1] ?? department.titles[0]
    patch.employeeOrgData = { costCenter: `${department.code}-${country}`, division: department.division }
  }
  if (place) {
    Object.assign(patch, { city: place.city, country: place.country, postalCode: place.postalCode, state: place.state })
    Object.assign(patch, { officeLocation: place.offices[0] ?? null, streetAddress: place.street })
  }
  if (jobTitle !== undefined) patch.jobTitle = jobTitle
  const head = department ? headOf(tenancy, department.name) : undefined
  tenancy.update(user, patch)
  if (head && head !== user && !isBelow(tenancy, head, user)) setManager(tenancy, user, head)
}

export function setManager(tenancy: Tenancy, user: Entity, manager: Entity | undefined): void {
  for (const id of [...tenancy.relations.manager.from(user.id)]) {
    const before = tenancy.findAny(id)
    if (before && before !== manager) tenancy.unlink('manager', user, before)
  }
  if (manager) tenancy.link('manager', user, manager)
}

/** Whether `person` is `top` or reports to it over any number of steps. */
function isBelow(tenancy: Tenancy, person: Entity, top: Entity): boolean {
  const seen = new Set<string>()
  for (let id: string | undefined = person.id; id !== undefined && !seen.has(id); ) {
    if (id === top.id) return true
    seen.add(id)
    id = [...tenancy.relations.manager.from(id)][0]
  }
  return false
}

function departmentNamed(name: string): Department {
  const found = DEPARTMENTS.find((department) => department.name === name)
  if (!found) throw new BadInput(`\`department\` must be one of ${DEPARTMENTS.map((d) => d.name).join('; ')}`)
  return found
}

function placeNamed(city: string): Place {
  const found = PLACES.find((place) => place.city === city)
  if (!found) throw new BadInput(`\`city\` must be one of ${PLACES.map((p) => p.city).join(', ')}`)
  return found
}
