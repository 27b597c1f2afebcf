import { checkFolder, type CatalogueFiles } from '@einwohnerportal/cases';
import { createTypstRenderer } from '@einwohnerportal/connectors';
import { parentPort, workerData } from 'node:worker_threads';

const { files, folder } = workerData as { files: CatalogueFiles; folder: string };
const renderer = createTypstRenderer();
parentPort!.postMessage(await checkFolder(files, folder, { renderTemplate: (request) => renderer.render(request) }));
