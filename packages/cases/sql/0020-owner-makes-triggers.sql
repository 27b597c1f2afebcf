-- Whoever makes a trigger must be allowed to call its function; later migrations make triggers with these, and an owner of the database
-- who is no superuser has the rights of ep_rights only after taking its role.
set local lock_timeout = '5s';

set local role ep_rights;
grant execute on function cases.note_case(), cases.note_case_and_applicant() to session_user;
reset role;
