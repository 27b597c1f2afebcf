export { checkableFolders, checkFolder, checkPackage, readAround, type CheckOptions } from './check-package.ts';
export { readModel, type Model, type ModelNode, type ModelProcess } from './model.ts';
export { scenarioExpectations, scenarioVerbs } from './scenarios.ts';
export type { RenderTemplate } from './template.ts';
export { inspectFile } from './inspect.ts';
