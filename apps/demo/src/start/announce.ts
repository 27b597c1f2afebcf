import type { Person } from '../people.ts';
import type { Addresses } from './addresses.ts';

const place = (person: Person): string => person.about ?? (person.works ? `arbeitet für ${person.works}` : (person.address?.text ?? ''));

function lines(people: Person[]): string[] {
  const width = Math.max(0, ...people.map((person) => person.key.length));
  const nameWidth = Math.max(0, ...people.map((person) => person.firstName.length + person.officialName.length + 1));
  return people.map(
    (person) => `    ${person.key.padEnd(width)}  ${`${person.firstName} ${person.officialName}`.padEnd(nameWidth)}  ${place(person)}`,
  );
}

/** What a newcomer reads when everything runs: where to go and as whom. */
export function announcement(addresses: Addresses, people: Person[], seconds: number): string {
  const withLogin = people.filter((person) => person.signsInAt !== null);
  const url = (name: Parameters<Addresses['url']>[0]): string => addresses.url(name);
  return [
    '',
    `  Einwohnerportal läuft · is running · ${seconds.toFixed(1)} s`,
    '',
    `    Portal                  ${url('portal')}`,
    `    Arbeitsplatz/Workplace  ${url('workplace')}`,
    `    E-Mails                 ${url('mail')}`,
    `    Register (Störungen)    ${url('register')}`,
    `    Zahlungen (Störungen)   ${url('payment')}`,
    `    Archiv (Ablieferungen)  ${url('archive')}`,
    '',
    '  Im Portal anmelden als · sign in to the portal as (kein Passwort · no password)',
    ...lines(withLogin.filter((person) => person.works === null)),
    '',
    '  Am Arbeitsplatz · at the workplace',
    ...lines(withLogin.filter((person) => person.works !== null)),
    '',
    '  Alle Personen sind erfunden. Beenden mit Ctrl-C. · All people are invented. Stop with Ctrl-C.',
    '',
  ].join('\n');
}
