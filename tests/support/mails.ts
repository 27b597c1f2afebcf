import type { CaughtMail } from '../../apps/demo/src/mail/message.ts';
import type { Person } from '../../apps/demo/src/people.ts';
import type { System } from './system.ts';

/** Mails to a person, oldest first, as soon as there are at least `count`. */
export async function mailsTo(system: System, who: string, count: number): Promise<CaughtMail[]> {
  const person = personOf(system, who);
  for (let tries = 0; ; tries++) {
    const mails = (await (await fetch(`${system.url.mail}/messages?to=${encodeURIComponent(person.email!)}`)).json()) as CaughtMail[];
    if (mails.length >= count) return mails.toReversed();
    if (tries > 600) throw new Error(`expected ${count} mails to ${who}, got ${mails.length}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function personOf(system: System, who: string): Person {
  const person = system.people.find((each) => each.key === who);
  if (!person) throw new Error(`expected a person ${who}, got none`);
  return person;
}

/** What a mail must not tell about a person: names, day of birth, street, place. */
export function personalWords(person: Person): string[] {
  const [year = '', month, day] = (person.dateOfBirth ?? '').split('-');
  const dates = day ? [`${Number(day)}.${Number(month)}.${year}`, person.dateOfBirth!] : [year];
  return [
    ...person.officialName.split(/[-\s]/),
    person.firstName,
    ...dates,
    ...(person.address?.text ?? '').split(/[,\s]+/).filter((word) => word.length > 3),
  ].filter((word) => word !== '');
}
