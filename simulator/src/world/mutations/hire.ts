import { DEPARTMENTS, PLACES } from '../generate/company.ts'
import { addressPart, personName } from '../generate/names.ts'
import { aliasFor } from '../generate/people.ts'
import { employee, placeFor } from '../generate/person.ts'
import { BadInput } from '../input.ts'
import type { Entity } from '../model.ts'
import type { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { type Mutation, personSummary, userIn } from './mutation.ts'

interface Hiring {
  readonly given?: string | undefined
  readonly family?: string | undefined
  readonly department?: string | undefined
  readonly city?: string | undefined
  readonly manager?: Entity | undefined
}

export const hire: Mutation = {
  name: 'hire',
  summary: 'A new employee: givenName, surname, department, city, manager, all optional',
  apply({ tenancy, random, now }, input) {
    const hiring: Hiring = {
      given: input.optionalText('givenName'),
      family: input.optionalText('surname'),
      department: input.optionalText('department'),
      city: input.optionalText('city'),
      manager: input.has('manager') ? userIn(tenancy, input, 'manager') : undefined,
    }
    input.done()
    return personSummary(hirePerson(tenancy, random, now, hiring))
  },
}

/** Adds an employee; what is not said is drawn. */
export function hirePerson(tenancy: Tenancy, random: Random, now: number, hiring: Hiring): Entity {
  const drawn = personName(random)
  const name = { given: hiring.given ?? drawn.given, family: hiring.family ?? drawn.family }
  if (addressPart(name.given) === '' || addressPart(name.family) === '')
    throw new BadInput('`givenName` and `surname` need at least one Latin letter for the address')
  const department =
    hiring.department === undefined ? random.pick(DEPARTMENTS) : DEPARTMENTS.find((d) => d.name === hiring.department)
  if (!department) throw new BadInput(`\`department\` must be one of ${DEPARTMENTS.map((d) => d.name).join('; ')}`)
  const place = hiring.city === undefined ? placeFor(department, random) : PLACES.find((p) => p.city === hiring.city)
  if (!place) throw new BadInput(`\`city\` must be one of ${PLACES.map((p) => p.city).join(', ')}`)
  const { domain, displayName } = tenancy.profile
  const alias = aliasFor(name, { has: (alias) => tenancy.findByKey('user', `${alias}@${domain}`) !== undefined })
  const number = tenancy.store('user').end
  const facts = {
    name,
    domain,
    department,
    level: 4,
    place,
    employeeNumber: number,
    alias,
    hired: now,
    anchor: now,
    companyName: displayName,
  }
  const person = tenancy.insert('user', random.guid(), employee(facts, random))
  const manager = hiring.manager ?? headOf(tenancy, department.name)
  if (manager) tenancy.link('manager', person, manager)
  return person
}

/** The first person of a department, who leads it. */
export function headOf(tenancy: Tenancy, department: string): Entity | undefined {
  for (const user of tenancy.store('user'))
    if (user.state === 'live' && user.properties.department === department) return user
  return undefined
}
