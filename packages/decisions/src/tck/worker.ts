import { parentPort } from 'node:worker_threads';
import { runTestFile } from './run-test-file.ts';

// One file at a time; what fails here ends this thread only.
parentPort?.on('message', (path: string) => runTestFile(path, (report) => parentPort?.postMessage(report)));
