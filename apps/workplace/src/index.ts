export { createWorkplace } from './router.ts';
export { readConfig, type Config } from './config.ts';
export type { Domain } from './domain.ts';
export { WORKPLACE_LANGUAGES, type Workplace } from './workplace.ts';
