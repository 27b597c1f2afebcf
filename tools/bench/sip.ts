// npm run bench -- sip [files] [kB]: how much memory it takes to write a package for an archive, above idle; the last line is one JSON object.
import { sip } from './documents/sip.ts';

const result = await sip.run(console.log);
console.log(JSON.stringify({ bench: 'sip', ...result }));
