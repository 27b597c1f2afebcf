import { requireSession } from '../request/scope.ts';
import type { PackageFiles } from '../catalogue/types.ts';
import type { Scope } from '../types.ts';
import { authoredBy, authoredBySession, ownerOf } from './authored.ts';
import { fromStored, readPublished, type StoredFiles } from './files.ts';
import type { OwnPackage, ServiceDraftState, ServiceVersionRow } from './types.ts';

/** Services in force whose packages this person writes. */
export async function listOwned(scope: Scope): Promise<{ service: string; authority: string }[]> {
  const own = authoredBy(requireSession(scope));
  if (own.length === 0) return [];
  const owners = await ownersOf(scope);
  return scope.context.catalogue.services().flatMap((service) => {
    const authority = owners.get(service) ?? null;
    return authority !== null && own.includes(authority) ? [{ service, authority }] : [];
  });
}

/** Services whose packages this person writes, with versions, open cases and who offers them; sorted by id. */
export async function listOwnServices(scope: Scope): Promise<OwnPackage[]> {
  if (authoredBy(requireSession(scope)).length === 0) return [];
  const { catalogue } = scope.context;
  const mine = await listOwned(scope);
  const begun = await openDrafts(scope);
  for (const { service, authority } of begun) if (!mine.some((each) => each.service === service)) mine.push({ service, authority });
  const versions = await versionsOf(
    scope,
    mine.map(({ service }) => service),
  );
  const places = catalogue.authorities.all();
  return mine
    .sort((one, other) => (one.service < other.service ? -1 : 1))
    .map(({ service, authority }) => ({
      service,
      authority,
      versions: versions.get(service) ?? [],
      offered: {
        by: places.filter(({ id }) => ['live', 'pilot'].includes(catalogue.authorities.offer(id, service, scope.today)?.state ?? ''))
          .length,
        of: places.filter(({ level }) => level === 'municipality').length,
      },
      draft: begun.find((each) => each.service === service && each.authority === authority)?.state ?? null,
    }));
}

/** One of them, with the files in force; null where it is not theirs. */
export async function readOwnService(scope: Scope, service: string): Promise<(OwnPackage & { files: PackageFiles }) | null> {
  const found = (await listOwnServices(scope)).find((each) => each.service === service);
  return found ? { ...found, files: await packageInForce(scope, service) } : null;
}

/** The package as it holds now, with tests and release record; empty for one that does not exist yet. */
export async function packageInForce(scope: Scope, service: string): Promise<PackageFiles> {
  const { rows } = await scope.client.query<{ files: StoredFiles }>('select cases.package_in_force($1) as files', [service]);
  return fromStored(rows[0]!.files);
}

/** Owner of each service in force. */
async function ownersOf(scope: Scope): Promise<Map<string, string | null>> {
  const { rows } = await scope.client.query<{ service: string; bytes: Buffer }>(
    `select split_part(path, '/', 2) as service, bytes from cases.catalogue_files where path like 'services/%/release.yaml'`,
  );
  const releases = new Map(rows.map(({ service, bytes }) => [service, new Uint8Array(bytes)]));
  for (const { service, files } of await readPublished(scope.client)) {
    const release = files['release.yaml'];
    if (release) releases.set(service, new Uint8Array(Buffer.from(release, 'base64')));
    else releases.delete(service);
  }
  const { catalogue } = scope.context;
  return new Map(catalogue.services().map((service) => [service, ownerOf(releases.get(service), catalogue.authorities)]));
}

async function openDrafts(scope: Scope): Promise<{ service: string; authority: string; state: ServiceDraftState }[]> {
  const { rows } = await scope.client.query<{ service: string; authority: string; state: ServiceDraftState }>(
    `select d.service, d.authority, d.state from cases.service_drafts d where d.state in ('open', 'proposed', 'released') and ${authoredBySession('d')}`,
  );
  return rows;
}

async function versionsOf(scope: Scope, services: string[]): Promise<Map<string, ServiceVersionRow[]>> {
  const { catalogue } = scope.context;
  const { rows } = await scope.client.query<{ service: string; hash: string; since: Date; open: string }>(
    `select d.service, d.service_hash as hash, d.deployed_at as since, coalesce(n.open, 0) as open
     from cases.deployments d left join cases.count_open_service_cases() n on n.service = d.service and n.service_hash = d.service_hash
     where d.service = any ($1) order by d.deployed_at desc`,
    [services],
  );
  const found = new Map<string, ServiceVersionRow[]>();
  for (const { service, hash, since, open } of rows) {
    const current = catalogue.has(service) && catalogue.service(service).hash === hash;
    // Earlier versions matter as long as cases are open in them.
    if (!current && Number(open) === 0) continue;
    found.set(service, [...(found.get(service) ?? []), { hash, since: since.toISOString(), current, open: Number(open) }]);
  }
  return found;
}
