import type { DurableServer } from './server.ts';

/**
 * What this run writes beside the engine: every entry of a step's path (in the step's transaction, no key that would hide a double), and
 * every lease that was given.
 */
export async function prepareBook(server: DurableServer): Promise<void> {
  await server.query(`
    create schema ledger;
    create table ledger.effect (case_id uuid not null, step bigint not null, command_id text not null, token integer, element text, what text);
    create table ledger.lease (case_id uuid not null, token_no integer not null, key text not null, fence integer not null, holder text,
      at timestamptz not null default clock_timestamp());
    create index on ledger.lease (key, fence);
    create function ledger.note_lease() returns trigger language plpgsql as $body$
    begin
      insert into ledger.lease (case_id, token_no, key, fence, holder) values (new.case_id, new.token_no, new.idempotency_key, new.fence, new.holder);
      return new;
    end $body$;
    create trigger note_given after insert on engine.job for each row when (new.fence > 0) execute function ledger.note_lease();
    create trigger note_lease after update of fence on engine.job for each row when (new.fence > old.fence) execute function ledger.note_lease();
  `);
}
