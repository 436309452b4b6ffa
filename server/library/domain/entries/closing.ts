import type { Mark } from '../marks.js';
import type { LabelledEntry, LibraryEntry } from './entry.js';

/** An item that the vendor hands over at the end (BG-01 to BG-27), with the test that proves it usable without the vendor. */
export interface HandoverItem extends LibraryEntry {
  readonly name: string;
  /** `if-exists` needs a reasoned "không có". */
  readonly requirement: 'every-hire' | 'if-exists';
  readonly step: 'export-and-restore' | 'software-and-documents' | 'rights-and-rotation' | 'accompanying' | 'account-revocation' | 'deletion';
  /** For one kind of service the requirement is another one. */
  readonly exception?: { readonly serviceKind: string; readonly requirement: 'if-exists'; readonly note: string };
  /** Where the item itself is ordered. */
  readonly legalWording?: string;
  /** Items that must have passed before. */
  readonly after?: readonly string[];
  readonly evidence: string;
  readonly acceptanceTest: string;
  readonly testMark: Mark;
}

export interface AccountKind extends LabelledEntry {
  /** False for kinds that a sound system does not have. */
  readonly shouldExist: boolean;
}
