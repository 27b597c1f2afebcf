import type pg from 'pg';

/** Sets the clock that the database judges mandates by, in the database of this test alone. The pool is that of the owner. */
export async function setClock(owner: pg.Pool, instant: string): Promise<void> {
  await owner.query(
    `create or replace function cases.clock() returns timestamptz language sql stable set search_path = cases, pg_catalog as $$ select '${new Date(instant).toISOString()}'::timestamptz $$`,
  );
}
