import type { GraphContext } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { list, storeSequence } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { named, single } from '../single.ts'
import { addPassword, removePassword } from './application-credentials.ts'
import { APPLICATION_WRITERS } from './application-rights.ts'
import { createApplication, deleteApplication, updateApplication } from './write-application.ts'

const SCHEMA = '#/$defs/microsoft.graph.application'
const application = (context: GraphContext) => named(context, 'application')

/** Registrations: learn.microsoft.com/graph/api/resources/application. */
export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/applications',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'application'),
        kind: 'application',
        contextName: 'applications',
      }),
  },
  {
    method: 'POST',
    template: '/applications',
    permissions: APPLICATION_WRITERS,
    request: SCHEMA,
    response: SCHEMA,
    write: createApplication,
  },
  {
    method: 'GET',
    template: '/applications/delta',
    answer: (context) => delta(context, 'application', 'applications'),
  },
  {
    method: 'GET',
    template: '/applications/{application-id}',
    answer: (context) => single(context, application(context), 'applications'),
  },
  {
    method: 'PATCH',
    template: '/applications/{application-id}',
    permissions: APPLICATION_WRITERS,
    request: SCHEMA,
    write: updateApplication,
  },
  {
    method: 'DELETE',
    template: '/applications/{application-id}',
    permissions: APPLICATION_WRITERS,
    write: deleteApplication,
  },
  {
    method: 'POST',
    template: '/applications/{application-id}/addPassword',
    permissions: APPLICATION_WRITERS,
    response: '#/$defs/microsoft.graph.passwordCredential',
    write: addPassword,
  },
  {
    method: 'POST',
    template: '/applications/{application-id}/removePassword',
    permissions: APPLICATION_WRITERS,
    write: removePassword,
  },
]
