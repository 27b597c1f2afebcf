import { Rejection } from '../run/failure.ts';
import { migrateInstance, planMigration } from '../run/migration.ts';
import type { CommandHandler } from './apply.ts';

/** Takes the instance to another definition, all tokens or none. @throws Rejection `migration-refused` with the problems */
export const migrateCommand: CommandHandler<'migrate'> = (step, command) => {
  const problems = planMigration(step, command);
  if (problems.length > 0) throw new Rejection('migration-refused', { problems });
  step.data = { reason: command.reason, from: step.instance.header.definition_id, to: command.definitionId };
  migrateInstance(step, command);
};
