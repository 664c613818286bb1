import type { Operation } from '../../operation/define.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]
const isMethod = (text: string): text is Method => methods.includes(text)

/** `POST /v1/connections/{connectionId}/test`, taken apart. */
export interface RouteParts {
  method: Method
  /** as it is written in the contract, with `{connectionId}` */
  path: string
  /** the names in braces, in their order */
  parameters: string[]
}

export function routeOf({ name, route }: Pick<Operation, 'name' | 'route'>): RouteParts {
  const [method = '', path = ''] = route.split(' ')
  if (!isMethod(method)) throw new TypeError(`${name}: the route must begin with a method, not ${method}`)
  return { method, path, parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter) }
}

/** `/v1/people/{personId}` as the router wants it: `/v1/people/:personId`. */
export const routerPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')
