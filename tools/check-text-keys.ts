// The types of the interface's text keys are those of its text files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFaults } from './checking/faults.ts';
import { files, read, root } from './checking/files.ts';
import { textKeyFiles } from './checking/text-keys.ts';

const faults = createFaults('check-text-keys');
const wanted = await textKeyFiles(root, read, files);
for (const { path, text } of wanted)
  if (!existsSync(join(root, path)) || read(path) !== text)
    faults.at(path, 1, 'expected the keys of the text files, got older ones: npm run texts');
faults.finish(`${wanted.length} files`);
