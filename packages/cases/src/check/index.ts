export { checkableFolders, checkFolder, checkPackage, readAround } from './check-package.ts';
export { readModel, type Model, type ModelNode, type ModelProcess } from './model.ts';
export { scenarioExpectations, scenarioVerbs } from './scenarios.ts';
