import { openRun } from './run-folder.js';

export default openRun;
