import { DIRECTORY_ROLES } from './generate/roles.ts'

/** A built-in role as directoryRoleTemplates and roleDefinitions tell it. */
export interface RoleTemplate {
  readonly templateId: string
  readonly name: string
  readonly description: string
}

const template = (templateId: string, name: string, description: string): RoleTemplate => ({
  templateId,
  name,
  description,
})

/**
 * Built-in roles with their real template ids: those that generated tenancies have activated, then others.
 * Source: Microsoft Entra documentation, "Microsoft Entra built-in roles" (permissions-reference).
 */
export const ROLE_TEMPLATES: readonly RoleTemplate[] = [
  ...DIRECTORY_ROLES,
  template(
    'c4e39bd9-1100-46d3-8c65-fb160da0071f',
    'Authentication Administrator',
    'Can access to view, set and reset authentication method information for any non-admin user.',
  ),
  template(
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
    'Privileged Authentication Administrator',
    'Can access to view, set and reset authentication method information for any user (admin or non-admin).',
  ),
  template(
    '966707d0-3269-4727-9be2-8c3a10f19b9d',
    'Password Administrator',
    'Can reset passwords for non-administrators and Password Administrators.',
  ),
  template(
    '194ae4cb-b126-40b2-bd5b-6091b380977d',
    'Security Administrator',
    'Can read security information and reports, and manage configuration in Microsoft Entra ID and Office 365.',
  ),
  template(
    'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
    'Conditional Access Administrator',
    'Can manage Conditional Access capabilities.',
  ),
  template(
    '29232cdf-9323-42fd-ade2-1d097af3e4de',
    'Exchange Administrator',
    'Can manage all aspects of the Exchange product.',
  ),
  template(
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
    'SharePoint Administrator',
    'Can manage all aspects of the SharePoint service.',
  ),
  template('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator', 'Can manage the Microsoft Teams service.'),
  template('4a5d8f65-41da-4de4-8968-e035b65339cf', 'Reports Reader', 'Can read sign-in and audit reports.'),
  template(
    '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
    'Directory Readers',
    'Can read basic directory information. Commonly used to grant directory read access to applications and guests.',
  ),
  template(
    '9360feb5-f418-4baa-8175-e2a00bac4301',
    'Directory Writers',
    'Can read and write basic directory information. For granting access to applications, not intended for users.',
  ),
  template(
    '95e79109-95c0-4d8e-aee3-d01accf2d47b',
    'Guest Inviter',
    'Can invite guest users independent of the "members can invite guests" setting.',
  ),
]
