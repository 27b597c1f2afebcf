export {
  askForDeletion,
  askForExport,
  EXPORT_DAYS,
  fetchExport,
  forgetMe,
  readOwnData,
  type OwnData,
  type OwnExport,
  type OwnKeptCase,
} from './own-data.ts';
export { prepareExports } from './prepare-exports.ts';
export { personalExportSchema, personalExportShape, type PersonalExport } from './shape.ts';
export { tellAnswers } from './tell-answers.ts';
