// Every folder of services/, capabilities/ and authorities/ passes the same check as `npx einwohnerportal check`.
import { checkableFolders, checkFolder, readCatalogueFolder } from '@einwohnerportal/cases';
import { createTypstRenderer } from '@einwohnerportal/connectors';
import { createFaults } from './checking/faults.ts';
import { root } from './checking/files.ts';

const faults = createFaults('check-catalogue');
const files = await readCatalogueFolder([root]);
const renderer = createTypstRenderer();
const folders = checkableFolders(files);
for (const folder of folders) {
  for (const problem of await checkFolder(files, folder, { renderTemplate: (request) => renderer.render(request) })) {
    const text = `${problem.code}  ${problem.message}`;
    if (problem.severity === 'error') faults.at(problem.file, problem.place ?? 1, text);
    else console.log(`warning  ${problem.file}:${problem.place ?? 1}  ${text}`);
  }
}
if (folders.length === 0) faults.at('services', 1, 'expected folders to check, got none');
faults.finish(`${folders.length} folders`);
