/** Progressive enhancement of every page: each part below may fail or be missing, and every page still works. */
import { focusFirstMessage } from './focus-first.js';
import { openFoldsOnWideScreens, closeWhenLeft } from './folds.js';
import { groupMoney } from './money.js';
import { offerCalendars } from './dates.js';
import { sendLargeFiles } from './large-files.js';
import { followProgress } from './progress.js';
import { offerToShowPasswords } from './passwords.js';
import { warnOfUnsavedInput } from './unsaved.js';

focusFirstMessage();
openFoldsOnWideScreens();
closeWhenLeft();
groupMoney();
offerCalendars();
offerToShowPasswords();
warnOfUnsavedInput();
followProgress();
sendLargeFiles();
