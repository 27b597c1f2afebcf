import { readValue } from '@einwohnerportal/forms';
import { requireSession } from '../request/scope.ts';
import { PERSON } from '../request/mine.ts';
import type { Scope } from '../types.ts';

/** What a person set themselves, and what comes from the sign-in. */
export interface Profile {
  language: string;
  /** Null: the address of the sign-in. */
  email: string | null;
  phone: string | null;
  /** `none`: no e-mails; everything lies in the inbox all the same. */
  alerts: 'email' | 'sms' | 'none';
  /** The phone number is proven to be theirs: short messages may go there. */
  phoneProven: boolean;
  /** Consent to get rulings into the inbox. */
  rulings: boolean;
  /** Address that the sign-in gave. */
  signInEmail: string | null;
  /** The latest first. */
  changes: { at: string; what: ProfileField; before: string | null; after: string | null }[];
}

export type ProfileField = 'language' | 'email' | 'phone' | 'alerts' | 'rulings';
const FIELDS: readonly ProfileField[] = ['language', 'email', 'phone', 'alerts', 'rulings'];

/** What was typed; every field is given. */
export type TypedProfile = Record<ProfileField, string>;

interface ProfileRow {
  changed_at: Date | null;
  email: string | null;
  phone: string | null;
  alerts: 'email' | 'sms' | 'none' | null;
  electronic_rulings: boolean | null;
  phone_proven: boolean;
}

async function profileRow(scope: Scope): Promise<ProfileRow> {
  const { rows } = await scope.client.query<ProfileRow>(
    `select changed_at, email, phone, alerts, electronic_rulings, phone_proven_at is not null as phone_proven from cases.profiles where person_id = ${PERSON}`,
  );
  return rows[0] ?? { changed_at: null, email: null, phone: null, alerts: null, electronic_rulings: null, phone_proven: false };
}

/** The profile of the session's person. */
export async function readProfile(scope: Scope): Promise<Profile> {
  const session = requireSession(scope);
  const row = await profileRow(scope);
  const { rows } = await scope.client.query<{ at: Date; what: ProfileField; before: string | null; after: string | null }>(
    `select at, what, before, after from cases.profile_changes where person_id = ${PERSON} order by change_id desc limit 20`,
  );
  return {
    language: session.language,
    email: row.email,
    phone: row.phone,
    alerts: row.alerts ?? 'email',
    phoneProven: row.phone !== null && row.phone_proven,
    rulings: row.electronic_rulings === true,
    signInEmail: session.email,
    changes: rows.map((each) => ({ ...each, at: each.at.toISOString() })),
  };
}

/**
 * Judges what was typed and keeps it; each field that changed is recorded with what stood there before. Faults by field are codes of the
 * forms (`forms.invalid.<code>`); then nothing is kept.
 */
export async function changeProfile(
  scope: Scope,
  typed: TypedProfile,
  languages: readonly string[],
): Promise<{ changed: ProfileField[] } | { faults: Partial<Record<ProfileField, string>> }> {
  const { personId, language } = requireSession(scope);
  const email = readValue('email', typed.email, scope.today);
  const phone = readValue('phone', typed.phone, scope.today);
  const row = await profileRow(scope);
  // A number that is new is not proven yet.
  const proven = row.phone_proven && 'value' in phone && phone.value === row.phone;
  const faults: Partial<Record<ProfileField, string>> = {
    ...(languages.includes(typed.language) ? {} : { language: 'choice' }),
    ...('problem' in email ? { email: email.problem } : {}),
    ...('problem' in phone ? { phone: phone.problem } : {}),
    ...(typed.alerts === 'email' || typed.alerts === 'none' || (typed.alerts === 'sms' && proven) ? {} : { alerts: 'choice' }),
  };
  if ('problem' in email || 'problem' in phone || Object.keys(faults).length > 0) return { faults };
  const before: Record<ProfileField, string | null> = {
    language,
    email: row.email,
    phone: row.phone,
    alerts: row.alerts ?? 'email',
    rulings: row.electronic_rulings === true ? 'yes' : 'no',
  };
  const after: Record<ProfileField, string | null> = {
    language: typed.language,
    email: email.value,
    phone: phone.value,
    alerts: typed.alerts,
    // Not asked, not changed.
    rulings: typed.rulings === 'yes' || typed.rulings === 'no' ? typed.rulings : row.electronic_rulings === true ? 'yes' : 'no',
  };
  const changed = FIELDS.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return { changed };
  await scope.client.query(
    `insert into cases.profiles (person_id, changed_at, email, phone, alerts, electronic_rulings) values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id) do update set changed_at = excluded.changed_at, email = excluded.email, phone = excluded.phone, alerts = excluded.alerts,
       electronic_rulings = excluded.electronic_rulings, phone_proven_at = case when profiles.phone = excluded.phone then profiles.phone_proven_at end`,
    [personId, scope.now, after.email, after.phone, after.alerts, after.rulings === 'yes'],
  );
  if (changed.includes('language'))
    await scope.client.query(`update cases.persons set language = $1 where person_id = ${PERSON}`, [after.language]);
  for (const field of changed)
    await scope.client.query('insert into cases.profile_changes (person_id, at, what, before, after) values ($1, $2, $3, $4, $5)', [
      personId,
      scope.now,
      field,
      before[field],
      after[field],
    ]);
  return { changed };
}

/** Contact data that forms take over, and since when it is so; empty without a profile. */
export async function profileContact(scope: Scope): Promise<{ names: Record<string, string>; at: string | null }> {
  const { email, phone, changed_at } = await profileRow(scope);
  const names = { ...(email ? { 'contact.email': email } : {}), ...(phone ? { 'contact.phone': phone } : {}) };
  return { names, at: changed_at?.toISOString() ?? null };
}

/** Where alerts to the session's person go (null: no address is known), and whether the person wants any. */
export async function alertAddress(scope: Scope): Promise<{ address: string | null; wanted: boolean }> {
  const { alerts, email, phone, phone_proven } = await profileRow(scope);
  const address = alerts === 'sms' && phone_proven ? phone : (email ?? requireSession(scope).email);
  return { address, wanted: alerts !== 'none' };
}
