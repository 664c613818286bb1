import { describe, expect, test } from 'vitest'
import type { Properties } from '../../world/model.ts'
import { compileFilter } from './evaluate.ts'
import { parseFilter } from './filter.ts'

const person: Properties = {
  id: 'a',
  displayName: "Ann O'Brien",
  mail: 'ann@example.example',
  accountEnabled: true,
  department: null,
  createdDateTime: '2026-01-02T03:04:05Z',
  groupTypes: ['Unified'],
  assignedLicenses: [{ skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] }],
  employeeOrgData: { costCenter: '4200-DE', division: 'Corporate' },
}

const matches = (filter: string) => compileFilter(parseFilter(filter))((name) => person[name])

describe('a $filter', () => {
  test.each([
    ["displayName eq 'ann o''brien'", true],
    ["startswith(displayName,'ANN') and accountEnabled eq true", true],
    ["endsWith(mail,'example.example')", true],
    ['department eq null', true],
    ['department ne null', false],
    ["not(startsWith(displayName,'B'))", true],
    ["mail eq 'x' or (displayName eq 'y' or accountEnabled eq true)", true],
    ["mail eq 'x' or displayName eq 'y' and accountEnabled eq true", false],
    ['createdDateTime ge 2026-01-02T03:04:05Z', true],
    ['createdDateTime lt 2026-01-02', false],
    ["id in ('b', 'A')", true],
    ["groupTypes/any(c:c eq 'Unified')", true],
    ["groupTypes/any(c:startsWith(c,'Dyn'))", false],
    ['assignedLicenses/any(x:x/skuId eq 05e9a617-0261-4cee-bb44-138d3ef5d965)', true],
    ['assignedLicenses/$count eq 1', true],
    ["employeeOrgData/costCenter eq '4200-DE'", true],
  ])('%s is %s', (filter, expected) => {
    expect(matches(filter)).toBe(expected)
  })

  test.each([
    'displayName',
    "displayName like 'x'",
    "startsWith(displayName 'x')",
    "(displayName eq 'x'",
    "displayName eq 'x' and",
    'displayName eq',
  ])('refuses %s as Graph does, with 400', (filter) => {
    expect(() => parseFilter(filter)).toThrow(expect.objectContaining({ status: 400, code: 'BadRequest' }))
  })
})
