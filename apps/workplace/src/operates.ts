import { authoredBy, AUTHOR_ROLE, OPERATOR_ROLE, SUPPORT_ROLE, type SessionView } from '@einwohnerportal/cases';

/** Does this person keep the machine running for an authority. What they see is decided by the database. */
export function operates(session: SessionView): boolean {
  return session.memberships.some(({ roles }) => roles.includes(OPERATOR_ROLE));
}

/** True for somebody who works no tasks: their way begins and ends in the operators' part. */
export function onlyOperates(session: SessionView): boolean {
  return (
    operates(session) && session.memberships.every(({ roles }) => roles.every((role) => role === OPERATOR_ROLE || role === SUPPORT_ROLE))
  );
}

/** True for somebody who works no tasks: their way begins and ends with the services. */
export function onlyWrites(session: SessionView): boolean {
  return authoredBy(session).length > 0 && session.memberships.every(({ roles }) => roles.every((role) => role === AUTHOR_ROLE));
}
