import { checkPackage } from './index.ts';
for (const f of process.argv.slice(2)) { const p = await checkPackage(f); console.log(f, p.length); for (const x of p) console.log('  ', x.severity, x.file + ':' + x.place, x.code, x.message); }
