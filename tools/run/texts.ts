import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, read, root } from '../checking/files.ts';
import { textKeyFiles } from '../checking/text-keys.ts';

for (const { path, text } of await textKeyFiles(root, read, files)) writeFileSync(join(root, path), text);
