import { closeRun } from './run-folder.js';

export default closeRun;
