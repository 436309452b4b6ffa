import { today } from '../../kernel/calendar-day.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Route } from '../../platform/http/routes.js';
import type { JobWork } from '../../platform/jobs/index.js';
import type { Outbox } from '../../platform/mail/index.js';
import { createVisitorLimits } from '../../questionnaires/index.js';
import { createEvidenceCheck, type EvidenceCheck } from '../application/evidence-check.js';
import { createEvidenceReview } from '../application/evidence-review.js';
import { createUploads, type Uploads } from '../application/uploads.js';
import { createVendorLink } from '../application/vendor-link.js';
import { checkRoutes } from './check-routes.js';
import { reviewRoutes } from './review-routes.js';
import { createSendEvidence } from './send-evidence.js';
import { vendorLinkRoutes } from './vendor-link-routes.js';
import { vendorPaths } from './vendor-paths.js';
import { handoverInvitation } from './vendor-presenter.js';
import { vendorRoutes } from './vendor-routes.js';

/** What links, large files and reviews need from the rest of the product. */
export interface HandoverFilesNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
  readonly outbox: Outbox;
  /** Where people outside reach the product; links begin with it. */
  readonly publicUrl: string;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
}

/** Links, large files, the check of stored evidence and its review, wired once. */
export interface HandoverFiles {
  readonly routes: readonly Route[];
  readonly works: readonly JobWork[];
  readonly uploads: Uploads;
  readonly check: EvidenceCheck;
  /** Sends stored files with their bytes compared to their hash; see createSendEvidence. */
  readonly sendFile: ReturnType<typeof createSendEvidence>;
}

/** Wires links, large files, the check of stored files and its review. */
export function openHandoverFiles({ reader, work, clock, evidence, outbox, publicUrl, rolesThatMay }: HandoverFilesNeeds): HandoverFiles {
  const check = createEvidenceCheck({ reader, work, evidence });
  const uploads = createUploads({ reader, work, evidence, rolesThatMay });
  const linkAddress = (token: string): string => publicUrl + vendorPaths.sheet(token);
  const vendor = createVendorLink({ reader, work, uploads, outbox, rolesThatMay, today: () => today(clock), invitation: handoverInvitation, linkAddress });
  const reviews = createEvidenceReview({ reader, work, check, rolesThatMay });
  return {
    routes: [
      ...vendorRoutes(vendor, createVisitorLimits()),
      ...vendorLinkRoutes(vendor, uploads, { now: () => clock.now(), mailConfigured: outbox.configured }),
      ...reviewRoutes(reviews),
      ...checkRoutes(check),
    ],
    works: check.works,
    uploads,
    check,
    sendFile: createSendEvidence(evidence, check),
  };
}
