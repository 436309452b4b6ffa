/** Mail: an outbox that is written with the business and a job that empties it (see server/decisions/outbox.md). */
export { createOutbox, MAIL_ATTEMPTS, readOutboxStanding, wakeWaiting, type MailState, type OutboxStanding, type OutgoingMail, type Outbox } from './outbox.js';
export { mailWorks } from './deliver.js';
export { createSeal, type Seal } from './seal.js';
export { openPostman, type MailSettings, type Postman } from './smtp.js';
