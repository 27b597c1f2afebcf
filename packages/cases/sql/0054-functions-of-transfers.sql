-- Only who owns a function can say who may call it: an owner of the database without further rights could not where 0042 tried.
set local lock_timeout = '5s';

set local role ep_rights;
revoke all on function cases.answer_transfer(uuid, boolean, text, text, timestamptz), cases.take_package(uuid) from public;
grant execute on function cases.answer_transfer(uuid, boolean, text, text, timestamptz), cases.take_package(uuid) to ep_workplace;
reset role;
