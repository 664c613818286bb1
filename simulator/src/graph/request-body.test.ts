import { describe, expect, test } from 'vitest'
import { bodyUnder } from './request-body.ts'

const USER = '#/$defs/microsoft.graph.user'
const PASSWORD = { password: 'Not-a-real-1-password' }

describe('a body', () => {
  test('that spells its properties as Graph declares them is taken as it is', () => {
    const body = { mailNickname: 'ada', passwordProfile: PASSWORD }
    expect(bodyUnder(USER, body)).toBe(body)
  })

  test('may spell them in any case, in objects within it too', () => {
    const sent = { MailNickName: 'ada', passwordProfile: { Password: PASSWORD.password } }
    expect(bodyUnder(USER, sent)).toEqual({ mailNickname: 'ada', passwordProfile: PASSWORD })
  })

  test('may spell the parameters of an action in any case', () => {
    const sent = { schedules: ['ada@northhaven.example'], availabilityViewInterval: 30 }
    expect(bodyUnder('#/$defs/user.calendar_getSchedule!request', sent)).toEqual({
      Schedules: ['ada@northhaven.example'],
      AvailabilityViewInterval: 30,
    })
  })

  test('with a property that no type declares is refused by its name', () => {
    expect(() => bodyUnder(USER, { shoeSize: 42 })).toThrow("Property 'shoeSize' does not exist")
  })

  test('with a property that another type declares is refused too', () => {
    expect(() => bodyUnder(USER, { mailEnabled: true })).toThrow("Property 'mailEnabled' does not exist")
  })

  test('that says one property twice, in two spellings, is refused', () => {
    const sent = { mailNickname: 'ada', mailNickName: 'bea' }
    expect(() => bodyUnder(USER, sent)).toThrow("Property 'mailNickName' does not exist")
  })

  test('that is missing is refused', () => {
    expect(() => bodyUnder(USER, undefined)).toThrow('Empty Payload')
  })
})
