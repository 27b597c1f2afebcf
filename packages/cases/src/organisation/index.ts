export { decideChange, proposeChange } from './change.ts';
export { applyEdits, layOver, missingEdits, type Edit, type OverlayConflict, type OverlayRow } from './edits.ts';
export { GIVEN_ROLES } from './edits-of-wish.ts';
export { exportAuthorities, importAuthorities, type AuthoritiesImport } from './exchange.ts';
export { acceptInvitation, decideInvitation, listInvitations, proposeInvitation, type InvitationWish } from './invitations.ts';
export { endMembership, liftBlock, listMemberActs, listOrganisationMembers } from './members.ts';
export { listOrganisationChanges, ORGANISATION_ROLE, organisedBy, readOrganisation, readOrganisationChange } from './read-organisation.ts';
export type {
  ChangeKind,
  Invitation,
  MemberAct,
  Organisation,
  OrganisationChange,
  OrganisationDecision,
  OrganisationMember,
  OrganisationWish,
  Proposed,
} from './types.ts';
